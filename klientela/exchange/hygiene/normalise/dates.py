"""Days as people write them in several languages, as days since 1970-01-01."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Final, Literal

DateOrder = Literal["ymd", "dmy", "mdy"]

EPOCH: Final = dt.date(1970, 1, 1).toordinal()
EXCEL_DAY_ZERO: Final = dt.date(1899, 12, 30).toordinal()
FIRST_YEAR: Final = 1800
LAST_YEAR: Final = 2199
SHORT_YEAR_PIVOT: Final = 69
"""Two digits below it are of this century, the others of the last (POSIX)."""

TIME: Final = (
    r"(?:[T,\s]\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?"
)
YEAR_FIRST: Final = re.compile(rf"^(\d{{4}})([-./])(\d{{1,2}})\2(\d{{1,2}}){TIME}$")
NUMERIC: Final = re.compile(rf"^(\d{{1,2}})([-./\s])(\d{{1,2}})\2(\d{{4}}|\d{{2}})(?:\s*(?:г\.?|r\.?))?{TIME}$")
COMPACT: Final = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
SERIAL: Final = re.compile(r"^(\d{5})(?:[.,]\d+)?$")
DAY_NAME: Final = re.compile(
    rf"^(?:[^\W\d]+[.,]?\s+)??(\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]+([^\W\d]+)\.?,?[\s-]+(\d{{4}}|\d{{2}})(?:\s*(?:г\.?|r\.?|года|roku))?{TIME}$"
)
NAME_DAY: Final = re.compile(rf"^([^\W\d]+)\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){TIME}$")

MONTHS: Final = {
    prefix: number
    for number, prefixes in enumerate(
        (
            "jan янв sty jän",
            "feb фев lut",
            "mar мар mär",
            "apr апр kwi",
            "may мая май maj mai",
            "jun июн cze",
            "jul июл lip",
            "aug авг sie",
            "sep сен wrz",
            "oct окт paź paz okt",
            "nov ноя lis",
            "dec дек gru dez",
        ),
        start=1,
    )
    for prefix in prefixes.split()
}


def dates(values: Sequence[str | None], order: DateOrder | None) -> list[int | None]:
    """Each day as days since 1970-01-01, or None for an empty cell, no date, or a day that does not exist.

    `order` is that of the column for "01/02/2024"; without it the day comes first. It is never bent to fit a single
    value: in a column of months first "13/02/2024" is no date, because then the others would be wrong as well.
    Times are left aside. Excel's day numbers (20000 to 79999, i.e. 1954 to 2119) are read as days.
    """
    return [_date(value.strip(), order or "dmy") if value else None for value in values]


def _date(text: str, order: DateOrder) -> int | None:
    for pattern, read in READERS:
        match = pattern.match(text)
        if match:
            return read(match, order)
    return None


def _year_first(match: re.Match[str], _: DateOrder) -> int | None:
    return _day(int(match[1]), int(match[3]), int(match[4]))


def _numeric(match: re.Match[str], order: DateOrder) -> int | None:
    first, second, third = match[1], match[3], match[4]
    if order == "ymd":
        if len(third) == 4:
            return _day(int(third), int(second), int(first))
        return _day(_year(first), int(second), int(third))
    day, month = (second, first) if order == "mdy" else (first, second)
    return _day(_year(third), int(month), int(day))


def _compact(match: re.Match[str], _: DateOrder) -> int | None:
    return _day(int(match[1]), int(match[2]), int(match[3]))


def _serial(match: re.Match[str], _: DateOrder) -> int | None:
    number = int(match[1])
    return EXCEL_DAY_ZERO + number - EPOCH if 20_000 <= number < 80_000 else None


def _day_name(match: re.Match[str], _: DateOrder) -> int | None:
    month = MONTHS.get(match[2].casefold()[:3])
    return _day(_year(match[3]), month, int(match[1])) if month else None


def _name_day(match: re.Match[str], _: DateOrder) -> int | None:
    month = MONTHS.get(match[1].casefold()[:3])
    return _day(int(match[3]), month, int(match[2])) if month else None


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < SHORT_YEAR_PIVOT else 1900)


def _day(year: int, month: int, day: int) -> int | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day).toordinal() - EPOCH
    except ValueError:
        return None


READERS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], DateOrder], int | None]], ...]] = (
    (YEAR_FIRST, _year_first),
    (NUMERIC, _numeric),
    (COMPACT, _compact),
    (SERIAL, _serial),
    (DAY_NAME, _day_name),
    (NAME_DAY, _name_day),
)
