"""What tables must look like, and that what comes back is of the kind that came in."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import duckdb
import numpy as np
import pandas
import polars
import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klientela.measures.errors import BadTable
from klientela.measures.frames import arrays, beside, checked, epoch_day, same_kind
from tests.measures.engines import FRAMES, every_engine, rows

ORDERS = {
    "customer_id": [1, 1, 2],
    "ordered_on": [datetime(2024, 1, 1, 9), datetime(2024, 1, 31, 23, 59), datetime(2024, 2, 29)],
    "amount": [10, 20, 30],
    "note": ["a", "b", "c"],
}
KINDS = {"customer_id": "id", "ordered_on": "day", "amount": "number"}


@every_engine
def test_named_columns_come_as_what_they_should_be(frame):
    found = checked(frame(ORDERS), **KINDS)
    assert [str(kind) for kind in found.collect_schema().dtypes()] == ["Int64", "Date", "Float64"]
    assert found.collect()["ordered_on"].to_list() == [date(2024, 1, 1), date(2024, 1, 31), date(2024, 2, 29)]


@every_engine
def test_everything_that_is_wrong_is_named_at_once_with_what_is_expected(frame):
    with pytest.raises(BadTable) as refused:
        checked(frame(ORDERS), customer="id", note="number", ordered_on="day")
    assert str(refused.value) == (
        "The table has no column customer. Of another kind: note is String. Expected: customer (anything that tells "
        "customers or orders apart); note (a number); ordered_on (a date or a date with time)."
    )


@every_engine
def test_an_optional_column_is_taken_where_it_is_there_and_checked_too(frame):
    found = checked(frame(ORDERS), {"amount": "number", "margin": "number"}, customer_id="id")
    assert found.collect_schema().names() == ["customer_id", "amount"]
    with pytest.raises(BadTable, match="note is String"):
        checked(frame(ORDERS), {"note": "number"}, customer_id="id")


@every_engine
def test_a_truth_value_is_no_number(frame):
    with pytest.raises(BadTable, match="amount is Boolean"):
        checked(frame({"amount": [True, False]}), amount="number")


@pytest.mark.parametrize("thing", [None, [1, 2], {"customer_id": [1]}, "orders.csv"])
def test_what_is_no_table_is_refused_in_words(thing):
    with pytest.raises(BadTable, match="a pandas, Polars, Arrow, DuckDB or Spark table is expected, not "):
        checked(thing, customer_id="id")


def test_python_dates_and_decimals_in_a_pandas_table_are_understood():
    table = pandas.DataFrame({"on": [date(2024, 1, 1), None], "amount": [Decimal("1.50"), Decimal("2")]})
    assert rows(checked(table, on="day", amount="number"), by="amount") == [
        {"on": date(2024, 1, 1), "amount": 1.5},
        {"on": None, "amount": 2.0},
    ]


def test_texts_in_a_pandas_table_are_not_guessed():
    with pytest.raises(BadTable, match="on is"):
        checked(pandas.DataFrame({"on": ["2024-01-01"]}), on="day")
    with pytest.raises(BadTable, match="on is"):
        checked(pandas.DataFrame({"on": [date(2024, 1, 1), "soon"]}), on="day")


@pytest.mark.parametrize(
    "empty",
    [
        lambda: pandas.DataFrame(columns=list(KINDS)),
        lambda: polars.DataFrame({name: [] for name in KINDS}),
        lambda: pyarrow.table({name: pyarrow.nulls(0) for name in KINDS}),
        lambda: duckdb.connect().sql("SELECT NULL AS customer_id, NULL AS ordered_on, NULL AS amount LIMIT 0"),
    ],
    ids=["pandas", "polars", "arrow", "duckdb"],
)
def test_a_table_without_rows_needs_no_types(empty):
    assert rows(checked(empty(), **KINDS)) == []


IN_ZONE = {
    "pandas": lambda table: table.to_pandas(),
    "polars": polars.from_arrow,
    "polars lazy": lambda table: polars.from_arrow(table).lazy(),
    "arrow": lambda table: table,
}


@pytest.mark.parametrize("frame", IN_ZONE.values(), ids=IN_ZONE.keys())
def test_a_day_is_the_day_where_it_happened(frame):
    moments = [datetime(2024, 5, day, hour, tzinfo=timezone(timedelta(hours=3))) for day, hour in ((1, 23), (2, 1))]
    column = pyarrow.array(moments, type=pyarrow.timestamp("us", tz="Europe/Moscow"))
    found = rows(checked(frame(pyarrow.table({"on": column})), on="day"), by="on")
    assert found == [{"on": date(2024, 5, 1)}, {"on": date(2024, 5, 2)}]


@every_engine
def test_arrays_come_in_one_shape_from_every_engine(frame):
    table = frame({**ORDERS, "amount": [10.5, None, 30.0], "count": [1, 2, 3]})
    found = arrays(table, customer_id="id", ordered_on="day", amount="number", count="whole")
    assert found["customer_id"].tolist() == [1, 1, 2]
    assert found["ordered_on"].tolist() == [date(2024, 1, 1), date(2024, 1, 31), date(2024, 2, 29)]
    assert [str(each.dtype) for each in found.values()] == ["int64", "datetime64[D]", "float64", "int64"]
    np.testing.assert_array_equal(found["amount"], [10.5, np.nan, 30.0])


@every_engine
def test_an_unknown_day_is_not_a_time(frame):
    found = arrays(frame({"on": [datetime(2024, 1, 1), None]}), on="day")
    assert np.isnat(found["on"]).tolist() == [False, True]


@every_engine
def test_names_of_customers_stay_texts(frame):
    table = frame({"customer_id": ["b", "a"], "amount": [1.0, 2.0]})
    ids = arrays(table, customer_id="id")["customer_id"]
    assert rows(beside(table, ids, half=np.array([0.5, 1.0]))) == [
        {"customer_id": "a", "half": 1.0},
        {"customer_id": "b", "half": 0.5},
    ]


@every_engine
@pytest.mark.parametrize("broken", [[1.0, 2.5], [1.0, None], [1.0, float("inf")]], ids=["half", "unknown", "endless"])
def test_a_whole_number_that_is_none_is_refused(frame, broken):
    with pytest.raises(BadTable, match="count holds something that is not a whole number"):
        arrays(frame({"count": broken}), count="whole")


@every_engine
def test_new_columns_come_as_the_same_kind_of_table_and_unknown_is_null(frame):
    table = frame(ORDERS)
    made = beside(table, [1, 2], score=np.array([0.5, np.nan]), last_on=np.array(["2024-01-31", "NaT"], "M8[D]"))
    assert type(made) is type(table)
    assert rows(made) == [
        {"customer_id": 1, "score": 0.5, "last_on": date(2024, 1, 31)},
        {"customer_id": 2, "score": None, "last_on": None},
    ]


def test_what_stands_beside_a_relation_can_be_joined_with_it():
    table = FRAMES["duckdb"]({"customer_id": [1, 2], "amount": [10, 20]})
    one, two = beside(table, [2, 1], half=[10.0, 5.0]), beside(table, [1, 2], third=[3.0, 6.0])
    joined = table.join(one, "customer_id").join(two, "customer_id").order("customer_id")
    assert joined.fetchall() == [(1, 10, 5.0, 3.0), (2, 20, 10.0, 6.0)]


@every_engine
def test_the_kind_of_table_survives(frame):
    table = frame(ORDERS)
    assert type(same_kind(table, checked(table, **KINDS))) is type(table)


def test_days_are_timestamps_in_a_pandas_table():
    table = FRAMES["pandas"](ORDERS)
    made = same_kind(table, checked(table, **KINDS))
    assert made["ordered_on"].dtype.kind == "M"
    assert made["ordered_on"].max() == pandas.Timestamp(2024, 2, 29)


@pytest.mark.parametrize("engine", FRAMES)
def test_days_are_counted_from_1970(engine):
    days = [date(1600, 2, 29), date(1969, 12, 31), date(1970, 1, 1), date(2000, 2, 29), date(2100, 3, 1)]
    found = checked(FRAMES[engine]({"on": days}), on="day").select(epoch_day("on")).collect()["on"].to_list()
    assert found == [(day - date(1970, 1, 1)).days for day in days]


@given(st.lists(st.dates(min_value=date(1600, 1, 1)), min_size=5, max_size=20))
@settings(max_examples=20)
def test_counting_days_agrees_with_the_calendar(days):
    found = checked(polars.DataFrame({"on": days}), on="day").select(epoch_day("on")).collect()["on"].to_list()
    assert found == [(day - date(1970, 1, 1)).days for day in days]


def test_a_moment_in_greenwich_is_a_day_in_greenwich():
    table = polars.DataFrame({"on": [datetime(2024, 5, 1, 23, 30, tzinfo=UTC)]})
    assert rows(checked(table, on="day"), by="on") == [{"on": date(2024, 5, 1)}]
