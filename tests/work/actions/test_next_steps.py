"""What was told together with its next step is kept as a whole or not at all, and once."""

import pytest

from klientela.accounts.models import ChangeSet
from klientela.core.errors import Refused
from klientela.core.models import OutboxEvent
from klientela.customers.models import Customer, Interaction, StaleMark
from klientela.work.actions import next_steps, tasks
from klientela.work.models import Task
from tests.factories.customers import make_customer

pytestmark = pytest.mark.django_db
WHY = "a test counts everything"


def counted():
    """Return how many rows of each kind there are."""
    kinds = (Customer, Interaction, Task, ChangeSet, OutboxEvent)
    return [kind.objects.unscoped(WHY).count() for kind in kinds] + [StaleMark.objects.count()]


@pytest.fixture
def refusing(monkeypatch):
    """Let every task be refused."""

    def refuse(*_given, **_named):
        raise Refused("task.refused", "No tasks today.")

    monkeypatch.setattr(tasks, "written", refuse)


def test_a_call_whose_next_step_is_refused_is_not_kept(as_colleague, colleague, refusing):
    acme = make_customer(owner=colleague)
    before = counted()
    with pytest.raises(Refused, match="No tasks today"):
        next_steps.log(acme.pk, kind="call", next_step="Call again", actor=as_colleague)
    assert counted() == before


def test_a_customer_whose_next_step_is_refused_is_not_added(as_colleague, refusing):
    with pytest.raises(Refused, match="No tasks today"):
        next_steps.add_customer("Acme", next_step="Call", actor=as_colleague)
    assert counted() == [0, 0, 0, 0, 0, 0]


def test_what_comes_twice_under_one_key_is_kept_once(as_colleague, colleague):
    acme = make_customer(owner=colleague)
    next_steps.log(acme.pk, kind="call", next_step="Call again", actor=as_colleague, key="one")
    after = counted()
    with pytest.raises(Refused) as refused:
        next_steps.log(acme.pk, kind="call", next_step="Call again", actor=as_colleague, key="one")
    assert refused.value.code == "change.repeated"
    assert counted() == after


def test_a_customer_added_twice_under_one_key_hears_that_and_not_that_its_number_is_taken(as_colleague):
    next_steps.add_customer("Acme", tax_number="7272811409", actor=as_colleague, key="one")
    with pytest.raises(Refused) as refused:
        next_steps.add_customer("Acme", tax_number="7272811409", actor=as_colleague, key="one")
    assert refused.value.code == "change.repeated"
    assert Customer.objects.unscoped(WHY).count() == 1
