"""Called, done, later, planned: what is written, when the action comes back, what one undo takes back."""

from datetime import date, timedelta

import pytest
import time_machine

from klientela.accounts.actions.undo import undo
from klientela.core.clock import today as this_day
from klientela.core.errors import Refused
from klientela.customers.models import Interaction, StaleMark
from klientela.insight.models import Conclusion
from klientela.work.actions import today
from klientela.work.models import Setaside, Task
from klientela.work.queries.today import todays_list
from tests.factories.customers import make_customer

WHY = "tests look at everything"
# A Wednesday.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


@pytest.fixture
def wednesday():
    with time_machine.travel("2024-05-15 10:00:00+00:00", tick=False):
        yield


def slipping(owner=None, **columns):
    """Return a customer whose order was expected on 1 April, 30 days after the last."""
    customer = make_customer("Acme", owner=owner)
    values = {
        "purchases": 6, "total": 60_000, "last_year_total": 40_000, "monetary": 5, "usual_interval": 30.0,
        "last_purchase_on": date(2024, 4, 10), "next_order_on": date(2024, 5, 10), "overdue_from": date(2024, 5, 11),
    }  # fmt: skip
    Conclusion(customer=customer, **(values | columns)).save()
    return customer


def shown(actor) -> list[int]:
    return [each.customer_id for each in todays_list(actor).items]


def test_a_call_that_reached_somebody_settles_the_action(as_colleague, colleague):
    customer = slipping(colleague)
    settled = today.called(
        customer.pk, action="slipping", outcome="reached", note=" Orders in June. ", actor=as_colleague
    )
    call = settled.interaction
    assert (call.kind, call.direction, call.outcome, call.summary) == ("call", "out", "reached", "Orders in June.")
    assert (call.author_id, settled.decision.cause, settled.decision.until) == (colleague.pk, date(2024, 5, 10), None)
    assert shown(as_colleague) == []
    assert list(StaleMark.objects.values_list("customer_id", flat=True)) == [customer.pk]


def test_a_call_in_vain_brings_the_action_back_on_the_next_working_day(as_colleague, colleague):
    customer = slipping(colleague)
    settled = today.called(customer.pk, action="slipping", outcome="no_answer", actor=as_colleague)
    assert settled.decision.until == date(2024, 5, 16)
    assert shown(as_colleague) == []
    with time_machine.travel("2024-05-16 10:00:00+00:00"):
        assert shown(as_colleague) == [customer.pk]


def test_on_a_friday_the_next_working_day_is_monday(as_colleague, colleague):
    with time_machine.travel("2024-05-17 10:00:00+00:00", tick=False):
        settled = today.called(slipping(colleague).pk, action="slipping", outcome="busy", actor=as_colleague)
    assert settled.decision.until == date(2024, 5, 20)


def test_the_next_step_becomes_a_task_of_whoever_called(as_colleague, colleague):
    customer = slipping(colleague)
    settled = today.called(
        customer.pk, action="slipping", outcome="no_answer", next_step="Send the price list", next_on=date(2024, 5, 20),
        actor=as_colleague,
    )  # fmt: skip
    task = settled.task
    assert (task.title, task.due_on, task.assignee_id) == ("Send the price list", date(2024, 5, 20), colleague.pk)
    assert settled.decision.until is None


def test_one_undo_takes_back_the_call_the_task_and_the_decision(as_colleague, colleague):
    customer = slipping(colleague)
    settled = today.called(customer.pk, action="slipping", outcome="reached", next_step="Write", actor=as_colleague)
    undo(settled.change, actor=as_colleague)
    assert not Interaction.objects.unscoped(WHY).exists()
    assert not Task.objects.unscoped(WHY).exists()
    assert not Setaside.objects.unscoped(WHY).exists()
    assert shown(as_colleague) == [customer.pk]


