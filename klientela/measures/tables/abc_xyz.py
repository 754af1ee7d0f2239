"""Who buys how evenly (XYZ), and beside it how much (ABC): whom to plan for, and whom to watch."""

from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrame

from klientela.measures.frames import as_day, same_kind, settled
from klientela.measures.tables.concentration import ABC_LIMITS, SLACK, classified
from klientela.measures.tables.lines import order_lines, purchase_days
from klientela.measures.tables.periods import Period, last_complete, period_number

XYZ_LIMITS = (0.5, 1.0)
# Half a year of months: with fewer the coefficient says more about chance than about the customer.
FEWEST_PERIODS = 6
NOISE = 1e-12


def xyz(
    orders: IntoFrame,
    *,
    as_of: date,
    period: Period = "month",
    limits: tuple[float, float] = XYZ_LIMITS,
    fewest: int = FEWEST_PERIODS,
) -> Any:
    """Return `customer_id, periods, variation, xyz` of all who bought until `as_of`, as the kind that came in.

    `variation` is the coefficient of variation σ / mean of the amounts of each calendar period from the one of the
    first purchase to the last that is over, quiet periods counted as 0 (σ with all of them in the denominator).
    X up to 0.5, Y up to 1, else Z; no class and no coefficient with fewer than `fewest` periods. What is a purchase,
    and how credit notes count, is as in `purchases`.

    >>> import polars
    >>> days = [date(2024, month, 5) for month in range(1, 7)]
    >>> orders = polars.DataFrame({"customer_id": 1, "ordered_on": days, "amount": [10.0, 30.0] * 3})
    >>> xyz(orders, as_of=date(2024, 6, 30)).rows()  # mean 20, σ 10
    [(1, 6, 0.5, 'X')]
    """
    return same_kind(orders, _regular(orders, as_of, period, limits, fewest).drop("value"))


def _regular(orders: Any, as_of: date, period: Period, limits: tuple[float, float], fewest: int) -> nw.LazyFrame[Any]:
    """Return `customer_id, value` (all that was bought) `, periods, variation, xyz`."""
    cv = nw.col("variation")
    letter = (
        nw.when(cv <= limits[0] + SLACK)
        .then(nw.lit("X"))
        .when(cv <= limits[1] + SLACK)
        .then(nw.lit("Y"))
        .when(~cv.is_null())
        .then(nw.lit("Z"))
    )
    return _spread(orders, as_day(as_of), period, max(fewest, 1)).with_columns(letter.alias("xyz"))


def _spread(orders: Any, as_of: date, period: Period, fewest: int) -> nw.LazyFrame[Any]:
    """Return `customer_id, value, periods, variation`: two aggregations, no join and no window."""
    last = last_complete(as_of, period)
    sums = (
        purchase_days(order_lines(orders), until=as_of)
        .with_columns(period_number("ordered_on", period).alias("period"))
        .group_by("customer_id", "period")
        .agg(nw.col("amount").sum().alias("value"))
        .with_columns(nw.when(nw.col("period") <= last).then(nw.col("value")).otherwise(nw.lit(0.0)).alias("sum"))
        .with_columns((nw.col("sum") ** 2).alias("squares"))
        .group_by("customer_id")
        .agg(nw.col("period").min(), nw.col("value", "sum", "squares").sum())
        .with_columns((last + 1 - nw.col("period")).alias("periods"))
    )
    # σ² / mean² = n Σ x² / (Σ x)² − 1: quiet periods add nothing but to n. Differences as small as NOISE are rounding.
    whole = nw.when(nw.col("periods") >= fewest).then(nw.col("sum"))
    ratio = nw.col("periods") * nw.col("squares") / whole**2 - 1
    steady = nw.when(ratio < NOISE).then(nw.lit(0.0)).otherwise(ratio)
    return sums.select("customer_id", "value", "periods", steady.sqrt().alias("variation"))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the matrix: a letter of ABC, one of XYZ (`None`: without one), and what is in it."""

    abc: str
    xyz: str | None
    customers: int
    amount: float
    share: float


@dataclass(frozen=True, slots=True)
class Matrix:
    """`customers` is a table like the orders: `customer_id, total, share, abc, periods, variation, xyz`; `cells` are
    the twelve cells, A to C and in each X to Z and without, also the empty ones."""

    customers: Any
    cells: tuple[Cell, ...]


def abc_xyz(
    orders: IntoFrame,
    *,
    as_of: date,
    period: Period = "month",
    abc_limits: tuple[float, float] = ABC_LIMITS,
    xyz_limits: tuple[float, float] = XYZ_LIMITS,
    fewest: int = FEWEST_PERIODS,
) -> Matrix:
    """Return who buys how much and how evenly: `abc` of all amounts until `as_of`, beside `xyz` of the same orders.

    >>> import polars
    >>> days = [date(2024, month, 5) for month in range(1, 7)]
    >>> even = {"customer_id": [1] * 6 + [2], "ordered_on": [*days, days[0]], "amount": [90.0] * 6 + [60.0]}
    >>> matrix = abc_xyz(polars.DataFrame(even), as_of=date(2024, 6, 30))
    >>> [(cell.abc, cell.xyz, cell.amount) for cell in matrix.cells if cell.customers]  # above the other stand 90 %: B
    [('A', 'X', 540.0), ('B', 'Z', 60.0)]
    """
    regular = settled(orders, _regular(orders, as_of, period, xyz_limits, fewest))
    both = classified(regular, abc_limits)
    columns = "customer_id", nw.col("value").alias("total"), "share", "abc", "periods", "variation", "xyz"
    customers = same_kind(orders, both.select(*columns))
    return Matrix(customers, _cells(nw.from_native(customers).lazy()))


def _cells(customers: nw.LazyFrame[Any]) -> tuple[Cell, ...]:
    sums = (
        customers.with_columns(nw.col("xyz").fill_null("").alias("xyz"))
        .group_by("abc", "xyz")
        .agg(nw.len().alias("customers"), nw.col("total", "share").sum())
        .collect()
    )
    found = {(row["abc"], row["xyz"]): row for row in sums.iter_rows(named=True)}
    nothing = {"customers": 0, "total": 0.0, "share": 0.0}
    cells = ((one, other, found.get((one, other), nothing)) for one, other in product("ABC", ("X", "Y", "Z", "")))
    return tuple(Cell(a, x or None, int(row["customers"]), row["total"], row["share"]) for a, x, row in cells)
