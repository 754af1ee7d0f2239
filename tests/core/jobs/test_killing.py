"""Real workers, killed at random instants: nothing lost, nothing twice. Seeds are printed."""

import random
import time
from dataclasses import replace
from datetime import timedelta

import pytest

from klientela.core.clock import now
from klientela.core.jobs import cancel, enqueue
from klientela.core.jobs.periodic import Periodic
from klientela.core.models import Job, Schedule
from tests.core.jobs.playground import (
    MACHINE,
    QUICK,
    Plan,
    all_finished,
    job,
    ledger,
    mayhem,
    start,
    until,
    workers,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_job_whose_workers_are_killed_ends_as_if_nobody_had_been():
    begun = enqueue("test.count", Plan(chunks=200, seconds=0.01), actor=MACHINE, total=200)
    with mayhem(2, seed=random.randrange(10**6)) as kills:
        until(lambda: all_finished([begun]))
    ended = job(begun)
    assert len(kills) >= 3
    assert (ended.state, ended.done) == (Job.State.DONE, 200)
    assert ledger() == {f"chunk {number}": 1 for number in range(200)}


def test_three_workers_do_sixty_jobs_once_each():
    begun = [enqueue("test.count", Plan(), actor=MACHINE) for _ in range(60)]
    # A lease that a busy machine can keep: nobody dies here, so nothing may be taken over.
    with workers(3, replace(QUICK, lease=timedelta(seconds=30))):
        until(lambda: all_finished(begun))
    assert ledger() == {"chunk 0": 60}
    assert {job(each).attempts for each in begun} == {1}


def test_a_poisonous_job_is_given_up_and_the_others_are_done_meanwhile():
    poison = enqueue("test.die", Plan(), actor=MACHINE)
    others = [enqueue("test.count", Plan(), actor=MACHINE) for _ in range(10)]
    with workers(2) as alive:

        def revive() -> bool:
            for place, child in enumerate(alive):
                if not child.is_alive():
                    alive[place] = start("work", QUICK)
            return all_finished([poison])

        until(revive)
        until(lambda: all_finished(others))
    assert (job(poison).state, job(poison).attempts) == (Job.State.DEAD, 5)
    assert {job(each).state for each in others} == {Job.State.DONE}


def test_a_worker_told_to_stop_finishes_its_chunk_and_gives_the_job_back():
    begun = enqueue("test.count", Plan(chunks=1000, seconds=0.01), actor=MACHINE)
    with workers(1):
        until(lambda: len(ledger()) > 5)
    left = job(begun)
    assert (left.state, left.token, left.attempts) == (Job.State.READY, None, 0)
    assert ledger() == {f"chunk {number}": 1 for number in range(left.done)}


def test_cancelling_stops_a_running_job_between_two_chunks():
    begun = enqueue("test.count", Plan(chunks=1000, seconds=0.01), actor=MACHINE)
    with workers(1):
        until(lambda: len(ledger()) > 5)
        cancel(begun, MACHINE)
        until(lambda: all_finished([begun]))
    left = job(begun)
    assert left.state == Job.State.CANCELLED
    assert ledger() == {f"chunk {number}": 1 for number in range(left.done)}


def test_heartbeats_keep_a_long_chunk_alive_past_its_lease():
    begun = enqueue("test.count", Plan(), actor=MACHINE)
    slow = enqueue("test.sleep", Plan(seconds=1.2), actor=MACHINE)
    with workers(2):
        until(lambda: all_finished([begun, slow]))
    assert (job(slow).state, job(slow).attempts) == (Job.State.DONE, 1)


def test_two_workers_begin_a_periodic_job_once():
    every_minute = Periodic("test.count", "* * * * *", Plan())
    overdue = now() - timedelta(hours=3)
    Schedule.objects.create(name="test.count", cron="* * * * *", due_at=overdue)
    with workers(2, QUICK, (every_minute,)):
        until(lambda: ledger() != {})
        time.sleep(0.5)
    # Once for the 180 missed ones, and once more if a minute ended while this test ran.
    begun = Job.objects.unscoped("a test counts").count()
    minutes_passed = int(now().replace(second=0, microsecond=0) > Schedule.objects.get().due_at - timedelta(minutes=2))
    assert begun <= 1 + minutes_passed
    assert ledger() == {"chunk 0": begun}


def test_sixteen_processes_begin_jobs_at_once_and_every_job_is_there():
    children = [start("enqueue_many", number, 3) for number in range(16)]
    for child in children:
        child.join(30)
    assert [child.exitcode for child in children] == [0] * 16
    jobs = Job.objects.unscoped("a test counts")
    assert jobs.filter(unique_key="shared").count() == 1
    assert jobs.exclude(unique_key="shared").count() == 48


def test_a_bell_wakes_a_worker_that_would_sleep_for_an_hour():
    with workers(1, replace(QUICK, poll=3600, distant_poll=3600)):
        first = enqueue("test.count", Plan(), actor=MACHINE)
        until(lambda: all_finished([first]))
        second = enqueue("test.count", Plan(), actor=MACHINE)
        until(lambda: all_finished([second]))
    done = Job.objects.unscoped("a test counts").filter(pk__in=[first.pk, second.pk], state=Job.State.DONE)
    assert done.count() == 2
