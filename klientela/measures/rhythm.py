"""How often somebody buys: the usual interval, and when the next order can be expected."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

# Two gaps are an accident, three are a habit.
FEWEST_GAPS = 3


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The usual interval in days, the day the next order is expected, and the first day it is overdue by more than
    the usual interval."""

    interval: float
    next_on: date
    overdue_from: date


def usual_interval(days: Iterable[date]) -> float | None:
    """Return the median gap in days between distinct purchase days; `None` with fewer than three gaps.

    The median, because one long summer must not make a weekly buyer look like a monthly one.
    """
    distinct = sorted(set(days))
    gaps = [(later - earlier).days for earlier, later in pairwise(distinct)]
    return float(median(gaps)) if len(gaps) >= FEWEST_GAPS else None


def rhythm(last_on: date, interval: float | None) -> Rhythm | None:
    """Return what follows from the last purchase and the usual interval; `None` without an interval.

    The median of days is whole or ends in a half; a half day is rounded up for the expected day.
    """
    if interval is None:
        return None
    next_on = last_on + timedelta(days=int(interval + 0.5))
    return Rhythm(interval, next_on, next_on + timedelta(days=int(interval) + 1))
