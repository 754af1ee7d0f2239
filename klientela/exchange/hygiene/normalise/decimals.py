"""Numbers as people and programs write them, as plain decimal text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Final, Literal

Mark = Literal[".", ","]

SPACES: Final = re.compile(r"[\s\u00a0\u2007\u2009\u202f'’`_]+")
NUMBER: Final = re.compile(r"^([-+−–]?)[^\d.,+\-−–()%]{0,6}([-+−–]?)(\d[\d.,]*|[.,]\d+)([-−]?)[^\d.,+\-()]{0,6}\.?$")
EXPONENT: Final = re.compile(r"^[-+]?\d+(?:[.,]\d+)?[eE][-+]?\d{1,2}$")
GROUPS: Final = {",": re.compile(r"^\d{1,3}(?:,\d{3})+$"), ".": re.compile(r"^\d{1,3}(?:\.\d{3})+$")}
INDIAN: Final = re.compile(r"^\d{1,2}(?:,\d{2})+,\d{3}$")


def decimals(values: Sequence[str | None], mark: Mark | None) -> list[str | None]:
    """Each number as text with a point ("-1234.50"), or None for an empty cell and for what is no number.

    `mark` is the decimal mark of the column; the other sign then parts thousands. Without it each value is read by
    itself: the last of two signs is the mark, a lone comma before exactly three digits parts thousands.
    """
    return [_decimal(value, mark) if value else None for value in values]


def _decimal(value: str, mark: Mark | None) -> str | None:
    text = SPACES.sub("", value)
    if EXPONENT.match(text):
        return _plain(text)
    bracketed = text.startswith("(") and text.endswith(")")
    match = NUMBER.match(text[1:-1] if bracketed else text)
    if not match:
        return None
    before, inside, digits, after = match.groups()
    if bool(before) + bool(inside) + bool(after) > 1:
        return None
    number = _with_point(digits.rstrip(".,") if digits[-1] in ".," else digits, mark)
    if number is None:
        return None
    negative = bracketed or any(sign and sign in "-−–" for sign in (before, inside, after))
    return f"-{number}" if negative and number.strip("0.") else number


def _plain(text: str) -> str | None:
    try:
        return format(Decimal(text.replace(",", ".")), "f")
    except InvalidOperation:
        return None


def _with_point(digits: str, mark: Mark | None) -> str | None:
    mark = mark if mark and _suits(digits, mark) else _own_mark(digits)
    thousands: Mark = "," if mark == "." else "."
    whole, _, fraction = digits.rpartition(mark) if mark in digits else (digits, "", "")
    if mark in whole or thousands in fraction:
        return None
    if thousands in whole and not _grouped(whole, thousands):
        return None
    whole = whole.replace(thousands, "").lstrip("0") or "0"
    return f"{whole}.{fraction}" if fraction else whole


def _suits(digits: str, mark: Mark) -> bool:
    """Whether the number can be read with the mark of its column: "1.5" cannot be thousands among decimal commas."""
    thousands: Mark = "," if mark == "." else "."
    whole = digits.rpartition(mark)[0] if mark in digits else digits
    return digits.count(mark) <= 1 and (thousands not in digits or _grouped(whole, thousands))


def _grouped(whole: str, thousands: Mark) -> bool:
    return bool(GROUPS[thousands].match(whole) or (thousands == "," and INDIAN.match(whole)))


def _own_mark(digits: str) -> Mark:
    point, comma = digits.rfind("."), digits.rfind(",")
    if point >= 0 and comma >= 0:
        return "." if point > comma else ","
    if point >= 0:
        return "," if digits.count(".") > 1 else "."
    return "." if GROUPS[","].match(digits) else ","
