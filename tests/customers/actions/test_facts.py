"""Interactions, inquiries, refusals and consents: facts with author, history, mark and one event."""

from datetime import timedelta

import pytest

from klientela.accounts.models import ChangeSet
from klientela.core.clock import now
from klientela.core.errors import Refused, Stale
from klientela.core.models import OutboxEvent
from klientela.customers.actions import consents, contacts, customers, inquiries, interactions, refusals
from klientela.customers.models import Interaction, StaleMark

pytestmark = pytest.mark.django_db
WHY = "a test counts everything"


@pytest.fixture
def acme(as_colleague):
    """Return a customer of the colleague, its own marks and events forgotten."""
    made = customers.add("Acme", actor=as_colleague)
    StaleMark.objects.all().delete()
    OutboxEvent.objects.unscoped(WHY).delete()
    return made


def test_each_fact_is_written_with_its_author_one_mark_and_one_event(acme, as_colleague):
    facts = [
        interactions.log(acme.pk, kind="call", direction="out", summary=" late ", actor=as_colleague),
        inquiries.receive(acme.pk, subject="Price?", actor=as_colleague),
        refusals.record(acme.pk, reason="too dear", actor=as_colleague),
        consents.give(acme.pk, channel="mailing", actor=as_colleague),
        consents.withdraw(acme.pk, channel="mailing", actor=as_colleague),
    ]
    assert {fact.author_id for fact in facts} == {as_colleague.user_id}
    assert facts[0].summary == "late"
    assert StaleMark.objects.filter(customer_id=acme.pk).count() == 5
    assert OutboxEvent.objects.unscoped(WHY).count() == 5
    codes = ChangeSet.objects.unscoped(WHY).order_by("pk").values_list("code", flat=True)
    assert list(codes)[1:] == [
        "interaction.logged", "inquiry.received", "refusal.recorded", "consent.given", "consent.withdrawn",
    ]  # fmt: skip


def test_a_call_that_lies_ahead_is_refused_and_a_meeting_is_not(acme, as_colleague):
    tomorrow = now() + timedelta(days=1)
    with pytest.raises(Refused, match="make it a task"):
        interactions.log(acme.pk, kind="call", started_at=tomorrow, actor=as_colleague)
    assert Interaction.objects.unscoped(WHY).count() == 0
    assert interactions.log(acme.pk, kind="meeting", started_at=tomorrow, actor=as_colleague).started_at == tomorrow


def test_an_unknown_kind_is_refused(acme, as_colleague):
    with pytest.raises(Refused):
        interactions.log(acme.pk, kind="telepathy", actor=as_colleague)
    assert StaleMark.objects.count() == 0


def test_somebody_who_does_not_see_the_customer_writes_nothing(acme, as_stranger, as_reader):
    for actor in (as_stranger, as_reader):
        with pytest.raises(Refused):
            interactions.log(acme.pk, kind="call", actor=actor)
    assert Interaction.objects.unscoped(WHY).count() == 0
    assert OutboxEvent.objects.unscoped(WHY).count() == 0


def test_a_contact_of_somebody_else_takes_no_part(acme, as_colleague):
    other = customers.add("Other", actor=as_colleague)
    anna = contacts.add(other.pk, "Anna Kowal", actor=as_colleague)
    with pytest.raises(Refused, match="does not belong"):
        interactions.log(acme.pk, kind="call", contact_id=anna.pk, actor=as_colleague)


def test_two_who_correct_the_same_words_do_not_overwrite_each_other(acme, as_colleague, as_manager):
    call = interactions.log(acme.pk, kind="call", actor=as_colleague)
    interactions.edit(call.pk, {"summary": "asked for a price"}, version=1, actor=as_colleague)
    interactions.edit(call.pk, {"outcome": "reached"}, version=1, actor=as_manager)
    with pytest.raises(Stale):
        interactions.edit(call.pk, {"summary": "nothing"}, version=1, actor=as_manager)
    fresh = Interaction.objects.unscoped(WHY).get(pk=call.pk)
    assert (fresh.summary, fresh.outcome, fresh.version) == ("asked for a price", "reached", 3)
