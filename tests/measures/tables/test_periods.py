"""Months, quarters and years as running numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klientela.measures.frames import checked
from klientela.measures.tables.periods import first_day, last_complete, period_number, period_of
from tests.measures.engines import every_engine

PERIODS = st.sampled_from(["month", "quarter", "year"])


def test_periods_are_numbered_without_gaps():
    # 12 × 2024 + 0 = 24288; / 3 = 8096; / 12 = 2024.
    assert [period_of(date(2024, 1, 31), each) for each in ("month", "quarter", "year")] == [24288, 8096, 2024]
    assert period_of(date(2023, 12, 31), "quarter") == 8095


@given(st.dates(min_value=date(1, 2, 1)), PERIODS)
def test_a_period_begins_on_a_first_of_a_month_not_after_the_day(day, period):
    begins = first_day(period_of(day, period), period)
    assert begins.day == 1
    assert begins <= day
    assert period_of(begins, period) == period_of(day, period)


@pytest.mark.parametrize(
    ("as_of", "newest"), [(date(2024, 3, 30), date(2024, 2, 1)), (date(2024, 3, 31), date(2024, 3, 1))]
)
def test_a_month_is_over_on_its_last_day(as_of, newest):
    assert first_day(last_complete(as_of, "month"), "month") == newest


def test_a_word_that_is_no_period_is_refused():
    with pytest.raises(ValueError, match="one of month, quarter, year, not 'week'"):
        period_of(date(2024, 1, 1), "week")


@every_engine
def test_a_column_is_numbered_like_a_day(frame):
    days = [date(1999, 12, 31), date(2000, 1, 1), date(2024, 8, 15)]
    numbers = [period_number("on", period).alias(period) for period in ("month", "quarter", "year")]
    found = checked(frame({"on": days}), on="day").select(*numbers).collect()
    assert sorted(found.iter_rows()) == [
        tuple(period_of(day, period) for period in ("month", "quarter", "year")) for day in days
    ]
