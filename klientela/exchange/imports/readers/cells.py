"""A typed cell as the text a person would write: ISO dates, plain decimals, `true` and `false`."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any


def cell_text(value: Any) -> str | None:
    """The canonical text of a cell of a workbook; None for an empty one.

    Whole numbers have no ".0", nothing has an exponent, a moment at midnight is a day.
    """
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(repr(value))
    if isinstance(value, dt.datetime):
        day = value.time() == dt.time()
        return value.date().isoformat() if day else value.isoformat(sep=" ", timespec="auto")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def number_text(written: str) -> str:
    """A number as Python or Arrow writes it ("1e+20", "12.0"), without exponent and empty fraction."""
    if written in ("nan", "inf", "-inf"):
        return written
    plain = format(Decimal(written), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
