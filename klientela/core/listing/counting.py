"""How many rows a list has: exactly up to a bound, beyond it "about", said so.

Counting a million rows costs more than showing a page of them, and nobody reads the last digits.
"""

import random
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Min, Model, QuerySet

EXACT_UP_TO = 5_000
# Keys drawn at first; so many rows must be met among those drawn for an error of about 5 per cent; and the most drawn,
# in portions that one question holds.
SAMPLE = 1_000
MET = 400
MOST_DRAWN = 20_000
PORTION = 5_000


@dataclass(frozen=True, slots=True)
class Count:
    """A number of rows, and whether it is exact."""

    number: int
    is_exact: bool


def count(rows: QuerySet[Model], everything: QuerySet[Model]) -> Count:
    """Count scoped `rows`; beyond the bound estimate from a sample of `everything`, the same table unfiltered."""
    plain = rows.order_by().values("pk")
    number = plain[: EXACT_UP_TO + 1].count()
    if number <= EXACT_UP_TO:
        return Count(number, is_exact=True)
    return Count(max(_rounded(_estimate(plain, everything)), EXACT_UP_TO), is_exact=False)


def _estimate(rows: Any, everything: QuerySet[Model]) -> float:
    """Return the share of `rows` among keys drawn at random, times how many keys there are; error about 5 per cent.

    A seller's rows are few among all: then more keys are drawn, until enough of them are met.
    """
    ends = everything.order_by().aggregate(first=Min("pk"), last=Max("pk"))
    span = ends["last"] - ends["first"] + 1
    # Seeded by the span: the same base gives the same answer, and a list does not flicker from page to page.
    drawn = random.Random(span).sample(range(ends["first"], ends["last"] + 1), min(MOST_DRAWN, span))  # noqa: S311
    met, asked = 0, 0
    while asked < len(drawn) and (asked == 0 or met < MET):
        portion = drawn[asked : asked + (PORTION if asked else SAMPLE)]
        met += rows.filter(pk__in=portion).count()
        asked += len(portion)
    return float(met / asked * span)


def _rounded(number: float) -> int:
    """Keep two figures: 43,218 is about 43,000."""
    digits = len(str(int(number))) - 2
    return int(round(number / 10**digits) * 10**digits)
