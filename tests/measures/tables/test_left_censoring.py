"""Where a history begins: with its customers, or with an export."""

from datetime import date, timedelta

import polars
import pytest

from klientela.measures.tables.left_censoring import Beginning, beginning
from klientela.measures.tables.lines import order_lines, purchase_days
from tests.measures.engines import every_engine

START = date(2020, 1, 1)


def on(day: int) -> date:
    return START + timedelta(days=day)


def of(lives: dict[int, list[int]], frame=polars.DataFrame) -> Beginning | None:
    """Return the beginning of the history in which each customer bought on these days after 1 January 2020."""
    orders = {
        "customer_id": [who for who, days in lives.items() for _ in days],
        "ordered_on": [on(day) for days in lives.values() for day in days],
        "amount": [1.0 for days in lives.values() for _ in days],
    }
    return beginning(purchase_days(order_lines(frame(orders)), until=date(2030, 1, 1)))


def regulars(customers: int, every: int, until: int = 720) -> dict[int, list[int]]:
    """Return customers who have always bought every so many days, evenly spread."""
    return {who: list(range(who * every // customers, until, every)) for who in range(customers)}


def newcomers(per_month: int, months: int = 24, returns: int = 0) -> dict[int, list[int]]:
    """Return customers of whom as many begin each month, and come back so many times, a month apart."""
    born = [(month, k) for month in range(months) for k in range(per_month)]
    return {
        1_000 + i: [month * 30 + k * 30 // per_month + 30 * again for again in range(returns + 1)]
        for i, (month, k) in enumerate(born)
    }


@every_engine
def test_regular_customers_who_all_begin_with_the_file_are_older_than_it(frame):
    # 40 buy every 30 days: all are new in the first window, none later, and 40 go on buying.
    assert of(regulars(40, every=30), frame) == Beginning(START, 30, 40, 0.0, 40.0, left_censored=True)


def test_old_customers_among_new_ones_are_seen():
    # 60 regulars and 10 new ones a month: 70 new at first, 10 later, 70 and their returns go on buying.
    found = of(regulars(60, every=30) | newcomers(10, returns=1))
    assert (found.new_first, found.new_later, found.left_censored) == (70, 10.0, True)


def test_customers_who_come_once_and_in_equal_numbers_began_there():
    found = of(newcomers(30))
    assert (found.new_first, found.new_later, found.buyers_later, found.left_censored) == (30, 30.0, 30.0, False)


def test_a_young_firm_whose_customers_stay_is_not_taken_for_an_export():
    found = of(newcomers(20, returns=12))
    assert (found.new_first, found.new_later, found.left_censored) == (20, 20.0, False)


def test_a_cohort_that_was_chosen_as_one_is_whole():
    # 200 began in the first month and a tenth of them came back each month: nobody is new, but few buy.
    chosen = {who: [who % 30] + ([who % 30 + 30 * k for k in range(1, 20)] if who < 20 else []) for who in range(200)}
    found = of(chosen)
    assert (found.new_first, found.new_later, found.buyers_later, found.left_censored) == (200, 0.0, 20.0, False)


def test_customers_who_buy_each_quarter_fall_into_a_longer_window():
    found = of(regulars(60, every=90))
    assert (found.days, found.new_first, found.left_censored) == (90, 60, True)


def test_a_mistyped_day_is_no_beginning():
    found = of(regulars(200, every=30) | {999: [-9_000]})
    assert (found.begins_on, found.left_censored) == (START, True)


def test_a_handful_may_be_chance():
    # Five against none: 5 is less than 3 × √5 = 6.7.
    assert of(regulars(5, every=30)).left_censored is False


def test_three_windows_are_too_few_to_tell():
    assert of(regulars(40, every=30, until=119)) == Beginning(START, 30, 40)
    assert of(regulars(40, every=30, until=121)).left_censored is True


@pytest.mark.parametrize("lives", [{1: [0]}, {1: [0] * 50}, {1: list(range(5_000))}, {who: [7] for who in range(90)}])
def test_odd_histories_are_not_accused(lives):
    assert not of(lives).left_censored


def test_nothing_has_no_beginning():
    assert of({}) is None


@pytest.fixture
def cdnow(data_dir):
    lines = polars.read_parquet(data_dir / "cdnow" / "cdnow_master.parquet")
    return lines.rename({"date": "ordered_on", "value": "amount"})


def test_cdnow_is_a_true_cohort(cdnow):
    assert beginning(purchase_days(order_lines(cdnow), until=date(1998, 6, 30))).left_censored is False


@pytest.mark.parametrize("day", [date(1997, 4, 1), date(1997, 7, 1), date(1997, 10, 1)])
def test_cdnow_without_its_first_months_is_an_export(cdnow, day):
    # Whoever is seen "first" after March 1997 had bought before: the file has nobody else.
    later = cdnow.filter(polars.col("ordered_on") >= day)
    assert beginning(purchase_days(order_lines(later), until=date(1998, 6, 30))).left_censored is True
