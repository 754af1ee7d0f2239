"""Cohorts: arithmetic by hand, the same answers from every engine, and what must not matter."""

from datetime import date, datetime

import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klientela.measures.errors import BadTable
from klientela.measures.tables import cohorts as module
from klientela.measures.tables.cohorts import cohorts
from tests.measures.engines import every_engine, rows

AS_OF = date(2024, 3, 20)
# Two began in January (60 together), one of them came back in March twice (40); one began in February (10).
ORDERS = {
    "customer_id": ["a", "b", "a", "a", "c", "a", None],
    "ordered_on": [
        datetime(2024, 1, 31, 23, 59),
        datetime(2024, 1, 2),
        datetime(2024, 3, 1),
        datetime(2024, 3, 1),
        datetime(2024, 2, 29),
        datetime(2024, 3, 21),
        datetime(2024, 1, 1),
    ],
    "amount": [20.0, 40.0, 15.0, 25.0, 10.0, 1000.0, 5.0],
}
COLUMNS = {"customer_id": polars.Int64, "ordered_on": polars.Date, "amount": polars.Float64}
LIVES = st.lists(
    st.tuples(st.integers(1, 6), st.dates(date(2023, 11, 1), date(2024, 4, 30)), st.integers(-99, 999)), max_size=30
)
few = settings(max_examples=12)


def table(lives: list[tuple[int, date, float]]) -> polars.DataFrame:
    return polars.DataFrame([(who, on, float(amount)) for who, on, amount in lives], schema=COLUMNS, orient="row")


def cells(found: module.Cohorts) -> list[tuple]:
    return sorted(tuple(row.values()) for row in rows(found.table, by="cohort"))


@every_engine
def test_who_came_back_and_with_how_much(frame):
    orders = frame(ORDERS)
    found = cohorts(orders, as_of=AS_OF)
    assert type(found.table) is type(orders)
    assert cells(found) == [
        (date(2024, 1, 1), 0, 2, 1.0, 60.0, 1.0, True),
        (date(2024, 1, 1), 1, 0, 0.0, 0.0, 0.0, True),
        (date(2024, 1, 1), 2, 1, 0.5, 40.0, pytest.approx(2 / 3), False),
        (date(2024, 2, 1), 0, 1, 1.0, 10.0, 1.0, True),
        (date(2024, 2, 1), 1, 0, 0.0, 0.0, 0.0, False),
    ]


def test_columns_have_telling_names():
    names = cohorts(table([(1, date(2024, 1, 1), 1.0)]), as_of=AS_OF).table.columns
    assert names == ["cohort", "period", "customers", "share", "amount", "amount_share", "complete"]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("quarter", [(date(2023, 10, 1), 0, 1), (date(2023, 10, 1), 1, 1), (date(2024, 1, 1), 0, 1)]),
        ("year", [(date(2023, 1, 1), 0, 1), (date(2023, 1, 1), 1, 1), (date(2024, 1, 1), 0, 1)]),
    ],
)
def test_quarters_and_years_are_calendar_ones(period, expected):
    lives = [(1, date(2023, 12, 31), 1), (1, date(2024, 1, 1), 1), (2, date(2024, 3, 20), 1)]
    assert [cell[:3] for cell in cells(cohorts(table(lives), as_of=AS_OF, period=period))] == expected


def test_the_last_period_is_complete_on_its_last_day():
    lives = table([(1, date(2024, 3, 1), 1)])
    evenings = (date(2024, 3, 30), date(2024, 3, 31))
    assert [cells(cohorts(lives, as_of=evening))[0][-1] for evening in evenings] == [False, True]


@every_engine
def test_without_purchases_the_table_is_empty(frame):
    found = cohorts(frame({"customer_id": [1], "ordered_on": [date(2024, 1, 1)], "amount": [-5.0]}), as_of=AS_OF)
    assert (rows(found.table, by="cohort"), found.beginning, found.warnings) == ([], None, ())


def test_a_period_that_is_none_is_refused():
    with pytest.raises(ValueError, match="month, quarter, year, not 'week'"):
        cohorts(table([]), as_of=AS_OF, period="week")


def test_a_table_without_days_is_refused():
    with pytest.raises(BadTable, match="no column ordered_on"):
        cohorts(table([]).drop("ordered_on"), as_of=AS_OF)


@few
@given(LIVES, st.randoms(), st.sampled_from([1, 0.5, 1024]))
def test_neither_order_of_rows_nor_split_orders_nor_currency_matter(lives, random, rate):
    split = [(who, on, amount * rate * part) for who, on, amount in lives for part in (0.25, 0.75)]
    random.shuffle(split)
    before, after = (cells(cohorts(table(each), as_of=AS_OF)) for each in (lives, split))
    assert [(*cell[:4], cell[5:]) for cell in after] == [(*cell[:4], cell[5:]) for cell in before]
    assert [cell[4] for cell in after] == [cell[4] * rate for cell in before]


@few
@given(LIVES)
def test_everybody_is_born_once_and_every_amount_is_somewhere(lives):
    found = cells(cohorts(table(lives), as_of=AS_OF))
    days = table(lives).filter(polars.col("ordered_on") <= AS_OF).group_by("customer_id", "ordered_on").sum()
    bought = days.filter(polars.col("amount") > 0)
    assert sum(cell[2] for cell in found if cell[1] == 0) == bought["customer_id"].n_unique()
    assert sum(cell[4] for cell in found) == bought["amount"].sum()
    assert all(cell[2] <= size for cell in found for size in [c[2] for c in found if c[:2] == (cell[0], 0)])


def test_the_first_cohort_of_cdnow_is_what_sql_says(data_dir):
    # Counted apart with DuckDB: 7,814 paid first in January 1997 (299,060.17), 1,155 of them in February (60,849.54).
    lines = polars.read_parquet(data_dir / "cdnow" / "cdnow_master.parquet")
    orders = lines.rename({"date": "ordered_on", "value": "amount"})
    found = cohorts(orders, as_of=date(1998, 6, 30))
    january = [cell[1:6] for cell in cells(found) if cell[0] == date(1997, 1, 1)]
    assert january[0] == (0, 7_814, 1.0, pytest.approx(299_060.17), 1.0)
    assert january[1] == (1, 1_155, pytest.approx(1_155 / 7_814), pytest.approx(60_849.54), pytest.approx(0.20346922))
    assert len(january) == 18
    assert found.warnings == ()


def test_an_export_is_said_to_be_one(data_dir):
    path = data_dir / "online_retail_ii" / "online_retail_ii.parquet"
    orders = polars.scan_parquet(path).select(
        "customer_id",
        polars.col("invoice_date").alias("ordered_on"),
        (polars.col("quantity") * polars.col("price")).alias("amount"),
    )
    (warning,) = cohorts(orders, as_of=date(2011, 12, 9), period="quarter").warnings
    assert warning.code == "cohorts.left_censored"
    assert str(warning).startswith("In the first 80 days from 2009-12-01 on 1595 customers seem to be new, later 598 ")


def test_a_short_history_is_said_to_be_too_short():
    lives = [(who, date(2024, 1, 1 + day), 10) for who in range(5) for day in (0, 20)]
    (warning,) = cohorts(table(lives), as_of=AS_OF).warnings
    assert str(warning) == (
        "The history begins on 2024-01-01 and is shorter than four times 30 days, the usual distance between "
        "purchases: whether its first customers were new then cannot be told."
    )
