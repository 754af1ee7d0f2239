"""Working days: Monday to Friday, the clock stands still at the weekend."""

from datetime import datetime

import pytest

from klientela.work.working_days import next_working_day, working_day_before


@pytest.mark.parametrize(
    ("moment", "before"),
    [
        ("2024-05-15 12:00", "2024-05-14 12:00"),  # Wednesday noon: Tuesday noon
        ("2024-05-14 09:00", "2024-05-13 09:00"),  # Tuesday: Monday, which lets in what came at the weekend
        ("2024-05-13 12:00", "2024-05-10 12:00"),  # Monday noon: Friday noon
        ("2024-05-11 12:00", "2024-05-10 00:00"),  # Saturday: only what came before Friday has waited a whole day
        ("2024-05-12 23:59", "2024-05-10 00:00"),  # Sunday: the same
    ],
)
def test_a_working_day_has_passed_since(moment, before):
    assert working_day_before(datetime.fromisoformat(moment)) == datetime.fromisoformat(before)


@pytest.mark.parametrize(("day", "following"), [("2024-05-15", "2024-05-16"), ("2024-05-17", "2024-05-20")])
def test_the_next_working_day_leaves_the_weekend_out(day, following):
    assert next_working_day(datetime.fromisoformat(day)) == datetime.fromisoformat(following)
