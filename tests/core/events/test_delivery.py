"""Each subscriber hears each event once, a failing one disturbs nobody, and nothing outlives a rollback."""

import random
import time
from datetime import timedelta

import pytest
from django.db import transaction

from klientela.core.clock import now
from klientela.core.events import delivery, publish
from klientela.core.events.delivery import MAX_ATTEMPTS, deliver_due
from klientela.core.models import Delivery, OutboxEvent
from tests.core.jobs.playground import SomethingHappened, ledger, mayhem, start, until, workers

NO_WAIT = timedelta(0)


def deliveries(subscriber: str):
    return Delivery.objects.unscoped("a test looks").filter(subscriber__endswith=f".{subscriber}")


@pytest.fixture
def only_good(monkeypatch):
    from klientela.core.assembly import assembled

    name = "tests.core.jobs.playground.SomethingHappened"
    monkeypatch.setitem(assembled("KLIENTELA_SUBSCRIBERS"), name, ("tests.core.jobs.playground.hear",))


@pytest.mark.django_db
def test_an_event_is_heard_once():
    publish(SomethingHappened(1))
    assert [deliver_due(), deliver_due(), ledger("heard")] == [2, 0, {"heard 1": 1}]
    assert deliveries("hear").get().state == Delivery.State.DELIVERED


@pytest.mark.django_db
def test_a_rolled_back_change_leaves_no_event():
    with transaction.atomic():
        publish(SomethingHappened(1))
        transaction.set_rollback(True)
    assert not OutboxEvent.objects.unscoped("a test counts").exists()
    assert not deliveries("hear").exists()


@pytest.mark.django_db
def test_a_failing_subscriber_leaves_nothing_and_is_tried_again_until_it_is_given_up():
    publish(SomethingHappened(1))
    for _ in range(MAX_ATTEMPTS + 2):
        deliver_due(backoff=NO_WAIT)
    bad = deliveries("hear_badly").get()
    assert (bad.state, bad.attempts, bad.error) == (Delivery.State.DEAD, MAX_ATTEMPTS, "ZeroDivisionError: a bug")
    assert ledger() == {"heard 1": 1}


@pytest.mark.django_db
def test_a_failing_subscriber_waits_longer_each_time():
    publish(SomethingHappened(1))
    deliver_due()
    assert deliver_due() == 0
    assert deliveries("hear_badly").get().run_after > now()


@pytest.mark.django_db
def test_a_subscriber_that_takes_its_worker_down_is_given_up(monkeypatch, only_good):
    publish(SomethingHappened(1))
    monkeypatch.setattr(delivery, "_deliver", lambda _pk, _attempts: None)  # as if the process ended here
    for _ in range(MAX_ATTEMPTS + 1):
        deliver_due(patience=NO_WAIT)
    assert (deliveries("hear").get().state, ledger()) == (Delivery.State.DEAD, {})


@pytest.mark.django_db
def test_one_that_slept_past_its_patience_does_not_write(only_good):
    publish(SomethingHappened(1))
    deliveries("hear").update(attempts=2)
    delivery._deliver(deliveries("hear").get().pk, 1)
    assert ledger() == {}
    assert deliveries("hear").get().state == Delivery.State.WAITING


@pytest.mark.django_db
def test_an_event_that_nobody_subscribed_to_is_kept_without_deliveries(monkeypatch):
    from klientela.core.assembly import assembled

    monkeypatch.delitem(assembled("KLIENTELA_SUBSCRIBERS"), "tests.core.jobs.playground.SomethingHappened")
    event = publish(SomethingHappened(1))
    assert (event.name, event.payload) == ("tests.core.jobs.playground.SomethingHappened", {"number": 1})
    assert event.deliveries.unscoped("a test counts").count() == 0


@pytest.mark.django_db(transaction=True)
def test_events_are_heard_once_each_while_workers_are_killed():
    with mayhem(2, seed=random.randrange(10**6)) as kills:
        start("publish_many", 60).join()
        until(lambda: _impatiently_done(deliveries("hear")))
    assert len(kills) >= 3
    assert ledger("heard") == {f"heard {number}": 1 for number in range(60)}
    assert ledger("badly") == {}


def _impatiently_done(states) -> bool:
    # What a killed worker had begun is due again after 30 s: the test does not wait so long.
    states.filter(state="waiting").update(run_after=now())
    time.sleep(0.1)
    return not states.exclude(state="delivered").exists()


@pytest.mark.django_db(transaction=True)
def test_an_idle_worker_hears_of_a_commit_without_being_asked():
    with workers(1):
        with transaction.atomic():
            publish(SomethingHappened(7))
        until(lambda: ledger("heard"))
    assert ledger("heard") == {"heard 7": 1}
