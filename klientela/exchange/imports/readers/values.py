"""What the values of one column look like: which decimal mark, which order of day and month."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from .shapes import DateOrder, Mark

T = TypeVar("T")

NUMBER: Final = re.compile(
    r"^[-+(]?\s*(?:[^\W\d_]{0,3}|[$€£¥₽])\s*(\d[\d\s.,'’]*)\s*(?:[^\W\d_]{0,4}\.?|[$€£¥₽%])\s*\)?$"
)
NUMERIC_DATE: Final = re.compile(r"^\s*(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?:[ T,].*)?$")


def decimal_mark(values: Iterable[str]) -> Mark | None:
    """The mark before the fraction in `values`, or None where they do not tell (whole numbers, "1.234" alone)."""
    points = commas = 0
    for value in values:
        match = NUMBER.match(value)
        if match and not NUMERIC_DATE.match(value):
            mark = _mark_of(match.group(1).strip())
            points, commas = points + (mark == "."), commas + (mark == ",")
    if points == commas:
        return None
    return "." if points > commas else ","


def _mark_of(number: str) -> Mark | None:
    point, comma = number.rfind("."), number.rfind(",")
    if point >= 0 and comma >= 0:
        return "." if point > comma else ","
    at, sign = (point, ".") if point >= 0 else (comma, ",")
    if at < 0:
        return None
    if number.count(sign) > 1:
        return "," if sign == "." else "."
    if len(number) - at - 1 == 3 and number[:at].lstrip("0"):
        return None
    return "." if sign == "." else ","


def date_order(values: Iterable[str]) -> DateOrder | None:
    """The order of year, month and day in `values`, or None where there are no dates or they could be either."""
    seen: dict[DateOrder, int] = {"ymd": 0, "dmy": 0, "mdy": 0}
    dotted = 0
    for value in values:
        match = NUMERIC_DATE.match(value)
        if not match:
            continue
        first, sign, second, _ = match.groups()
        if len(first) == 4:
            seen["ymd"] += 1
        elif int(first) > 12 >= int(second):
            seen["dmy"] += 1
        elif int(second) > 12 >= int(first):
            seen["mdy"] += 1
        elif sign == ".":
            dotted += 1
    best = max(seen, key=lambda order: seen[order])
    if seen[best]:
        return best
    return "dmy" if dotted else None


def looks_like_data(cell: str) -> bool:
    """Whether a cell can hardly be a heading: a number, a date, an address of mail or of the web."""
    text = cell.strip()
    if "@" in text or "://" in text or NUMERIC_DATE.match(text):
        return True
    digits = sum(letter.isdigit() for letter in text)
    return bool(text) and digits * 2 > len(text.replace(" ", ""))


def agreed(marks: Sequence[T | None]) -> T | None:
    """The one most columns say, or None."""
    said = [mark for mark in marks if mark is not None]
    return max(set(said), key=said.count) if said else None
