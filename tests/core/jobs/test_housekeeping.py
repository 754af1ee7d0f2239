"""Old work is forgotten; what is unfinished or unheard is not."""

from datetime import timedelta

import pytest

from klientela.core.clock import now
from klientela.core.events import publish
from klientela.core.jobs import enqueue
from klientela.core.jobs.housekeeping import Housekeeping
from klientela.core.jobs.lease import claim
from klientela.core.jobs.running import run
from klientela.core.models import Delivery, Job, OutboxEvent
from tests.core.jobs.playground import MACHINE, QUICK, Plan, SomethingHappened, job


@pytest.mark.django_db
def test_finished_jobs_and_heard_events_are_forgotten_when_they_are_old():
    long_ago = now() - timedelta(days=200)
    jobs = Job.objects.unscoped("a test sets the scene")
    old, recent, waiting = [enqueue("test.count", Plan(), actor=MACHINE, run_after=now()) for _ in range(3)]
    jobs.filter(pk=old.pk).update(state=Job.State.DONE, finished_at=long_ago)
    jobs.filter(pk=recent.pk).update(state=Job.State.DONE, finished_at=now())
    jobs.filter(pk=waiting.pk).update(created_at=long_ago, run_after=now() + timedelta(days=1))
    _heard, unheard, fresh = [publish(SomethingHappened(number)) for number in range(3)]
    OutboxEvent.objects.unscoped("a test sets the scene").exclude(pk=fresh.pk).update(created_at=long_ago)
    deliveries = Delivery.objects.unscoped("a test sets the scene")
    deliveries.exclude(event=unheard).update(state=Delivery.State.DELIVERED)

    cleaning = enqueue("core.housekeeping", Housekeeping(), actor=MACHINE)
    run(claim(QUICK), QUICK)

    assert job(cleaning).result["params"] == {"jobs": 1, "events": 1}
    assert set(jobs.all()) == {recent, waiting, cleaning}
    assert set(OutboxEvent.objects.unscoped("a test looks")) == {unheard, fresh}
