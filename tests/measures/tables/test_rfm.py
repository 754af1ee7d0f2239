"""RFM over tables: the same answers from DuckDB, pandas, Polars and Arrow, and the published figures of CDNOW."""

from collections import Counter
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import duckdb
import narwhals as nw
import pandas
import polars
import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klientela import measures
from klientela.measures import Cuts
from klientela.measures.errors import BadTable, Declined
from klientela.measures.groups import ADVICE, GRID, group_of
from klientela.measures.tables.purchases import purchases
from klientela.measures.tables.rfm import rfm
from tests.measures.engines import FRAMES as ENGINES
from tests.measures.engines import every_engine, rows
from tests.measures.published import cdnow_master

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
    # 11,908 customers at 1, nobody at 2, 4,079 at 3, 3,658 at 4, 3,925 at 5, every purchase counted.
    lines = polars.read_parquet(data_dir / "cdnow" / "cdnow_master.parquet")
    table = lines.group_by("customer_id").agg(polars.len().alias("purchases"))
    scored = measures.rfm_scores(table, {"purchases": measures.rfm_cuts(table, "purchases")})
    assert Counter(scored["purchases_score"].to_list()) == {1: 11_908, 3: 4_079, 4: 3_658, 5: 3_925}


AS_OF = date(2024, 12, 31)
# Ten customers: the first bought once, nine days ago and for 10; the last ten times, the last time today, for 1,000.
TEN = {
    "customer_id": [who for who in range(1, 11) for _ in range(who)],
    "ordered_on": [date(2024, 12, 21 + who) - timedelta(days=30 * at) for who in range(1, 11) for at in range(who)],
    "amount": [10.0 * who for who in range(1, 11) for _ in range(who)],
}


@every_engine
def test_orders_are_scored_and_grouped_by_every_engine(frame):
    table = frame(TEN)
    scored = rfm(table, as_of=AS_OF)
    assert type(scored.table) is type(table)
    # Of ten different values two by two get the same score; the days are counted with a minus.
    assert scored.cuts == {
        "recency": Cuts((-7, -5, -3, -1), 10),
        "frequency": Cuts((3, 5, 7, 9), 10),
        "monetary": Cuts((90, 250, 490, 810), 10),
    }
    found = rows(scored.table)
    assert [row["r"] for row in found] == [row["f"] for row in found] == [row["m"] for row in found]
    assert [row["score"] for row in found] == [3, 3, 6, 6, 9, 9, 12, 12, 15, 15]
    assert found[0] == {
        "customer_id": 1, "recency_days": 9, "frequency": 1, "monetary": 10.0,
        "r": 1, "f": 1, "m": 1, "score": 3, "group": "hibernating",
    }  # fmt: skip
    assert Counter(row["group"] for row in found) == {
        "hibernating": 4, "need_attention": 2, "loyal": 2, "champions": 2,
    }  # fmt: skip


@every_engine
def test_the_window_limits_how_often_and_how_much_but_not_how_lately(frame):
    # In the last 30 days everybody bought once, but for the last, whose order of 30 days ago is just outside.
    found = rows(rfm(frame(TEN), as_of=AS_OF, window=30).table)
    assert [row["frequency"] for row in found] == [1] * 10
    assert [row["monetary"] for row in found] == [10.0 * who for who in range(1, 11)]
    assert [row["recency_days"] for row in found] == list(range(9, -1, -1))
    later = rows(rfm(frame(TEN), as_of=AS_OF + timedelta(days=25), window=30).table)
    assert [row["frequency"] for row in later] == [0] * 5 + [1] * 5


@every_engine
def test_another_month_is_scored_by_the_same_limits(frame):
    before = rfm(frame(TEN), as_of=AS_OF)
    one = {"customer_id": ["new"], "ordered_on": [date(2025, 1, 30)], "amount": [500.0]}
    (found,) = rows(rfm(frame(one), as_of=date(2025, 1, 31), cuts=before.cuts).table)
    assert (found["r"], found["f"], found["m"], found["group"]) == (5, 1, 4, "potential_loyalists")


def test_frequency_counts_orders_by_their_number():
    # Three lines of order a and one of b; c was taken back whole.
    lines = {
        "customer_id": ["x"] * 6,
        "ordered_on": [date(2024, 5, day) for day in (1, 1, 2, 1, 9, 10)],
        "amount": [1.0, 2.0, 3.0, 4.0, 5.0, -5.0],
        "order_id": ["a", "a", "a", "b", "c", "c"],
    }
    some = {name: Cuts((1, 2, 3, 4), 9) for name in ("recency", "frequency", "monetary")}
    (found,) = rows(rfm(polars.DataFrame(lines), as_of=date(2024, 5, 31), cuts=some).table)
    assert (found["frequency"], found["monetary"], found["recency_days"]) == (2, 10.0, 30)


