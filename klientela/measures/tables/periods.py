"""Months, quarters and years as running numbers.

A number instead of a date, because differences of dates hold on no two engines alike: the month of a day is
12 × year + month − 1; quarters and years are that divided by 3 and by 12.
"""

from datetime import date, timedelta
from typing import Literal

import narwhals as nw

Period = Literal["month", "quarter", "year"]
MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "year": 12}


def period_number(column: str, period: Period) -> nw.Expr:
    """Return the running number of the period in which the day of a column of dates lies."""
    months = nw.col(column).dt.year().cast(nw.Int64) * 12 + nw.col(column).dt.month().cast(nw.Int64) - 1
    return months // months_of(period)


def period_of(day: date, period: Period) -> int:
    """Return the running number of the period in which a day lies."""
    return (day.year * 12 + day.month - 1) // months_of(period)


def first_day(number: int, period: Period) -> date:
    """Return the day on which a period begins."""
    year, month = divmod(number * months_of(period), 12)
    return date(year, month + 1, 1)


def last_complete(as_of: date, period: Period) -> int:
    """Return the newest period that is over when the day `as_of` is over."""
    return period_of(as_of + timedelta(days=1), period) - 1


def months_of(period: Period) -> int:
    """Return how many months a period has; `ValueError` for a word that is none."""
    if period not in MONTHS:
        raise ValueError(f"A period is one of {', '.join(MONTHS)}, not {period!r}.")
    return MONTHS[period]
