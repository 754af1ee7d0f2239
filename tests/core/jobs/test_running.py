"""How a job ends: done, refused, failed, given up, cancelled, handed back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from klientela.core.clock import now
from klientela.core.errors import Refused
from klientela.core.jobs import JobContext, cancel, enqueue
from klientela.core.jobs.interruptions import CancelRequested, HandedBack, LeaseLost
from klientela.core.jobs.lease import claim, recover_abandoned
from klientela.core.jobs.running import run
from klientela.core.models import Job
from tests.core.jobs.playground import MACHINE, QUICK, Plan, add_one, job, ledger, seller

pytestmark = pytest.mark.django_db
# No beat while a test lasts: the heart has a connection of its own, and on SQLite it would wait for the test's
# transaction to end, and the test for it, whenever the machine is slow.
CALM = replace(QUICK, lease=timedelta(minutes=5))
PATIENT = replace(CALM, backoff=timedelta(0))


def tried(name: str, payload: object = Plan(), times: int = 1) -> Job:
    begun = enqueue(name, payload, actor=MACHINE)
    for _ in range(times):
        run(claim(PATIENT), PATIENT)
    return job(begun)


def test_a_job_runs_to_its_end_and_says_so_in_code_and_parameters():
    ended = tried("test.count", Plan(chunks=3))
    assert (ended.state, ended.done, ended.attempts) == (Job.State.DONE, 3, 1)
    assert ended.result == {"code": "test.counted", "params": {"chunks": 3}}
    assert ledger("chunk") == {"chunk 0": 1, "chunk 1": 1, "chunk 2": 1}
    assert (ended.token, ended.lease_until) == (None, None)


def test_a_refusal_is_kept_for_people_and_not_tried_again_and_its_chunk_left_no_trace():
    ended = tried("test.refuse")
    assert (ended.state, ended.attempts, ended.done) == (Job.State.FAILED, 1, 0)
    assert ended.result == {"code": "test.refused", "message": "Not with %(name)s.", "params": {"name": "Anna"}}
    assert ledger("refused") == {}


def test_what_is_unavailable_is_tried_five_times():
    after_four = tried("test.unavailable", times=4)
    assert (after_four.state, after_four.attempts) == (Job.State.READY, 4)
    run(claim(PATIENT), PATIENT)
    assert job(after_four).state == Job.State.DEAD


def test_what_is_gone_for_ever_is_tried_once():
    ended = tried("test.gone")
    assert (ended.state, ended.attempts) == (Job.State.FAILED, 1)
    assert ended.result == {"code": "job.unavailable", "params": {"what": "no such mailbox"}}


def test_a_bug_is_tried_again_and_its_story_kept():
    waiting = tried("test.fail")
    assert (waiting.state, waiting.attempts) == (Job.State.READY, 1)
    assert waiting.error.endswith("ZeroDivisionError: a bug\n")


def test_the_wait_grows_with_each_failure_up_to_a_limit():
    waits = [replace(CALM, backoff_limit=timedelta(seconds=1)).wait_after(n) for n in (1, 2, 3, 4, 5)]
    assert [wait / timedelta(milliseconds=1) for wait in waits] == [20, 80, 320, 1000, 1000]


def test_a_payload_that_does_not_fit_is_refused_before_the_handler_runs():
    ended = tried("test.count", {"chunks": "many"})
    assert (ended.state, ended.result["code"]) == (Job.State.FAILED, "job.payload")
    assert ledger() == {}


def test_a_job_without_a_handler_cannot_be_begun():
    with pytest.raises(KeyError):
        enqueue("test.nobody", Plan(), actor=MACHINE)
    assert not Job.objects.unscoped("a test counts").exists()


def test_one_that_slept_past_its_lease_cannot_write():
    begun = enqueue("test.count", Plan(), actor=MACHINE)
    asleep = claim(replace(CALM, lease=timedelta(seconds=-1)))
    assert recover_abandoned(PATIENT) == 1
    awake = claim(PATIENT)
    with pytest.raises(LeaseLost), JobContext(asleep, CALM, bool, str).chunk(done=1):
        add_one("written by the sleeper")
    assert ledger() == {}
    assert job(begun).token == awake.token
    run(awake, PATIENT)
    assert (job(begun).state, ledger()) == (Job.State.DONE, {"chunk 0": 1})


def test_one_that_lost_its_lease_while_it_ended_does_not_end_the_job():
    begun = enqueue("test.count", Plan(chunks=0), actor=MACHINE)
    asleep = claim(replace(CALM, lease=timedelta(seconds=-1)))
    recover_abandoned(PATIENT)
    run(asleep, PATIENT)
    assert job(begun).state == Job.State.READY


def test_a_job_whose_every_holder_fell_silent_is_given_up_after_five():
    begun = enqueue("test.count", Plan(), actor=MACHINE)
    for _ in range(5):
        assert claim(replace(PATIENT, lease=timedelta(seconds=-1))) is not None
        recover_abandoned(PATIENT)
    assert (job(begun).state, job(begun).attempts) == (Job.State.DEAD, 5)
    assert claim(PATIENT) is None


def test_progress_makes_the_tries_count_anew():
    begun = enqueue("test.count", Plan(chunks=2), actor=MACHINE)
    Job.objects.unscoped("a test sets the scene").update(attempts=4)
    held = claim(PATIENT)
    assert held.attempts == 5
    with JobContext(held, PATIENT, bool, str).chunk(done=1):
        add_one("chunk 0")
    assert (job(begun).attempts, job(begun).done) == (1, 1)


def test_a_waiting_job_is_cancelled_at_once_and_never_begun():
    begun = enqueue("test.count", Plan(), actor=MACHINE)
    assert cancel(begun, MACHINE).state == Job.State.CANCELLED
    assert claim(CALM) is None
    assert cancel(begun, MACHINE).state == Job.State.CANCELLED


def test_a_running_job_stops_before_its_next_chunk():
    begun = enqueue("test.count", Plan(chunks=2), actor=MACHINE)
    held = claim(CALM)
    context = JobContext(held, CALM, bool, str)
    with context.chunk(done=1):
        add_one("chunk 0")
    cancel(begun, MACHINE)
    with pytest.raises(CancelRequested), context.chunk(done=2):
        add_one("chunk 1")
    run(held, CALM)
    assert (job(begun).state, job(begun).done) == (Job.State.CANCELLED, 1)
    assert ledger() == {"chunk 0": 1}


def test_what_is_finished_cannot_be_cancelled():
    ended = tried("test.count")
    with pytest.raises(Refused) as refusal:
        cancel(ended, MACHINE)
    assert refusal.value.code == "job.finished"
    assert (job(ended).state, job(ended).cancel_requested) == (Job.State.DONE, False)


def test_somebody_elses_job_is_not_there():
    begun = enqueue("test.count", Plan(), actor=seller(7))
    with pytest.raises(Refused) as refusal:
        cancel(begun, seller(8))
    assert refusal.value.code == "job.not_found"
    assert job(begun).cancel_requested is False


def test_people_see_their_own_jobs_and_the_owner_sees_all():
    mine = enqueue("test.count", Plan(), actor=seller(7))
    machines = enqueue("test.count", Plan(), actor=MACHINE)
    assert list(Job.objects.visible_to(seller(7))) == [mine]
    assert list(Job.objects.visible_to(seller(8))) == []
    assert set(Job.objects.visible_to(MACHINE)) == {mine, machines}


def test_a_worker_that_stops_hands_the_job_back_unharmed():
    begun = enqueue("test.count", Plan(chunks=3), actor=MACHINE)
    run(claim(CALM), CALM, stopping=lambda: bool(ledger()))
    left = job(begun)
    assert (left.state, left.done, left.attempts, left.token) == (Job.State.READY, 1, 0, None)
    run(claim(CALM), CALM)
    assert (job(begun).state, set(ledger().values())) == (Job.State.DONE, {1})


def test_a_handler_that_catches_errors_does_not_catch_an_interruption():
    assert not issubclass(HandedBack, Exception)


def test_a_job_for_later_waits():
    later = enqueue("test.count", Plan(), actor=MACHINE, run_after=now() + timedelta(minutes=1))
    assert claim(CALM) is None
    sooner = enqueue("test.count", Plan(), actor=MACHINE)
    assert claim(CALM) == sooner
    assert job(later).state == Job.State.READY


def test_one_that_fails_stands_behind_those_that_waited():
    failing = tried("test.fail")
    Job.objects.unscoped("a test sets the scene").filter(pk=failing.pk).update(run_after=now())
    waiting = enqueue("test.count", Plan(), actor=MACHINE, run_after=now() - timedelta(seconds=1))
    assert [claim(CALM), claim(CALM)] == [waiting, failing]


def test_only_one_of_a_key_waits_and_a_new_one_may_wait_once_it_began():
    first = enqueue("test.count", Plan(), actor=MACHINE, unique_key="a")
    assert enqueue("test.count", Plan(chunks=9), actor=MACHINE, unique_key="a") == first
    assert enqueue("test.fail", Plan(), actor=MACHINE, unique_key="a") != first
    claim(CALM)
    assert enqueue("test.count", Plan(), actor=MACHINE, unique_key="a") != first


def test_the_earlier_wish_of_two_counts():
    first = enqueue("test.count", Plan(), actor=MACHINE, unique_key="a", run_after=now() + timedelta(hours=1))
    soon = now()
    enqueue("test.count", Plan(), actor=MACHINE, unique_key="a", run_after=soon)
    assert job(first).run_after == soon
