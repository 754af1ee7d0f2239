"""When periodic jobs begin: by the wall clock, once each, whatever the clock does."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from klientela.core.jobs.periodic import Periodic, begin_due, next_fire
from klientela.core.models import Job, Schedule
from tests.core.jobs.playground import Plan

NIGHTLY = Periodic("test.count", "30 2 * * *", Plan())
HOURLY = Periodic("test.count", "0 * * * *", Plan())


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def begun_between(entry: Periodic, start: str, end: str, step: timedelta) -> int:
    moment = at(start)
    while moment <= at(end):
        with time_machine.travel(moment, tick=False):
            begin_due([entry])
            Job.objects.unscoped("a test takes the job away").filter(started_at=None).update(started_at=moment)
        moment += step
    return Job.objects.unscoped("a test counts").count()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "end"),
    [("2026-03-27T12:00", "2026-03-31T12:00"), ("2026-10-23T12:00", "2026-10-27T12:00")],
    ids=["an hour is missing", "an hour comes twice"],
)
def test_a_nightly_job_begins_once_each_night_also_when_clocks_change(start, end):
    assert begun_between(NIGHTLY, start, end, timedelta(minutes=10)) == 4


@pytest.mark.django_db
def test_an_hourly_job_begins_every_hour_also_when_an_hour_comes_twice():
    assert begun_between(HOURLY, "2026-10-24T21:30", "2026-10-25T04:30", timedelta(minutes=10)) == 7


@pytest.mark.django_db
def test_what_was_missed_begins_once():
    with time_machine.travel(at("2026-06-01T00:00"), tick=False):
        begin_due([NIGHTLY])
    with time_machine.travel(at("2026-06-15T12:00"), tick=False):
        assert [begin_due([NIGHTLY]) for _ in range(3)] == [1, 0, 0]


@pytest.mark.django_db
def test_a_clock_set_back_by_an_hour_doubles_nothing():
    with time_machine.travel(at("2026-06-01T00:00"), tick=False):
        begin_due([NIGHTLY])
    with time_machine.travel(at("2026-06-01T00:31"), tick=False):
        assert begin_due([NIGHTLY]) == 1
    with time_machine.travel(at("2026-05-31T23:31"), tick=False):
        assert begin_due([NIGHTLY]) == 0
    with time_machine.travel(at("2026-06-01T00:31"), tick=False):
        assert begin_due([NIGHTLY]) == 0


@pytest.mark.django_db
def test_a_clock_that_was_years_ahead_does_not_silence_a_job():
    with time_machine.travel(at("2031-06-01T00:00"), tick=False):
        begin_due([NIGHTLY])
    with time_machine.travel(at("2026-06-01T00:00"), tick=False):
        begin_due([NIGHTLY])
    assert Schedule.objects.get().due_at == at("2026-06-01T00:30")


@pytest.mark.django_db
def test_a_changed_hour_counts_from_now_on():
    with time_machine.travel(at("2026-06-01T00:00"), tick=False):
        begin_due([NIGHTLY])
        begin_due([Periodic("test.count", "0 5 * * *", Plan())])
    assert Schedule.objects.get().due_at == at("2026-06-01T03:00")


def test_a_fire_is_always_later_than_the_moment():
    # 02:10 of the second pass through the hour: the 02:30 by the wall clock belongs to the first and is over.
    assert next_fire("30 2 * * *", at("2026-10-25T01:10")) == at("2026-10-26T01:30")
