"""Who carries the turnover: classes by cumulated share (ABC), and how much depends on the first few."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
from narwhals.typing import IntoFrame
from numpy.typing import NDArray

from klientela.measures.errors import Declined
from klientela.measures.frames import Kind, checked, same_kind

Floats = NDArray[np.float64]

ABC_LIMITS = (0.8, 0.95)
# Sums of the same cents in another order differ in their last digits; amounts and shares this close are the same.
SLACK = 1e-9
POINTS = 100


def abc(table: IntoFrame, *, by: str = "total", limits: tuple[float, float] = ABC_LIMITS) -> Any:
    """Return `customer_id`, the amount (`by`), its `share` of the whole and the class `abc`, as the kind that came in.

    A class is decided by the share that customers with strictly more have together: below 80 % it is A, below 95 %
    B, then C. So the customer who crosses a limit still belongs above it (one who has 90 % alone is A), and equal
    amounts get equal classes whatever the order of rows. Who has nothing or less is C with a share of 0; the whole
    is what the others have. An unknown amount gets no class. Several rows of a customer are added up.

    >>> import polars
    >>> table = polars.DataFrame({"customer_id": [1, 2, 3, 4], "total": [5.0, 80.0, 15.0, 0.0]})
    >>> abc(table).sort("customer_id").rows()
    [(1, 5.0, 0.05, 'C'), (2, 80.0, 0.8, 'A'), (3, 15.0, 0.15, 'B'), (4, 0.0, 0.0, 'C')]
    """
    return same_kind(table, classified(_totals(table, by), limits).rename({"value": by}))


def _totals(table: Any, by: str) -> nw.LazyFrame[Any]:
    """Return one row per known customer with `value`, null where no amount of his is known."""
    amount = nw.col(by)
    kinds: dict[str, Kind] = {"customer_id": "id", by: "number"}
    known = checked(table, None, **kinds).filter(~nw.col("customer_id").is_null())
    added = (
        known.select("customer_id", nw.when(amount.is_finite()).then(amount).alias("value"))
        .group_by("customer_id")
        .agg(nw.col("value").sum(), nw.col("value").count().alias("amounts"))
    )
    return added.select("customer_id", nw.when(nw.col("amounts") > 0).then(nw.col("value")).alias("value"))


def classified(totals: nw.LazyFrame[Any], limits: tuple[float, float]) -> nw.LazyFrame[Any]:
    """Return `totals`, in which `value` is what each customer bought, with `share` and `abc`."""
    if not 0 < limits[0] <= limits[1] <= 1:
        raise ValueError(f"Limits are two rising shares of 1, not {limits}.")
    values, customers = _holdings(totals)
    whole = float((values * customers).sum())
    least_a, least_b = (_least_value(values, customers, limit) for limit in limits)
    value = nw.col("value")
    share = nw.when(value > 0).then(value / (whole or 1.0)).otherwise(nw.lit(0.0))
    letter = nw.when(value >= least_a).then(nw.lit("A")).when(value >= least_b).then(nw.lit("B")).otherwise(nw.lit("C"))
    known = ~value.is_null()
    return totals.with_columns(nw.when(known).then(share).alias("share"), nw.when(known).then(letter).alias("abc"))


def _holdings(totals: nw.LazyFrame[Any]) -> tuple[Floats, Floats]:
    """Return the distinct amounts above zero, largest first, and how many customers have each."""
    counts = totals.filter(nw.col("value") > 0).group_by("value").agg(nw.len().alias("customers")).collect()
    values = counts["value"].to_numpy().astype(np.float64)
    order = np.argsort(-values)
    return values[order], counts["customers"].to_numpy().astype(np.float64)[order]


def _least_value(values: Floats, customers: Floats, limit: float) -> float:
    """Return the least amount of a class: of those that have less than `limit` of the whole above them."""
    if not len(values):
        return float("inf")
    held = np.cumsum(values * customers)
    first = np.append(True, values[1:] < values[:-1] * (1 - SLACK))
    group = np.cumsum(first) - 1
    above = (np.append(0.0, held[:-1])[first] / held[-1])[group]
    return float(values[above < limit - SLACK][-1]) * (1 - SLACK / 2)


@dataclass(frozen=True, slots=True)
class First:
    """The first `customers` by amount, the share of all customers that they are, and the share that they hold."""

    customers: int
    of_customers: float
    share: float


@dataclass(frozen=True, slots=True)
class Concentration:
    """How unevenly `total` is spread over `customers`; `without` are those who have nothing, or less.

    `percents` are the first 1, 5, 10 and 20 % (rounded up to whole customers), `counts` the first few by number.
    `gini`: 0 all have the same, near 1 one has all. `hhi` (Herfindahl-Hirschman) is the sum of the squared shares:
    1 / hhi customers of equal size would be as concentrated. `curve`: at most 101 points (share of customers, share
    of the whole), largest first.
    """

    customers: int
    without: int
    total: float
    percents: dict[int, First]
    counts: dict[int, First]
    gini: float
    hhi: float
    curve: tuple[tuple[float, float], ...]


def concentration(
    table: IntoFrame,
    *,
    by: str = "total",
    percents: Sequence[int] = (1, 5, 10, 20),
    counts: Sequence[int] = (1, 3, 10),
) -> Concentration:
    """Return how much depends on the first customers; `Declined` ("concentration.nothing") where nobody has anything.

    Gini = Σ (held before + held) / n − 1 over the customers from the largest on, `held` the share so far. Who has
    nothing or less does not count: whether somebody was ever entered in the base must not matter. Several rows of a
    customer are added up.

    >>> import polars
    >>> found = concentration(polars.DataFrame({"customer_id": [1, 2, 3, 4], "total": [4.0, 3.0, 2.0, 1.0]}))
    >>> found.counts[3], round(found.gini, 9), round(found.hhi, 9)  # 9 of 10; .16 + .09 + .04 + .01
    (First(customers=3, of_customers=0.75, share=0.9), 0.25, 0.3)
    """
    totals = _totals(table, by)
    values, customers = _holdings(totals)
    if not len(values):
        raise Declined("concentration.nothing", "No customer has an amount above zero.")
    n, total = int(customers.sum()), float((values * customers).sum())
    # Of the first customers, whatever their number: equal amounts make the curve straight between two corners.
    corners, held = np.append(0.0, np.cumsum(customers)), np.append(0.0, np.cumsum(values * customers)) / total
    held[-1] = 1.0

    def first(k: int) -> First:
        return First(min(k, n), min(k, n) / n, float(np.interp(k, corners, held)))

    points = np.linspace(0, n, min(n, POINTS) + 1)
    return Concentration(
        customers=n,
        without=_rows(totals) - n,
        total=total,
        percents={percent: first(-(-n * percent // 100)) for percent in percents},
        counts={count: first(count) for count in counts},
        gini=float((customers * (held[1:] + held[:-1])).sum() / n - 1),
        hhi=float((customers * (values / total) ** 2).sum()),
        curve=tuple(zip((points / n).tolist(), np.interp(points, corners, held).tolist(), strict=True)),
    )


def _rows(totals: nw.LazyFrame[Any]) -> int:
    return int(totals.select(nw.len()).collect().item())
