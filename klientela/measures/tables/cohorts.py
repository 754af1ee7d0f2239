"""Cohorts: of those who bought for the first time in a month, how many came back later, and with how much money."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw
import numpy as np
from narwhals.typing import IntoFrame
from numpy.typing import NDArray

from klientela.measures.cautions import Caution
from klientela.measures.frames import as_day, settled
from klientela.measures.tables.answers import answer
from klientela.measures.tables.left_censoring import Beginning, beginning
from klientela.measures.tables.lines import order_lines, purchase_days
from klientela.measures.tables.periods import Period, first_day, last_complete, period_number, period_of

CUT_OFF = (
    "cohorts.left_censored",
    (
        "In the first %(days)d days from %(begins_on)s on %(new_first)d customers seem to be new, later %(new_later)d "
        "in as many days, although %(buyers_later)d buy. The history looks cut off: most of the first are old "
        "customers, and how long those stay says nothing about new ones."
    ),
)
TOO_SHORT = (
    "cohorts.beginning_unknown",
    (
        "The history begins on %(begins_on)s and is shorter than four times %(days)d days, the usual distance between "
        "purchases: whether its first customers were new then cannot be told."
    ),
)


@dataclass(frozen=True, slots=True)
class Cohorts:
    """`table` has a row for each cohort and each period since, like the orders in kind:

    `cohort` (the first day of its period), `period` (0 is that of the first purchase), `customers` who bought in it
    and their `share` of the cohort, the `amount` and `amount_share`, its part of what the cohort paid in period 0,
    and `complete`, false where the period was not over on the day of the analysis.
    `beginning` says how the history begins, and `warnings` what must be said with the table.
    """

    table: Any
    beginning: Beginning | None
    warnings: tuple[Caution, ...]


def cohorts(orders: IntoFrame, *, as_of: date, period: Period = "month") -> Cohorts:
    """Return retention by customers and by money, by calendar month, quarter or year of the first purchase.

    share = customers of the cohort with a purchase in the period / customers of the cohort. Periods in which nobody
    bought are rows with 0. What is a purchase, and how credit notes count, is as in `purchases`. Whether the history
    begins with an export, so that old customers look new, is decided as `left_censoring` says.

    >>> import polars
    >>> days = [date(2024, 1, 9), date(2024, 3, 9), date(2024, 1, 20), date(2024, 3, 5)]
    >>> orders = polars.DataFrame({"customer_id": [1, 1, 2, 3], "ordered_on": days, "amount": [30.0, 50, 10, 20]})
    >>> found = cohorts(orders, as_of=date(2024, 3, 31)).table
    >>> for row in found.select("cohort", "period", "share", "amount_share").rows():
    ...     print(*row)
    2024-01-01 0 1.0 1.0
    2024-01-01 1 0.0 0.0
    2024-01-01 2 0.5 1.25
    2024-03-01 0 1.0 1.0
    """
    until = as_day(as_of)
    days = settled(orders, purchase_days(order_lines(orders), until=until))
    cohort, age, customers, amount = _counted(days, period)
    born = np.unique(cohort)
    lengths = period_of(until, period) + 1 - born
    row_cohort, row_age = np.repeat(born, lengths), _counting_up(lengths)
    at = (np.cumsum(lengths) - lengths)[np.searchsorted(born, cohort)] + age
    row_customers, row_amount = _filled(customers, at, len(row_cohort)), _filled(amount, at, len(row_cohort))
    size, paid = (np.repeat(each[row_age == 0], lengths) for each in (row_customers, row_amount))
    found = beginning(days)
    table = answer(
        orders,
        cohort=np.array([first_day(int(each), period) for each in row_cohort], dtype="datetime64[D]"),
        period=row_age,
        customers=row_customers.astype(np.int64),
        share=row_customers / size,
        amount=row_amount,
        amount_share=row_amount / paid,
        complete=row_cohort + row_age <= last_complete(until, period),
    )
    return Cohorts(table, found, _warnings(found))


def _counted(days: nw.LazyFrame[Any], period: Period) -> tuple[NDArray[Any], ...]:
    """Return cohort, periods since, customers and amount of all in which somebody bought."""
    numbered = days.select("customer_id", period_number("ordered_on", period).alias("number"), "amount")
    first = numbered.group_by("customer_id").agg(nw.col("number").min().alias("cohort"))
    active = numbered.group_by("customer_id", "number").agg(nw.col("amount").sum()).join(first, on="customer_id")
    counts = active.group_by("cohort", "number").agg(nw.len().alias("customers"), nw.col("amount").sum()).collect()
    cohort, number, customers, amount = (
        counts[name].to_numpy() for name in ("cohort", "number", "customers", "amount")
    )
    return cohort.astype(np.int64), (number - cohort).astype(np.int64), customers, amount


def _counting_up(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return 0, 1, … for each length, one after the other."""
    return np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)


def _filled(values: NDArray[Any], at: NDArray[np.int64], length: int) -> NDArray[np.float64]:
    rows = np.zeros(length)
    rows[at] = values
    return rows


def _warnings(found: Beginning | None) -> tuple[Caution, ...]:
    if found is None or found.left_censored is False:
        return ()
    figures = {
        "begins_on": found.begins_on.isoformat(),
        "days": found.days,
        "new_first": found.new_first,
        "new_later": found.new_later,
        "buyers_later": found.buyers_later,
    }
    return (Caution(*(CUT_OFF if found.left_censored else TOO_SHORT), figures),)
