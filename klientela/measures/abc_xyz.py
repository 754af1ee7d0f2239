"""Who buys how evenly (XYZ), and beside it how much (ABC): whom to plan for, and whom to watch."""

from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrame

from klientela.measures.concentration import ABC_LIMITS, SLACK, classified
from klientela.measures.frames import as_day, same_kind
from klientela.measures.periods import Period, last_complete, period_number
from klientela.measures.purchases import order_lines, purchase_days

XYZ_LIMITS = (0.5, 1.0)
# Half a year of months: with fewer the coefficient says more about chance than about the customer.
FEWEST_PERIODS = 6


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
    return same_kind(orders, _regular(orders, as_of, period, limits, fewest))


def _regular(orders: Any, as_of: date, period: Period, limits: tuple[float, float], fewest: int) -> nw.LazyFrame[Any]:
    spread = _spread(orders, as_day(as_of), period, fewest)
    cv = nw.col("variation")
    letter = (
        nw.when(cv <= limits[0] + SLACK)
        .then(nw.lit("X"))
        .when(cv <= limits[1] + SLACK)
        .then(nw.lit("Y"))
        .when(~cv.is_null())
        .then(nw.lit("Z"))
    )
    return spread.with_columns(letter.alias("xyz"))


def _spread(orders: Any, as_of: date, period: Period, fewest: int) -> nw.LazyFrame[Any]:
    """Return `customer_id, periods, variation`."""
    last = last_complete(as_of, period)
    days = _days(orders, as_of).with_columns(period_number("ordered_on", period).alias("period"))
    first = days.group_by("customer_id").agg(nw.col("period").min())
    lives = first.select("customer_id", (last + 1 - nw.col("period")).alias("periods"))
    active = (
        days.filter(nw.col("period") <= last)
        .group_by("customer_id", "period")
        .agg(nw.col("amount").sum())
        .join(lives, on="customer_id")
    )
    variation = nw.col("variance").sqrt() / nw.col("mean")
    found = _moments(active.filter(nw.col("periods") >= fewest)).select("customer_id", variation.alias("variation"))
    return lives.join(found, on="customer_id", how="left").select("customer_id", "periods", "variation")


def _days(orders: Any, as_of: date) -> nw.LazyFrame[Any]:
    return purchase_days(order_lines(orders), until=as_day(as_of))


def _moments(active: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return mean and variance of each customer over all his periods, of which only the active ones are rows."""
    # Differences from the mean, not a mean of squares less the square of the mean: that may fall below zero.
    mean = nw.col("amount").sum().over("customer_id") / nw.col("periods")
    added = (
        active.with_columns(mean.alias("mean"))
        .with_columns(((nw.col("amount") - nw.col("mean")) ** 2).alias("squares"))
        .group_by("customer_id")
        .agg(nw.col("squares").sum(), nw.col("mean", "periods").max(), nw.len().alias("active"))
    )
    quiet = (nw.col("periods") - nw.col("active")) * nw.col("mean") ** 2
    return added.with_columns(((nw.col("squares") + quiet) / nw.col("periods")).alias("variance"))


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
    bought = _days(orders, as_of).group_by("customer_id").agg(nw.col("amount").sum().alias("value"))
    both = _regular(orders, as_of, period, xyz_limits, fewest).join(classified(bought, abc_limits), on="customer_id")
    columns = "customer_id", nw.col("value").alias("total"), "share", "abc", "periods", "variation", "xyz"
    return Matrix(same_kind(orders, both.select(*columns)), _cells(both))


def _cells(both: nw.LazyFrame[Any]) -> tuple[Cell, ...]:
    sums = (
        both.with_columns(nw.col("xyz").fill_null("").alias("xyz"))
        .group_by("abc", "xyz")
        .agg(nw.len().alias("customers"), nw.col("value", "share").sum())
        .collect()
    )
    found = {(row["abc"], row["xyz"]): row for row in sums.iter_rows(named=True)}
    nothing = {"customers": 0, "value": 0.0, "share": 0.0}
    cells = ((one, other, found.get((one, other), nothing)) for one, other in product("ABC", ("X", "Y", "Z", "")))
    return tuple(Cell(a, x or None, int(row["customers"]), row["value"], row["share"]) for a, x, row in cells)
