"""The usual interval and the day the next order is expected."""

from datetime import date

from klientela.measures import Rhythm, rhythm, usual_interval


def days(*numbers: int) -> list[date]:
    return [date(2024, 1, number) for number in numbers]


def test_the_usual_interval_is_the_median_gap():
    # Gaps 2, 10, 3: sorted 2, 3, 10; the middle one is 3.
    assert usual_interval(days(1, 3, 13, 16)) == 3.0


def test_an_even_number_of_gaps_takes_the_middle_of_two():
    # Gaps 1, 2, 5, 9: (2 + 5) / 2 = 3.5.
    assert usual_interval(days(1, 2, 4, 9, 18)) == 3.5


def test_two_gaps_are_no_habit():
    assert usual_interval(days(1, 8, 15)) is None


def test_several_orders_of_one_day_are_one_purchase_day():
    assert usual_interval(days(1, 1, 8, 8, 15, 15)) is None


def test_the_order_of_days_does_not_matter():
    assert usual_interval(days(16, 1, 13, 3)) == 3.0


def test_the_next_order_is_expected_one_interval_after_the_last_and_overdue_after_another():
    # Last on the 10th, every 7 days: expected on the 17th; on the 24th it is overdue by 7, on the 25th by more than 7.
    assert rhythm(date(2024, 1, 10), 7.0) == Rhythm(7.0, date(2024, 1, 17), date(2024, 1, 25))


def test_half_a_day_is_rounded_up_for_the_expected_day():
    # 10 + 3.5 -> the 14th; overdue by 4 > 3.5 on the 18th.
    assert rhythm(date(2024, 1, 10), 3.5) == Rhythm(3.5, date(2024, 1, 14), date(2024, 1, 18))


def test_without_an_interval_nothing_is_expected():
    assert rhythm(date(2024, 1, 10), None) is None
