"""Klientela keeps a company's customer base: who the customers are, what they are worth, and whom to call today.

The floors of this house, from the roof down, are listed in `docs/tour.md`.
The import contracts in `pyproject.toml` hold them.
"""

__version__ = "0.1.0"