@every_engine
@pytest.mark.parametrize("customers", [0, 1, 4])
def test_fewer_than_five_customers_are_declined_with_their_number(frame, customers):
    few = {name: values[: customers * (customers + 1) // 2] for name, values in TEN.items()}
    with pytest.raises(Declined, match="too few to compare: 5 are needed") as declined:
        rfm(frame(few), as_of=AS_OF)
    assert (declined.value.code, declined.value.params["customers"]) == ("rfm.too_few", customers)


def test_a_window_of_no_day_and_half_a_set_of_cuts_are_refused():
    table = polars.DataFrame(TEN)
    with pytest.raises(ValueError, match="at least one day, not 0"):
        rfm(table, as_of=AS_OF, window=0)
    with pytest.raises(ValueError, match="no limits for frequency, monetary"):
        rfm(table, as_of=AS_OF, cuts={"recency": Cuts((1, 2, 3, 4), 9)})
    with pytest.raises(BadTable, match="no column amount"):
        rfm(table.drop("amount"), as_of=AS_OF)


def test_the_grid_names_ten_groups_and_advises_on_each():
    assert sorted(GRID) == [1, 2, 3, 4, 5]
    assert {len(line) for line in GRID.values()} == {5}
    assert set(ADVICE) == {group for line in GRID.values() for group in line}
    assert len(ADVICE) == len(set(ADVICE.values())) == 10


@pytest.mark.parametrize("engine", ["polars", "duckdb", "pandas"])
def test_the_group_of_a_table_is_the_group_of_its_scores(engine):
    scores = list(product(range(1, 6), repeat=3))
    # A cell of its own for each customer: bought on one of five days, once to five times, for one of five amounts.
    lines = [
        (number, AS_OF - timedelta(days=5 - r), 10.0 ** (m - 1) / f)
        for number, (r, f, m) in enumerate(scores)
        for _ in range(f)
    ]
    columns = dict(zip(("customer_id", "ordered_on", "amount"), map(list, zip(*lines, strict=True)), strict=True))
    cuts = {
        "recency": Cuts((-3, -2, -1, 0), 125),
        "frequency": Cuts((2, 3, 4, 5), 125),
        "monetary": Cuts((5, 50, 500, 5000), 125),
    }
    found = rows(rfm(ENGINES[engine](columns), as_of=AS_OF, cuts=cuts).table)
    assert [(row["r"], row["f"], row["m"]) for row in found] == scores
    assert [row["group"] for row in found] == [group_of(*each) for each in scores]


LINES = st.lists(
    st.tuples(st.integers(1, 12), st.integers(0, 300), st.integers(1, 500)), min_size=20, max_size=60
).filter(lambda lines: len({who for who, *_ in lines}) >= 5)


def as_table(lines):
    days = [AS_OF - timedelta(days=day) for _, day, _ in lines]
    return polars.DataFrame(
        {"customer_id": [who for who, *_ in lines], "ordered_on": days, "amount": [float(each[2]) for each in lines]}
    )


@given(LINES, st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_neither_the_order_of_rows_nor_the_currency_changes_a_score(lines, random):
    shuffled = [(who, day, amount * 8) for who, day, amount in lines]
    random.shuffle(shuffled)
    kept = ("customer_id", "r", "f", "m", "score", "group")
    one, two = (rfm(as_table(each), as_of=AS_OF).table.select(kept).sort("customer_id") for each in (lines, shuffled))
    assert one.rows() == two.rows()


@pytest.mark.parametrize("engine", ENGINES)
@given(
    lines=st.lists(st.tuples(st.integers(1, 4), st.integers(0, 9), st.integers(-9, 9)), max_size=20),
    order_ids=st.one_of(st.none(), st.lists(st.sampled_from([None, "a", "b"]), min_size=21, max_size=21)),
)
@settings(max_examples=6)
def test_the_customers_and_their_amounts_are_those_of_purchases(engine, lines, order_ids):
    columns = as_table([(9, 3, 5), *lines]).to_dict(as_series=False)
    numbers = {"order_id": [*order_ids[: len(lines)], "z"]} if order_ids else {}
    some = dict.fromkeys(("recency", "frequency", "monetary"), Cuts((1, 2, 3, 4), 9))
    table = ENGINES[engine](columns | numbers)
    expected = rows(purchases(table, as_of=AS_OF, unit="day"))
    found = rows(rfm(table, as_of=AS_OF, cuts=some).table)
    assert [(row["customer_id"], row["recency_days"]) for row in found] == [
        (row["customer_id"], (AS_OF - row["last_on"]).days) for row in expected
    ]
    assert [row["monetary"] for row in found] == pytest.approx([row["total"] for row in expected])


@given(LINES)
@settings(max_examples=10)
def test_scores_are_the_share_of_customers_strictly_below(lines):
    found = rows(rfm(as_table(lines), as_of=AS_OF).table)
    for name, short, sign in (("recency_days", "r", -1), ("frequency", "f", 1), ("monetary", "m", 1)):
        values = [sign * row[name] for row in found]
        ranked = [1 + 5 * sum(other < each for other in values) // len(values) for each in values]
        enough = len(set(values)) >= 5
        assert not enough or [row[short] for row in found] == ranked


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_the_frequency_scores_of_cdnow_orders_are_the_published_ones(engine, data_dir: Path):
    # As above, now from the orders themselves.
    table = ENGINES[engine](cdnow_master(data_dir).to_dict(as_series=False))
    found = rows(rfm(table, as_of=date(1998, 6, 30)).table)
    assert Counter(row["f"] for row in found) == {1: 11_908, 3: 4_079, 4: 3_658, 5: 3_925}
    assert len(found) == 23_570
