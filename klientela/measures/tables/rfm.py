"""RFM over whole tables, written in narwhals: DuckDB, pandas, Polars, Arrow or Spark, whatever is handed in.

No global rank: distinct values are counted, the small result is cumulated, and the scores are four comparisons.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import narwhals as nw
import numpy as np

from klientela.measures.cuts import FEWEST_CUSTOMERS, Cuts, cuts_from_ranks
from klientela.measures.errors import Declined
from klientela.measures.frames import as_day, days_since_epoch, epoch_day, same_kind, settled
from klientela.measures.groups import ADVICE, GRID
from klientela.measures.tables.lines import order_lines, purchase_lines

SCORES = {"recency": "r", "frequency": "f", "monetary": "m"}
RESULT = ("customer_id", "recency_days", "frequency", "monetary", *SCORES.values(), "score", "group")


@dataclass(frozen=True, slots=True)
class Rfm:
    """A scoring: the table, and the cut points by which another month can be scored.

    `table` holds `customer_id`, `recency_days`, `frequency`, `monetary`, the scores `r`, `f`, `m` (1 to 5, 5 is best),
    their sum `score` (3 to 15) and `group`, one of the ten codes of `groups`. `cuts` has one entry for each of
    `recency` (days before `as_of` with a minus, so that more is better), `frequency` and `monetary`.
    """

    table: Any
    cuts: Mapping[str, Cuts]
    as_of: date
    window: int | None


def rfm(orders: Any, *, as_of: date, cuts: Mapping[str, Cuts] | None = None, window: int | None = None) -> Rfm:
    """Score everybody who bought by `as_of`: how lately, how often, how much; 1 + floor(5 × share strictly below).

    `orders` holds `customer_id`, `ordered_on`, `amount` and, where there is one, `order_id`; what a purchase is, is
    said by `purchases`. Frequency counts orders (lines above zero where they have no `order_id`), amount sums them,
    both within the last `window` days where it is given. `cuts` of an earlier scoring score by its limits.

    `Declined` (`rfm.too_few`) for fewer than five customers without `cuts`; `BadTable`; `ValueError` for a window of
    less than a day and for cuts that are not three.

    >>> import polars
    >>> days, amounts = [date(2024, 1, day) for day in (1, 5, 9, 13, 17, 21)], [10, 20, 30, 40, 50, 60]
    >>> orders = polars.DataFrame({"customer_id": [*"abcdea"], "ordered_on": days, "amount": amounts})
    >>> scored = rfm(orders, as_of=date(2024, 1, 31))
    >>> scored.table.filter(polars.col("customer_id") == "a").select("recency_days", "r", "f", "m", "group").rows()
    [(10, 5, 5, 5, 'champions')]
    >>> scored.cuts["monetary"].limits
    (30.0, 40.0, 50.0, 70.0)
    """
    until = as_day(as_of)
    if window is not None and window < 1:
        raise ValueError(f"The window has at least one day, not {window}.")
    if cuts is not None and (missing := [name for name in SCORES if name not in cuts]):
        raise ValueError(f"The cuts have no limits for {', '.join(missing)}.")
    values = settled(orders, _values(orders, until, window))
    limits = cuts if cuts is not None else _cuts(values)
    return Rfm(same_kind(orders, _scored(values, limits)), limits, until, window)


def _values(orders: Any, until: date, window: int | None) -> nw.LazyFrame[Any]:
    bought = purchase_lines(order_lines(orders), until=until)
    if window is not None:
        counts = nw.col("ordered_on") > nw.lit(until - timedelta(days=window))
        kept = (nw.when(counts).then(nw.col(name)).otherwise(nw.lit(0)).alias(name) for name in ("orders", "amount"))
        bought = bought.with_columns(*kept)
    customers = bought.group_by("customer_id").agg(
        nw.col("ordered_on").max(), nw.col("orders").sum().alias("frequency"), nw.col("amount").sum().alias("monetary")
    )
    recency = (epoch_day("ordered_on") - days_since_epoch(until)).alias("recency")
    frequency, monetary = nw.col("frequency").cast(nw.Int64), nw.col("monetary").cast(nw.Float64)
    return customers.select("customer_id", recency, frequency, monetary)


def _cuts(values: nw.LazyFrame[Any]) -> dict[str, Cuts]:
    found = {name: rfm_cuts(values, name) for name in SCORES}
    cuts = {name: each for name, each in found.items() if each}
    if len(cuts) < len(SCORES):
        customers = len(values.select("customer_id").collect())
        sentence = "Only %(customers)d customers have bought, too few to compare: %(needed)d are needed."
        raise Declined("rfm.too_few", sentence, customers=customers, needed=FEWEST_CUSTOMERS)
    return cuts


def _scored(values: nw.LazyFrame[Any], cuts: Mapping[str, Cuts]) -> nw.LazyFrame[Any]:
    scores = [_score_of(name, cuts[name]).alias(short) for name, short in SCORES.items()]
    summed = nw.col("r") + nw.col("f") + nw.col("m")
    recency_days = (0 - nw.col("recency")).alias("recency_days")
    scored = values.with_columns(recency_days, *scores).with_columns(summed.alias("score"), _cell().alias("cell"))
    return scored.with_columns(_group().alias("group")).select(*RESULT)


def _cell() -> nw.Expr:
    """Return the place in the grid as a number of two digits: recency, then how much they buy."""
    return nw.col("r") * 10 + (nw.col("f") + nw.col("m") + 1) // 2


def _group() -> nw.Expr:
    cells = {(10 * r + buying): group for r, line in GRID.items() for buying, group in enumerate(line, start=1)}
    found = nw.lit(None, dtype=nw.String)
    for group in ADVICE:
        here = nw.col("cell").is_in([cell for cell, each in cells.items() if each == group])
        found = nw.when(here).then(nw.lit(group)).otherwise(found)
    return found


def rfm_cuts(table: Any, column: str) -> Cuts | None:
    """Return the cut points of one column, unknown values left out; `None` for fewer than five customers.

    More must be better: hand in recency with a minus ("days since" negated, or the day of the last purchase).
    """
    frame: nw.DataFrame[Any] | nw.LazyFrame[Any] = nw.from_native(table)
    known = frame.lazy().select(nw.col(column)).filter(~nw.col(column).is_null())
    counts = known.group_by(column).agg(nw.len().alias("customers")).collect().sort(column)
    counted = np.concatenate(([0], np.cumsum(counts["customers"].to_numpy())))
    return cuts_from_ranks(counts[column].to_list(), counted[:-1].tolist(), int(counted[-1]))


def rfm_scores(table: Any, cuts: Mapping[str, Cuts]) -> Any:
    """Return the table with a column `<column>_score` (1 to 5, null where the value is) for each of `cuts`."""
    frame = nw.from_native(table)
    scored = [_score_of(column, each).alias(f"{column}_score") for column, each in cuts.items()]
    return frame.with_columns(*scored).to_native()


def _score_of(column: str, cuts: Cuts) -> nw.Expr:
    value = nw.col(column)
    total = nw.when(~value.is_null()).then(nw.lit(1))
    reached = total.otherwise(nw.lit(None))
    for limit in cuts.limits:
        if limit is not None:
            reached = reached + nw.when(value >= limit).then(nw.lit(1)).otherwise(nw.lit(0))
    return reached
