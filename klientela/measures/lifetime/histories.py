"""From the table of `purchases` to histories: read, looked over, and counted where the table lives."""

from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from klientela.measures.errors import BadTable
from klientela.measures.frames import Kind, arrays, checked
from klientela.measures.lifetime.counts import Counts, Floats

FIGURES: dict[str, Kind] = {"frequency": "whole", "recency": "number", "age": "number"}


def distinct_histories(summary: Any) -> Counts:
    """Return the distinct histories of a summary with the number of their customers, in ascending order.

    A table in memory is counted here. One that lies in an engine is counted there, so that a hundred million customers
    never come here one by one.
    """
    frame = checked(summary, None, **FIGURES)
    if isinstance(nw.from_native(summary), nw.DataFrame):
        return _sound(arrays(summary, **FIGURES)).compressed()
    counted = frame.group_by(*FIGURES).agg(nw.len().alias("customers")).collect()
    return _sound(arrays(counted.to_native(), **FIGURES, customers="whole")).compressed()


def histories(summary: Any, **columns: Kind) -> tuple[Counts, dict[str, NDArray[Any]]]:
    """Return one history for each row of a summary, and beside them its `customer_id` and the other named columns."""
    found = arrays(summary, customer_id="id", **FIGURES, **columns)
    return _sound(found), {name: each for name, each in found.items() if name not in FIGURES}


def _sound(found: dict[str, NDArray[Any]]) -> Counts:
    """Return the histories, or `BadTable` with the rule that the first wrong ones break."""
    counts = Counts.of(found["frequency"], found["recency"], found["age"], found.get("customers"))
    frequency, recency, age = counts.frequency, counts.recency, counts.age
    rules = {
        "recency and age must be known": ~(np.isfinite(recency) & np.isfinite(age)),
        "frequency, the number of repeat purchases, must not be below 0": frequency < 0,
        "recency (first purchase to last) must lie between 0 and age": (recency < 0) | (recency > age),
        "recency must be 0 for one purchase and above 0 for more": (frequency > 0) != (recency > 0),
    }
    for rule, broken in rules.items():
        _refuse(rule, counts.weight[broken])
    return counts


def _refuse(rule: str, customers: Floats) -> None:
    if customers.size:
        raise BadTable(f"The summary does not hold together for {customers.sum():,.0f} customers: {rule}.")