def test_a_newer_cause_brings_the_action_back_at_once(as_colleague, colleague):
    customer = slipping(colleague)
    today.called(customer.pk, action="slipping", outcome="reached", actor=as_colleague)
    mine = Conclusion.objects.unscoped(WHY).filter(pk=customer.pk)
    mine.update(next_order_on=date(2024, 5, 12), overdue_from=date(2024, 5, 13))
    assert shown(as_colleague) == [customer.pk]


def test_done_asks_what_was_done_and_keeps_it_as_a_fact(as_colleague, colleague):
    customer = slipping(colleague)
    settled = today.done(customer.pk, action="slipping", kind="mail", note="Sent the offer", actor=as_colleague)
    assert (settled.interaction.kind, settled.interaction.direction) == ("mail", "out")
    assert shown(as_colleague) == []


def test_done_without_words_is_refused_and_nothing_changes(as_colleague, colleague):
    customer = slipping(colleague)
    with pytest.raises(Refused) as refused:
        today.done(customer.pk, action="slipping", kind="mail", note="  ", actor=as_colleague)
    assert refused.value.code == "today.nothing_said"
    assert not Interaction.objects.unscoped(WHY).exists()
    assert shown(as_colleague) == [customer.pk]


def test_later_hides_the_action_until_that_day(as_colleague, colleague):
    customer = slipping(colleague)
    today.postpone(customer.pk, action="slipping", until=date(2024, 5, 20), actor=as_colleague)
    assert shown(as_colleague) == []
    with time_machine.travel("2024-05-20 08:00:00+00:00"):
        assert shown(as_colleague) == [customer.pk]


def test_putting_off_again_moves_the_one_decision(as_colleague, colleague):
    customer = slipping(colleague)
    first = today.postpone(customer.pk, action="slipping", until=date(2024, 5, 20), actor=as_colleague)
    second = today.postpone(customer.pk, action="slipping", until=date(2024, 6, 1), actor=as_colleague)
    assert (second.decision.pk, second.decision.version) == (first.decision.pk, 2)
    undo(second.change, actor=as_colleague)
    assert Setaside.objects.unscoped(WHY).get().until == date(2024, 5, 20)


def test_a_day_that_is_not_ahead_is_refused(as_colleague, colleague):
    customer = slipping(colleague)
    for day in (this_day(), this_day() - timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            today.postpone(customer.pk, action="slipping", until=day, actor=as_colleague)
        assert refused.value.code == "day.not_ahead"
    assert not Setaside.objects.unscoped(WHY).exists()


def test_a_task_takes_the_action_over_until_its_day_has_passed(as_colleague, colleague):
    customer = slipping(colleague)
    settled = today.plan(customer.pk, action="slipping", title="Visit", due_on=date(2024, 5, 17), actor=as_colleague)
    assert (settled.task.title, settled.decision.until) == ("Visit", date(2024, 5, 18))
    with time_machine.travel("2024-05-18 10:00:00+00:00"):
        assert shown(as_colleague) == [customer.pk]


def test_an_unknown_kind_of_action_is_refused(as_colleague, colleague):
    customer = slipping(colleague)
    with pytest.raises(Refused) as refused:
        today.postpone(customer.pk, action="nonsense", until=date(2024, 5, 20), actor=as_colleague)
    assert refused.value.code == "today.kind_unknown"


def test_a_reader_may_not_and_a_stranger_does_not_find_the_customer(as_reader, as_stranger, colleague):
    customer = slipping(colleague)
    for actor, code in ((as_reader, "actor.not_allowed"), (as_stranger, "record.unknown")):
        with pytest.raises(Refused) as refused:
            today.called(customer.pk, action="slipping", outcome="reached", actor=actor)
        assert refused.value.code == code
    assert not Interaction.objects.unscoped(WHY).exists()
    assert not Setaside.objects.unscoped(WHY).exists()


def test_a_task_for_the_last_day_of_the_calendar_settles_the_action(as_colleague, colleague):
    customer = slipping(colleague)
    settled = today.plan(customer.pk, action="slipping", title="Some day", due_on=date.max, actor=as_colleague)
    assert (settled.task.due_on, settled.decision.until) == (date.max, None)
