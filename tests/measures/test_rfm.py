"""RFM over tables: the same answers from DuckDB, pandas, Polars and Arrow, and the published figures of CDNOW."""

from collections import Counter
from pathlib import Path

import duckdb
import narwhals as nw
import pandas
import polars
import pyarrow
import pytest

from klientela import measures

PURCHASES = {"customer": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], "orders": [1, 1, 1, 1, 1, 2, 2, 3, 4, 9]}


def in_duckdb():
    table = pyarrow.table(PURCHASES)
    return duckdb.connect().from_arrow(table)


FRAMES = {
    "duckdb": in_duckdb,
    "pandas": lambda: pandas.DataFrame(PURCHASES),
    "polars": lambda: polars.DataFrame(PURCHASES),
    "polars lazy": lambda: polars.LazyFrame(PURCHASES),
    "arrow": lambda: pyarrow.table(PURCHASES),
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES.keys())
def test_every_engine_gives_the_same_scores(frame):
    cuts = measures.rfm_cuts(frame(), "orders")
    scored = nw.from_native(measures.rfm_scores(frame(), {"orders": cuts})).lazy().collect()
    by_customer = dict(zip(scored["customer"].to_list(), scored["orders_score"].to_list(), strict=True))
    assert cuts == measures.Cuts((2, 2, 3, 4), 10)
    assert by_customer == {1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 3, 7: 3, 8: 4, 9: 5, 10: 5}


def test_an_unknown_value_is_neither_counted_nor_scored():
    table = polars.DataFrame({"orders": [None, 1, 2, 3, 4, 5]})
    cuts = measures.rfm_cuts(table, "orders")
    scored = measures.rfm_scores(table, {"orders": cuts})
    assert cuts.customers == 5
    assert scored["orders_score"].to_list() == [None, 1, 2, 3, 4, 5]


def test_frequency_scores_of_cdnow_are_the_published_ones(data_dir: Path):
    # MEASURES 1: 11,908 customers at 1, nobody at 2, 4,079 at 3, 3,658 at 4, 3,925 at 5, every purchase counted.
    lines = polars.read_parquet(data_dir / "cdnow" / "cdnow_master.parquet")
    table = lines.group_by("customer_id").agg(polars.len().alias("purchases"))
    scored = measures.rfm_scores(table, {"purchases": measures.rfm_cuts(table, "purchases")})
    assert Counter(scored["purchases_score"].to_list()) == {1: 11_908, 3: 4_079, 4: 3_658, 5: 3_925}
