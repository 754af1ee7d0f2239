"""Whether a history begins with the customers or with an export: then everybody seems new in its first weeks.

The rule. Take the days of the first window and of up to six windows of the same length after it. Whoever buys in the
first window is "new" there, whether he is or not. If the history is cut off, those are the regular customers: in the
later windows few are new, although about as many buy. If it is whole, a window with many new customers is followed by
others with as many, or by fewer buyers altogether, because most who are new do not come back soon. So the beginning
is implausible where in the later windows (their median)

- at most half as many are new as in the first,
- but at least half as many buy,
- and the difference of the new ones is more than three times what chance makes of it (√ of both counts together).

The window is as long as the customers' usual distance between purchases, so that a regular customer falls into it,
but at least 30 days. The history begins with its first percent of customers, so that one mistyped date is no beginning.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from klientela.measures.frames import UNIX_EPOCH, epoch_day

SHORTEST_WINDOW = 30
LATER_WINDOWS = 6
FEWEST_LATER = 3
STRAYS = 0.01


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a history begins: from `begins_on` windows of so many `days`, the customers `new_first` in the first one,
    and the median of new customers and of buyers in the later ones.

    `left_censored` is `None`, and so are they, where fewer than four windows are there: then it cannot be told.
    """

    begins_on: date
    days: int
    new_first: int
    new_later: float | None = None
    buyers_later: float | None = None
    left_censored: bool | None = None


def beginning(days: nw.LazyFrame[Any]) -> Beginning | None:
    """Return how the history of `days` begins (`customer_id, ordered_on`, a row for each day of buying), if at all."""
    numbered = days.select("customer_id", epoch_day("ordered_on").alias("day"))
    first, last, distance = _lives(numbered)
    if not first.size:
        return None
    start = int(np.sort(first)[int(np.ceil(STRAYS * first.size)) - 1])
    length = max(SHORTEST_WINDOW, int(np.median(distance[distance > 0]) + 0.5) if distance.any() else 0)
    windows = min((int(last.max()) - start + 1) // length, LATER_WINDOWS + 1)
    begins_on, new_first = date.fromordinal(start + UNIX_EPOCH), int(((first - start) // length == 0).sum())
    if windows <= FEWEST_LATER:
        return Beginning(begins_on, length, new_first)
    new = np.bincount((first[first >= start] - start) // length, minlength=windows)[1:windows]
    buyers = _buyers(numbered, start, length, windows)
    new_later, buyers_later = float(np.median(new)), float(np.median(buyers))
    beyond_chance = new_first - new_later > 3 * (new_first + new_later) ** 0.5
    cut_off = beyond_chance and new_later <= new_first / 2 <= buyers_later
    return Beginning(begins_on, length, new_first, new_later, buyers_later, cut_off)


def _lives(numbered: nw.LazyFrame[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return each customer's first and last day, and the mean distance of his days (0 where there is one only)."""
    lives = numbered.group_by("customer_id").agg(
        nw.col("day").min().alias("first"), nw.col("day").max().alias("last"), nw.len().alias("days")
    )
    # Customers alike are counted in the engine, so that few rows leave it.
    alike = lives.group_by("first", "last", "days").agg(nw.len().alias("customers")).collect()
    first, last, days, customers = (
        alike[name].to_numpy().astype(np.int64) for name in ("first", "last", "days", "customers")
    )
    distance = np.round((last - first) / np.maximum(days - 1, 1)).astype(np.int64)
    return np.repeat(first, customers), np.repeat(last, customers), np.repeat(distance, customers)


def _buyers(numbered: nw.LazyFrame[Any], start: int, length: int, windows: int) -> NDArray[np.int64]:
    """Return how many customers bought in each window after the first."""
    window = (nw.col("day") - start) // length
    counts = (
        numbered.select("customer_id", window.alias("window"))
        .filter(nw.col("window") > 0, nw.col("window") < windows)
        .unique(["customer_id", "window"])
        .group_by("window")
        .agg(nw.len().alias("customers"))
        .collect()
    )
    found = np.zeros(windows, dtype=np.int64)
    found[counts["window"].to_numpy()] = counts["customers"].to_numpy()
    return found[1:]
