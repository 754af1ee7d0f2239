"""The rhythm of all customers of a table at once, by the rules of `rhythm`, and how regular it is."""

from datetime import date, timedelta
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrame

from klientela.measures.frames import UNIX_EPOCH, as_day, epoch_day, same_kind
from klientela.measures.rhythm import FEWEST_GAPS
from klientela.measures.tables.lines import order_lines, purchase_days

# With six gaps the standard error of k is still 58 % of k (k × √(2 / gaps)); with fewer it says nothing.
FEWEST_GAPS_FOR_REGULARITY = 6
# Gaps are whole days: beyond this a clock and a very good clock look the same.
HIGHEST_REGULARITY = 100.0
# Of equal gaps the logarithm of the mean and the mean of the logarithms differ by nothing, or by less than that.
EVEN = 1e-6


def rhythms(orders: IntoFrame, *, as_of: date) -> Any:
    """Return `customer_id, interval, regularity, next_on, overdue_days` of all who bought, as the kind that came in.

    - `interval`: the median gap in days between distinct purchase days, from three gaps on, else null;
    - `next_on`: the last purchase and one interval, half a day rounded up;
    - `overdue_days`: days from `next_on` to `as_of`, 0 where it has not come yet. The customer is slipping away
      where they are more than `interval`;
    - `regularity`: the shape k of a gamma distribution of the gaps, from six gaps on. 1 is purchases by pure chance,
      2 and more a habit, 100 (the most that is shown) a clock; below 1 they come in bursts.

    k is the maximum-likelihood estimate of each customer's own gaps: s = log(mean) − mean(log), k ≈ (3 − s +
    √((s − 3)² + 24 s)) / 12 s (Minka 2002, within 1.5 % of the exact root), less its bias of the first order, which
    is large where gaps are few: (3 k − ⅔ k / (1 + k) − ⅘ k / (1 + k)²) / gaps, a form of Louzada, Ramos and Ramos
    (2019) within 3 % of what Cox and Snell's formula says of this estimate. That of Wheat and Morrison (1990) needs
    many customers with one k in common; here each is asked for his own.

    What is a purchase, and how credit notes count, is as in `purchases`.

    >>> import polars
    >>> days = [date(2024, 1, 1), date(2024, 1, 3), date(2024, 1, 13), date(2024, 1, 16)]  # gaps 2, 10, 3
    >>> orders = polars.DataFrame({"customer_id": 7, "ordered_on": days, "amount": 5.0})
    >>> rhythms(orders, as_of=date(2024, 1, 23)).select("interval", "next_on", "overdue_days").rows()
    [(3.0, datetime.date(2024, 1, 19), 4)]
    """
    until = as_day(as_of)
    days = _windowed(purchase_days(order_lines(orders), until=until)).with_columns(epoch_day("ordered_on").alias("day"))
    # Where nothing is expected the days are counted for nothing: pandas knows no whole number that is unknown.
    ahead = (nw.col("interval").fill_null(0.0) + 0.5).floor().cast(nw.Int64)
    found = _last(days).join(_usual(days), on="customer_id", how="left").with_columns(ahead.alias("ahead"))
    expected = ~nw.col("interval").is_null()
    next_on = (nw.col("ordered_on") + nw.lit(timedelta(days=1)) * nw.col("ahead")).cast(nw.Date)
    late = (until.toordinal() - UNIX_EPOCH) - nw.col("day") - nw.col("ahead")
    rhythms_ = found.select(
        "customer_id",
        "interval",
        "regularity",
        nw.when(expected).then(next_on).alias("next_on"),
        nw.when(expected).then(late.clip(lower_bound=0)).alias("overdue_days"),
    )
    return same_kind(orders, rhythms_)


def _windowed(days: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return the frame where windows and exact medians hold: Arrow has no windows, and its median of 1 and 2 is 1."""
    return days.collect().lazy("duckdb") if days.implementation.is_pyarrow() else days


def _last(days: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    return days.group_by("customer_id").agg(nw.col("ordered_on", "day").max())


def _usual(days: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return `customer_id, interval, regularity` of those with three gaps or more."""
    earlier = nw.col("day").shift(1).over("customer_id", order_by="day")
    gaps = days.select("customer_id", (nw.col("day") - earlier).cast(nw.Float64).alias("gap")).filter(
        ~nw.col("gap").is_null()
    )
    sums = (
        gaps.with_columns(nw.col("gap").log().alias("log"), nw.col("gap").alias("interval"))
        .group_by("customer_id")
        .agg(nw.col("interval").median(), nw.col("gap", "log").mean(), nw.len().alias("gaps"))
        .filter(nw.col("gaps") >= FEWEST_GAPS)
    )
    return _with_regularity(sums).select("customer_id", "interval", "regularity")


def _with_regularity(sums: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Add the column from `gap` and `log` (means) and `gaps`, by steps: one expression would fill pages of SQL."""
    s, k, share = nw.col("s"), nw.col("k"), nw.col("share")
    bias = (3 * k - 2 / 3 * share - 4 / 5 * share / (1 + k)) / nw.col("gaps")
    enough = nw.when(nw.col("gaps") >= FEWEST_GAPS_FOR_REGULARITY)
    return (
        sums.with_columns((nw.col("gap").log() - nw.col("log")).clip(lower_bound=EVEN).alias("s"))
        .with_columns(((3 - s + ((s - 3) ** 2 + 24 * s).sqrt()) / (12 * s)).alias("k"))
        .with_columns((k / (1 + k)).alias("share"))
        .with_columns((k - bias).clip(upper_bound=HIGHEST_REGULARITY).alias("regularity"))
        .with_columns(enough.then(nw.col("regularity")).alias("regularity"))
    )
