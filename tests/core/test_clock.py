"""As-of: today while the base is alive, else the day after its last fact."""

from datetime import date

import pytest
import time_machine

from klientela.core import clock


@pytest.mark.parametrize(
    ("newest", "expected"),
    [
        (None, date(2026, 11, 22)),
        (date(2026, 11, 21), date(2026, 11, 22)),
        (date(2026, 10, 8), date(2026, 11, 22)),  # 45 days old: still alive
        (date(2026, 10, 7), date(2026, 10, 8)),  # 46 days old: judged as of the day after
        (date(2011, 12, 9), date(2011, 12, 10)),
        (date(2026, 12, 24), date(2026, 11, 22)),  # a fact dated ahead does not move today
    ],
)
def test_the_day_of_judgement(newest: date | None, expected: date) -> None:
    with time_machine.travel("2026-11-22T10:00:00+00:00", tick=False):
        assert clock.as_of(newest) == expected
