"""How many rows a list has: exactly up to a bound, beyond it "about", said so.

Counting a million rows costs more than showing a page of them, and nobody reads the last digits.
"""

import random
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Min, Model, QuerySet

EXACT_UP_TO = 5_000
SAMPLE = 1_000


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
    """Return the share of `rows` among keys drawn at random, times how many keys there are; error about 3 per cent."""
    ends = everything.order_by().aggregate(first=Min("pk"), last=Max("pk"))
    span = ends["last"] - ends["first"] + 1
    # Seeded by the span: the same base gives the same answer, and a list does not flicker from page to page.
    drawn = random.Random(span).sample(range(ends["first"], ends["last"] + 1), min(SAMPLE, span))  # noqa: S311
    return float(rows.filter(pk__in=drawn).count() / len(drawn) * span)


def _rounded(number: float) -> int:
    """Keep two figures: 43,218 is about 43,000."""
    digits = len(str(int(number))) - 2
    return int(round(number / 10**digits) * 10**digits)
