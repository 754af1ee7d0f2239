"""What segments earn: figures by hand, on every engine."""

import pandas
import polars
import pytest

from klientela.measures.errors import BadTable
from klientela.measures.tables.profit import segment_profit
from tests.measures.engines import every_engine, rows

ORDERS = {
    "customer_id": [1, 1, 2, 3, 9],
    "amount": [100.0, 50.0, 200.0, 40.0, 7.0],
    "margin": [40.0, 10.0, 30.0, None, 2.0],
    "discount": [5.0, None, 20.0, 0.0, 0.0],
}
SEGMENTS = {
    "customer_id": [1, 2, 3, 4],
    "segment": ["shop", "state", "shop", "shop"],
    "acquisition_cost": [10.0, 50.0, None, 25.0],
    "service_cost": [1.0, 2.0, 3.0, 4.0],
}


@every_engine
def test_segments_are_summed_up_with_their_costs(frame):
    orders, segments = frame(ORDERS), frame(SEGMENTS)
    found = segment_profit(orders, segments)
    assert type(found) is type(orders)
    by_segment = {row.pop("segment"): row for row in rows(found, by="revenue")}
    assert by_segment == {
        # Customers 1, 3 and 4, who bought nothing; of the 40 of customer 3 no margin is known. 50 - 35 - 8 = 7.
        "shop": {
            "customers": 3, "buyers": 2, "revenue": 190.0, "margin": 50.0, "without_margin": 40.0, "discount": 5.0,
            "acquisition_cost": 35.0, "service_cost": 8.0, "profit": 7.0,
        },
        "state": {
            "customers": 1, "buyers": 1, "revenue": 200.0, "margin": 30.0, "without_margin": 0.0, "discount": 20.0,
            "acquisition_cost": 50.0, "service_cost": 2.0, "profit": -22.0,
        },
        # Customer 9 is in no segment.
        None: {
            "customers": 1, "buyers": 1, "revenue": 7.0, "margin": 2.0, "without_margin": 0.0, "discount": 0.0,
            "acquisition_cost": 0.0, "service_cost": 0.0, "profit": 2.0,
        },
    }  # fmt: skip


@every_engine
def test_what_is_not_in_the_tables_is_not_in_the_result(frame):
    plain = {name: ORDERS[name] for name in ("customer_id", "amount", "margin")}
    orders, segments = frame(plain), frame({name: SEGMENTS[name] for name in ("customer_id", "segment")})
    found = {row["segment"]: row for row in rows(segment_profit(orders, segments), by="revenue")}
    assert list(found["shop"]) == ["segment", "customers", "buyers", "revenue", "margin", "without_margin", "profit"]
    assert found["shop"]["profit"] == 50.0


def test_who_is_in_two_segments_counts_in_both():
    segments = polars.DataFrame({"customer_id": [2, 2], "segment": ["state", "large"]})
    found = {
        row["segment"]: row["revenue"] for row in rows(segment_profit(polars.DataFrame(ORDERS), segments), "revenue")
    }
    assert found == {"state": 200.0, "large": 200.0, None: 197.0}


def test_numbers_of_customers_may_be_of_two_sizes():
    segments = polars.DataFrame(SEGMENTS, schema_overrides={"customer_id": polars.Int32})
    assert len(rows(segment_profit(polars.DataFrame(ORDERS), segments), by="revenue")) == 3


@every_engine
def test_missing_columns_are_named(frame):
    without = {name: values for name, values in ORDERS.items() if name != "margin"}
    with pytest.raises(BadTable, match="no column margin"):
        segment_profit(frame(without), frame(SEGMENTS))
    with pytest.raises(BadTable, match="no column segment"):
        segment_profit(frame(ORDERS), frame({"customer_id": [1]}))


def test_tables_of_two_kinds_and_customers_of_two_kinds_are_refused():
    with pytest.raises(BadTable, match="of one kind, not in polars and pandas"):
        segment_profit(polars.DataFrame(ORDERS), pandas.DataFrame(SEGMENTS))
    named = polars.DataFrame({"customer_id": ["1"], "segment": ["shop"]})
    with pytest.raises(BadTable, match="customer_id is Int64 in the orders and String in the segments"):
        segment_profit(polars.DataFrame(ORDERS), named)


@every_engine
def test_without_orders_segments_have_customers_and_no_revenue(frame):
    nothing = {"customer_id": [1], "amount": [float("nan")], "margin": [1.0]}
    orders, segments = frame(nothing), frame(SEGMENTS)
    found = {row["segment"]: row for row in rows(segment_profit(orders, segments), by="customers")}
    assert [(row["customers"], row["buyers"], row["revenue"]) for row in found.values()] == [(1, 0, 0.0), (3, 0, 0.0)]
