"""Tables of conclusions: each can be thrown away and rebuilt from the facts."""

from klientela.insight.models.scores import Conclusion, Scoring

__all__ = ["Conclusion", "Scoring"]
