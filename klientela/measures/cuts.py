"""Scores from 1 to 5 by the min-rank rule, as cut points that can be stored and used again on a new value.

Score = 1 + floor(5 × share of customers strictly below). Equal values get equal scores whatever the order of rows;
the usual recipes (`NTILE`, `qcut`, rank by first come) scatter customers with one order over three classes.
A score never falls as the value rises, so that four limits say everything: the least value of the scores 2 to 5.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

HIGHEST = 5
# Fewer customers than this are not ranked, fewer distinct values are spread evenly.
FEWEST_CUSTOMERS = 5
FEWEST_VALUES = 5


@dataclass(frozen=True, slots=True)
class Cuts:
    """The least values that get the scores 2, 3, 4 and 5, ascending; `None` where no value reached the score.

    Two equal limits mean an empty class: with the limits (3, 3, 7, 9) nobody scores 2. `customers` is how many were
    ranked.
    """

    limits: tuple[float | None, float | None, float | None, float | None]
    customers: int


def cuts_from_counts(counts: Iterable[tuple[Any, int]]) -> Cuts | None:
    """Return the cut points of a set given as (value, how many customers have it), in any order, no value twice.

    `None` when fewer than five customers are there: a rank among four says nothing.
    """
    ascending = sorted(counts)
    counted = list(accumulate((count for _, count in ascending), initial=0))
    return cuts_from_ranks([value for value, _ in ascending], counted[:-1], counted[-1])


def cuts_from_ranks(ascending: Sequence[Any], below: Sequence[int], customers: int) -> Cuts | None:
    """Return the cut points from values (ascending, each once) and how many customers are below each of them."""
    if customers < FEWEST_CUSTOMERS:
        return None
    if len(ascending) < FEWEST_VALUES:
        scores = _spread(len(ascending))
        first = [bisect_left(scores, score) for score in range(2, HIGHEST + 1)]
    else:
        # In whole numbers, rounded up: 5 × 0.2 in floating point may fall short of 1.
        first = [bisect_left(below, -(-customers * reached // HIGHEST)) for reached in range(1, HIGHEST)]
    two, three, four, five = (ascending[at] if at < len(ascending) else None for at in first)
    return Cuts((two, three, four, five), customers)


def _spread(distinct: int) -> list[int]:
    """Return the dense ranks stretched onto 1 to 5: two values get 1 and 5, three 1, 3, 5, four 1, 2, 4, 5."""
    if distinct < 2:
        return [1] * distinct
    steps = distinct - 1
    return [1 + (2 * rank * (HIGHEST - 1) + steps) // (2 * steps) for rank in range(distinct)]


def score(value: float, cuts: Cuts) -> int:
    """Return 1 to 5 for any value, also one that was not in the set the cuts were made from."""
    return 1 + bisect_right([limit for limit in cuts.limits if limit is not None], value)
