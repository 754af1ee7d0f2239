"""Tables of exchange: what was brought in, with its figures and its failed rows."""

from klientela.exchange.models.imports import FailedRow, Import

__all__ = ["FailedRow", "Import"]
