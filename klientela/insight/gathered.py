"""What the facts of one customer come to, before anything is concluded from it.

Both ways of reading arrive here: the few customers that changed through the ORM, the whole base through Arrow. What is
concluded from it is written once, in `klientela.insight.conclude`. Days and moments are integers as in
`klientela.insight.facts`; amounts are minor units of the home currency. Free of Django, for the reading process.
"""

from datetime import date
from typing import Any, NamedTuple

EPOCH = date(1970, 1, 1).toordinal()


class Told(NamedTuple):
    """A fact that may move the marker: `at` is its moment, or `day` its day where only that is known."""

    kind: int
    at: int | None = None
    day: int | None = None
    times: int = 1
    key: int = 0
    marker: str = ""
    by: str = ""
    why: str = ""


class Opening(NamedTuple):
    """What was bought and asked before the base began."""

    stated: int
    purchases: int
    inquiries: int
    first: int | None
    last: int | None
    amount: int | None


class Gathered(NamedTuple):
    """One customer's facts, summed up; purchases from orders and from the opening balance are still apart."""

    customer: int
    kind: str
    industry: str
    purchases: int = 0
    total: int = 0
    unpriced: int = 0
    first: int | None = None
    last: int | None = None
    interval: float | None = None
    year_total: int = 0
    last_year_total: int = 0
    contact: int | None = None
    outgoing: int | None = None
    inquiries: int = 0
    last_inquiry: int | None = None
    unanswered: int | None = None
    opening: Opening | None = None
    told: tuple[Told, ...] = ()


def day_number(day: date) -> int:
    """Return the days since 1970."""
    return day.toordinal() - EPOCH


def day_of(number: int) -> date:
    """Return the day that `day_number` numbered."""
    return date.fromordinal(number + EPOCH)


def year_before(day: date) -> date:
    """Return the same day twelve months earlier; of 29 February the 28th."""
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def thawed(row: list[Any]) -> Gathered:
    """Return what the reading process wrote as plain lists."""
    *plain, opening, told = row
    sums = Gathered(*plain)
    return sums._replace(opening=Opening(*opening) if opening else None, told=tuple(Told(*each) for each in told))
