"""From lines of orders to one row for each customer: what every model of buying asks for.

One day of buying is one event. Two aggregations do it, to the customer's day and to the customer; a third before
them where credit notes name their order. Nothing is collected: a relation stays one, a lazy frame stays lazy.
"""

from datetime import date
from typing import Any, Literal, get_args

import narwhals as nw

from klientela.measures.frames import as_day, days_since_epoch, epoch_day, same_kind
from klientela.measures.tables.lines import order_lines, purchase_days

Unit = Literal["day", "week", "month", "year"]
DAYS: dict[Unit, float] = {"day": 1.0, "week": 7.0, "month": 30.4375, "year": 365.25}


def purchases(orders: Any, *, as_of: date, unit: Unit = "week", calibration_end: date | None = None) -> Any:
    """Return one row for each customer who bought by `as_of`, as the kind of table that came in.

    `orders` holds lines: `customer_id`, `ordered_on`, `amount` (in one currency) and, where there is one, `order_id`.
    The result holds `customer_id` and

    - `frequency`: days with a purchase after the first such day,
    - `recency`: first to last purchase, `age`: first purchase to `as_of`, both in `unit`,
    - `monetary`: mean amount of the days counted by `frequency`, null where there are none,
    - `first_on`, `last_on`, and `total`, the amount of all purchase days.

    With `calibration_end` all this is as it was known that evening, `age` counts to it, and two columns say what came
    after: `holdout_frequency`, the purchase days after it until `as_of`, and `holdout_age`, how long that was.

    A credit note with the `order_id` of a sale is taken from that sale, whenever it came; any other from its own day.
    An order that was sent in parts counts on its first day. A day that nets to zero or less is no purchase. Left out
    are lines after `as_of`, and lines without a customer, a day or a finite amount.

    The terms are those of Fader, Hardie and Lee (2005), "Counting your customers the easy way".
    `BadTable` for a table that is none of this, `ValueError` for dates the wrong way round and unknown units.

    >>> import polars
    >>> days = [date(2024, 1, 1), date(2024, 1, 15), date(2024, 1, 15), date(2024, 2, 12)]
    >>> orders = polars.DataFrame({"customer_id": 7, "ordered_on": days, "amount": [50.0, 10.0, 20.0, 40.0]})
    >>> purchases(orders, as_of=date(2024, 3, 4)).select("frequency", "recency", "age", "monetary", "total").rows()
    [(2, 6.0, 9.0, 35.0, 120.0)]
    """
    end, until = _span(as_of, calibration_end)
    if unit not in DAYS:
        raise ValueError(f"The unit is one of {', '.join(get_args(Unit))}, not {unit}.")
    lines = order_lines(orders)
    summary = _summed(purchase_days(lines, until=end), end, DAYS[unit])
    if calibration_end is not None:
        summary = _with_holdout(summary, purchase_days(lines, until=until), end, until, DAYS[unit])
    return same_kind(orders, summary)


def _span(as_of: date, calibration_end: date | None) -> tuple[date, date]:
    """Return the day to which the summary is made, and the last day that is looked at."""
    until = as_day(as_of)
    end = until if calibration_end is None else as_day(calibration_end)
    if end > until:
        raise ValueError(f"The calibration ends on {end}, after the day of the analysis, {until}.")
    return end, until


def _summed(days: nw.LazyFrame[Any], end: date, unit: float) -> nw.LazyFrame[Any]:
    customers = _by_customer_in_spark(days) if days.implementation.is_spark_like() else _by_customer(days)
    repeats = nw.col("days").cast(nw.Int64) - 1
    repeated = nw.when(repeats > 0).then(nw.col("total") - nw.col("first_amount"))
    return customers.select(
        "customer_id",
        repeats.alias("frequency"),
        ((epoch_day("last_on") - epoch_day("first_on")) / unit).alias("recency"),
        ((days_since_epoch(end) - epoch_day("first_on")) / unit).alias("age"),
        (repeated / repeats).alias("monetary"),
        "first_on",
        "last_on",
        "total",
    )


def _by_customer(days: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    first = nw.col("amount").first(order_by="ordered_on").alias("first_amount")
    return days.group_by("customer_id").agg(*_totals(), first)


def _by_customer_in_spark(days: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return the same without `first`, which Spark has not; its window costs no second shuffle, elsewhere it costs."""
    first_on = nw.col("ordered_on").min().over("customer_id")
    first = nw.when(nw.col("ordered_on") == first_on).then(nw.col("amount")).alias("first_amount")
    return days.with_columns(first).group_by("customer_id").agg(*_totals(), nw.col("first_amount").sum())


def _totals() -> tuple[nw.Expr, ...]:
    day = nw.col("ordered_on")
    return (
        nw.len().alias("days"),
        day.min().alias("first_on"),
        day.max().alias("last_on"),
        nw.col("amount").sum().alias("total"),
    )


def _with_holdout(
    summary: nw.LazyFrame[Any], days: nw.LazyFrame[Any], end: date, until: date, unit: float
) -> nw.LazyFrame[Any]:
    later = days.filter(nw.col("ordered_on") > nw.lit(end))
    counted = later.group_by("customer_id").agg(nw.len().alias("holdout_frequency"))
    return summary.join(counted, on="customer_id", how="left").with_columns(
        nw.col("holdout_frequency").cast(nw.Float64).fill_null(0).cast(nw.Int64),
        nw.lit((until - end).days / unit).alias("holdout_age"),
    )
