"""Running a job to its end in the command itself."""

import pytest

from klientela.cli.foreground import run_to_end, settle
from klientela.cli.frame import Frame
from klientela.core.errors import Refused, Unavailable
from klientela.core.events import publish
from klientela.core.jobs import cancel, enqueue
from klientela.core.models import Job
from tests.core.jobs.conftest import playground
from tests.core.jobs.playground import MACHINE, QUICK, Plan, SomethingHappened, all_finished, ledger, until, workers

__all__ = ["playground"]


@pytest.mark.django_db
def test_it_runs_here_and_returns_the_job_done():
    ended = run_to_end(Frame(), enqueue("test.count", Plan(chunks=3), actor=MACHINE))
    assert (ended.state, ended.done, len(ledger())) == (Job.State.DONE, 3, 3)


@pytest.mark.django_db
def test_a_refusal_comes_back_as_it_was_raised():
    with pytest.raises(Refused) as refusal:
        run_to_end(Frame(), enqueue("test.refuse", Plan(), actor=MACHINE))
    assert (refusal.value.code, str(refusal.value)) == ("test.refused", "Not with Anna.")


@pytest.mark.django_db
def test_what_is_gone_for_ever_comes_back_as_unavailable():
    with pytest.raises(Unavailable, match="no such mailbox"):
        run_to_end(Frame(), enqueue("test.gone", Plan(), actor=MACHINE))


@pytest.mark.django_db
def test_a_job_that_somebody_cancelled_is_not_done():
    begun = enqueue("test.count", Plan(), actor=MACHINE)
    cancel(begun, MACHINE)
    with pytest.raises(Refused) as refusal:
        run_to_end(Frame(), begun)
    assert refusal.value.code == "job.not_done"
    assert ledger() == {}


@pytest.mark.django_db
def test_settling_lets_everybody_hear():
    publish(SomethingHappened(3))
    settle()
    assert ledger("heard") == {"heard 3": 1}


@pytest.mark.django_db(transaction=True)
def test_it_waits_for_a_worker_that_was_quicker():
    begun = enqueue("test.count", Plan(chunks=20, seconds=0.02), actor=MACHINE)
    with workers(1, QUICK):
        until(lambda: ledger() != {})
        ended = run_to_end(Frame(), begun)
    assert all_finished([begun])
    assert (ended.state, ledger()) == (Job.State.DONE, {f"chunk {number}": 1 for number in range(20)})
