"""One row for each customer: against plain Python, by hand, and the published counts."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path

import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klientela.measures.errors import BadTable
from klientela.measures.tables.lines import order_lines
from klientela.measures.tables.purchases import _by_customer, _by_customer_in_spark, purchases
from tests.measures.engines import FRAMES, every_engine, rows
from tests.measures.published import cdnow_sample, online_retail

NEW_YEAR = date(2024, 1, 1)
AS_OF = date(2024, 3, 4)


def orders(*lines, order_ids=None):
    """Return columns of lines (customer, days after New Year 2024, amount)."""
    columns = {
        "customer_id": [customer for customer, _, _ in lines],
        "ordered_on": [NEW_YEAR + timedelta(days=day) for _, day, _ in lines],
        "amount": [float(amount) for _, _, amount in lines],
    }
    return columns | ({"order_id": order_ids} if order_ids else {})


def summary(columns, **options):
    return rows(purchases(polars.DataFrame(columns), **{"as_of": AS_OF, "unit": "day", **options}))


@every_engine
def test_a_customer_is_summed_up_by_days(frame):
    # Days 0 (50), 14 (10 + 20), 42 (40): two repeats of 30 and 40, mean 35; as of day 63.
    table = frame(orders((7, 0, 50), (7, 14, 10), (7, 42, 40), (7, 14, 20)))
    found = purchases(table, as_of=AS_OF)
    assert type(found) is type(table)
    assert rows(found) == [
        {
            "customer_id": 7,
            "frequency": 2,
            "recency": 6.0,
            "age": 9.0,
            "monetary": 35.0,
            "first_on": date(2024, 1, 1),
            "last_on": date(2024, 2, 12),
            "total": 120.0,
        }
    ]


@every_engine
def test_what_came_after_the_calibration_is_counted_apart(frame):
    table = frame(orders((1, 0, 50), (1, 14, 30), (1, 28, 10), (1, 28, 5), (1, 63, 1), (2, 7, 9), (3, 40, 9)))
    found = rows(purchases(table, as_of=AS_OF, calibration_end=date(2024, 1, 22)))
    kept = ("customer_id", "frequency", "recency", "age", "total", "holdout_frequency", "holdout_age")
    assert [tuple(row[name] for name in kept) for row in found] == [
        (1, 1, 2.0, 3.0, 80.0, 2, 6.0),
        (2, 0, 0.0, 2.0, 9.0, 0, 6.0),
    ]


@every_engine
def test_a_credit_note_is_taken_from_the_order_it_names_whenever_it_came(frame):
    # The order of day 0 is taken back whole, that of day 10 by half, on days without a sale of their own.
    table = frame(orders((1, 0, 50), (1, 10, 30), (1, 20, -50), (1, 21, -15), (1, 30, 8), order_ids=[*"abab", None]))
    (found,) = rows(purchases(table, as_of=AS_OF, unit="day"))
    assert (found["frequency"], found["first_on"], found["last_on"]) == (1, date(2024, 1, 11), date(2024, 1, 31))
    assert (found["total"], found["monetary"]) == (23.0, 8.0)


@every_engine
def test_an_order_sent_in_parts_is_one_purchase_on_its_first_day(frame):
    table = frame(orders((1, 0, 50), (1, 3, 20), (1, 9, 5), order_ids=["a", "a", "b"]))
    (found,) = rows(purchases(table, as_of=AS_OF, unit="day"))
    assert (found["frequency"], found["recency"], found["monetary"], found["total"]) == (1, 9.0, 5.0, 75.0)


@every_engine
def test_a_table_without_rows_has_no_customers(frame):
    empty = purchases(frame({"customer_id": [], "ordered_on": [], "amount": []}), as_of=AS_OF)
    assert rows(empty) == []


@every_engine
def test_lines_of_nobody_of_no_day_and_of_no_amount_are_left_out(frame):
    lines = {
        "customer_id": ["a", None, "a", "a", "b"],
        "ordered_on": [NEW_YEAR, NEW_YEAR, None, date(2024, 1, 5), date(2024, 1, 5)],
        "amount": [5.0, 7.0, 9.0, None, float("inf")],
    }
    (found,) = rows(purchases(frame(lines), as_of=AS_OF))
    assert (found["customer_id"], found["frequency"], found["total"], found["monetary"]) == ("a", 0, 5.0, None)


@pytest.mark.parametrize("engine", FRAMES)
def test_orders_without_a_number_of_their_own_are_not_thrown_together(engine):
    lines = orders((1, 0, 50), (1, 3, 20), order_ids=["a", None])
    (found,) = rows(purchases(FRAMES[engine](lines), as_of=AS_OF, unit="day"))
    assert (found["frequency"], found["total"]) == (1, 70.0)


def test_the_same_order_number_of_two_customers_is_two_orders():
    found = summary(orders((1, 0, 50), (2, 3, -50), (2, 4, 60), order_ids=["a", "a", "b"]))
    assert [(row["customer_id"], row["total"]) for row in found] == [(1, 50.0), (2, 60.0)]


def test_a_credit_note_without_an_order_is_taken_from_its_own_day():
    (found,) = summary(orders((1, 0, 50), (1, 5, 30), (1, 5, -10), (1, 9, 8), (1, 9, -8), (1, 12, -7)))
    assert (found["frequency"], found["total"], found["monetary"]) == (1, 70.0, 20.0)


def test_a_day_that_nets_to_nothing_makes_nobody_a_customer():
    assert summary(orders((1, 0, 0), (2, 5, 30), (2, 5, -30), (3, 5, -1))) == []


def test_what_came_after_the_day_of_the_analysis_does_not_exist():
    (found,) = summary(orders((1, 0, 50), (1, 63, 30), (1, 64, 20), (2, 70, 5)))
    assert (found["frequency"], found["total"]) == (1, 80.0)


def test_the_calibration_does_not_know_of_a_later_credit_note():
    lines = orders((1, 0, 50), (1, 10, 30), (1, 40, -30), (1, 50, 5), order_ids=["a", "b", "b", "c"])
    (found,) = summary(lines, calibration_end=date(2024, 1, 15))
    assert (found["frequency"], found["total"], found["holdout_frequency"]) == (1, 80.0, 1)


def test_the_rest_of_a_calibrated_order_is_no_later_purchase():
    lines = orders((1, 0, 50), (1, 40, 30), (1, 50, 5), order_ids=["a", "a", "c"])
    (found,) = summary(lines, calibration_end=date(2024, 1, 15))
    assert (found["total"], found["holdout_frequency"]) == (50.0, 1)


@pytest.mark.parametrize(("unit", "days"), [("day", 1.0), ("week", 7.0), ("month", 30.4375), ("year", 365.25)])
def test_time_is_counted_in_the_unit(unit, days):
    (found,) = summary(orders((1, 0, 50), (1, 42, 30)), unit=unit)
    assert (found["recency"], found["age"]) == (pytest.approx(42 / days), pytest.approx(63 / days))


def test_five_thousand_orders_of_one_customer_are_five_thousand_days():
    (found,) = summary(orders(*((1, -day, 2) for day in range(5000))))
    assert (found["frequency"], found["recency"], found["monetary"], found["total"]) == (4999, 4999.0, 2.0, 10_000.0)


def test_a_moment_is_as_good_as_a_day():
    lines = orders((1, 0, 50), (1, 63, 30))
    assert summary(lines, as_of=datetime(2024, 3, 4, 8)) == summary(lines)


def test_dates_the_wrong_way_round_and_unknown_units_are_refused():
    with pytest.raises(ValueError, match="ends on 2024-03-05, after the day of the analysis, 2024-03-04"):
        summary(orders((1, 0, 50)), calibration_end=date(2024, 3, 5))
    with pytest.raises(ValueError, match="one of day, week, month, year, not decade"):
        summary(orders((1, 0, 50)), unit="decade")
    with pytest.raises(ValueError, match="A date is expected, not str '2024'"):
        summary(orders((1, 0, 50)), as_of="2024")


@every_engine
def test_a_table_that_is_none_of_orders_is_refused_by_name(frame):
    with pytest.raises(BadTable, match=r"no column amount\. Of another kind: ordered_on is String"):
        purchases(frame({"customer_id": [1], "ordered_on": ["2024-01-01"], "value": [1.0]}), as_of=AS_OF)


@every_engine
def test_what_spark_computes_is_what_all_others_compute(frame):
    days = order_lines(frame(orders((1, 0, 50), (1, 3, 20), (1, 9, 5), (2, 4, 7))))
    expected = rows(_by_customer(days))
    assert [row["first_amount"] for row in expected] == [50.0, 7.0]
    assert rows(_by_customer_in_spark(days)) == expected


LINES = st.lists(
    st.tuples(st.integers(1, 3), st.integers(0, 40), st.integers(-20, 40), st.sampled_from([None, "a", "b", "c"])),
    max_size=30,
)


def naive_days(lines, until):
    """Return {customer: {day: amount}} of purchase days, line by line."""
    orders_of, days = defaultdict(list), defaultdict(lambda: defaultdict(float))
    for number, (customer, day, amount, order_id) in enumerate(lines):
        if day <= until:
            orders_of[customer, order_id or number].append((day, amount))
    for (customer, _), parts in orders_of.items():
        sold = [day for day, amount in parts if amount > 0] or [day for day, _ in parts]
        days[customer][min(sold)] += sum(amount for _, amount in parts)
    positive = {who: {day: amount for day, amount in found.items() if amount > 0} for who, found in days.items()}
    return {who: found for who, found in positive.items() if found}


def naive_summary(lines, end, until):
    later = naive_days(lines, until)
    for customer, days in sorted(naive_days(lines, end).items()):
        first, last = min(days), max(days)
        repeated = [amount for day, amount in days.items() if day != first]
        yield {
            "customer_id": customer,
            "frequency": len(repeated),
            "recency": float(last - first),
            "age": float(end - first),
            "monetary": pytest.approx(sum(repeated) / len(repeated)) if repeated else None,
            "first_on": NEW_YEAR + timedelta(days=first),
            "last_on": NEW_YEAR + timedelta(days=last),
            "total": pytest.approx(sum(days.values())),
            "holdout_frequency": sum(day > end for day in later.get(customer, ())),
            "holdout_age": float(until - end),
        }


def typed(lines):
    """Return columns of the lines, and one of nobody: an empty table has no types."""
    numbers = [order_id for *_, order_id in lines]
    return orders(*((who, day, amount) for who, day, amount, _ in lines), (None, 0, 1), order_ids=[*numbers, "z"])


SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)


def agrees_with_plain_python(frame, lines, end, until):
    as_of, calibration_end = NEW_YEAR + timedelta(days=until), NEW_YEAR + timedelta(days=end)
    found = purchases(frame(typed(lines)), as_of=as_of, calibration_end=calibration_end, unit="day")
    assert rows(found) == list(naive_summary(lines, end, until))


@given(lines=LINES, span=SPANS)
@settings(max_examples=30)
def test_lines_sum_up_to_what_plain_python_says(lines, span):
    agrees_with_plain_python(polars.DataFrame, lines, *span)


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES.keys())
@given(lines=LINES, span=SPANS)
@settings(max_examples=4)
def test_every_engine_agrees_with_plain_python(frame, lines, span):
    agrees_with_plain_python(frame, lines, *span)


@given(lines=LINES, random=st.randoms(use_true_random=False), factor=st.sampled_from([2.0, 0.25, 1024.0]))
@settings(max_examples=10)
def test_neither_the_order_of_rows_nor_the_currency_changes_the_counts(lines, random, factor):
    plain = [(who, day, amount) for who, day, amount, _ in lines] + [(0, 0, 1)]
    shuffled = [(who, day, amount * factor) for who, day, amount in plain]
    random.shuffle(shuffled)
    expected = summary(orders(*plain))
    for row in expected:
        row["total"] *= factor
        row["monetary"] = None if row["monetary"] is None else pytest.approx(row["monetary"] * factor)
    assert summary(orders(*shuffled)) == expected


@given(lines=LINES, share=st.integers(1, 3))
@settings(max_examples=10)
def test_splitting_the_orders_of_a_day_changes_nothing(lines, share):
    plain = [(who, day, amount) for who, day, amount, _ in lines] + [(0, 0, 1)]
    split = [(who, day, part) for who, day, amount in plain for part in (amount * share / 4, amount * (4 - share) / 4)]
    assert summary(orders(*split)) == summary(orders(*plain))


@every_engine
def test_the_sample_of_cdnow_has_the_published_counts(frame, data_dir: Path):
    # Fader, Hardie and Lee 2005: 2,357 customers, 946 of them buy again in weeks 1-39; 1,882 repeats in weeks 40-78.
    table = frame(cdnow_sample(data_dir).to_dict(as_series=False))
    found = rows(purchases(table, as_of=date(1998, 6, 30), calibration_end=date(1997, 9, 30)))
    assert (len(found), sum(row["frequency"] > 0 for row in found)) == (2_357, 946)
    assert sum(row["holdout_frequency"] for row in found) == 1_882
    assert {row["holdout_age"] for row in found} == {39.0}


@every_engine
def test_the_second_online_retail_set_has_the_known_counts(frame, data_dir: Path):
    # Lines with a customer, quantity > 0 and price > 0, by day: 4,933 customers until 2011-05-31, 8,136 days after.
    table = frame(online_retail(data_dir).to_dict(as_series=False))
    found = rows(purchases(table, as_of=date(2011, 12, 9), calibration_end=date(2011, 5, 31)))
    assert (len(found), sum(row["holdout_frequency"] for row in found)) == (4_933, 8_136)
    assert {round(row["holdout_age"], 2) for row in found} == {27.43}
