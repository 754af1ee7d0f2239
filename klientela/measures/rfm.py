"""RFM over whole tables, written in narwhals: DuckDB, pandas, Polars, Arrow or Spark, whatever is handed in.

No global rank: distinct values are counted, the small result is cumulated, and the scores are four comparisons.
"""

from collections.abc import Mapping
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrame

from klientela.measures.cuts import Cuts, cuts_from_counts


def rfm_cuts(table: IntoFrame, column: str) -> Cuts | None:
    """Return the cut points of one column, unknown values left out; `None` for fewer than five customers.

    More must be better: hand in recency with a minus ("days since" negated, or the day of the last purchase).
    """
    frame = nw.from_native(table).lazy()
    known = frame.select(nw.col(column)).filter(~nw.col(column).is_null())
    counts = known.group_by(column).agg(nw.len().alias("customers")).collect()
    return cuts_from_counts(zip(counts[column].to_list(), counts["customers"].to_list(), strict=True))


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
