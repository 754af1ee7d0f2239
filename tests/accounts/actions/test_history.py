"""Opening a change: a request that comes twice makes one."""

import pytest
from django.db import transaction

from klientela.accounts.actions import history
from klientela.accounts.models import ChangeSet
from klientela.core.actor import Actor
from klientela.core.errors import Refused
from klientela.customers.models import Customer
from tests.accounts.records import make_customer

WHY = "tests look at everything"


def add(name: str, actor: Actor, key: str) -> ChangeSet:
    with transaction.atomic():
        customer = make_customer(name)
        change = history.open_change("customer.added", actor=actor, key=key, name=name)
        history.created(change, customer)
    return change


def test_a_request_that_comes_twice_makes_one_change_and_names_it(as_colleague: Actor) -> None:
    first = add("Baltic Print", as_colleague, "a1b2c3")
    with pytest.raises(Refused) as refusal:
        add("Baltic Print", as_colleague, "a1b2c3")
    assert (refusal.value.code, refusal.value.params) == ("change.repeated", {"change": first.pk})
    assert Customer.objects.unscoped(WHY).count() == 1
    assert ChangeSet.objects.unscoped(WHY).count() == 1


def test_the_key_of_somebody_else_and_another_key_are_no_repeats(as_colleague: Actor, as_stranger: Actor) -> None:
    add("One", as_colleague, "a1b2c3")
    add("Two", as_stranger, "a1b2c3")
    add("Three", as_colleague, "d4e5f6")
    assert Customer.objects.unscoped(WHY).count() == 3


def test_changes_without_a_key_never_repeat(as_colleague: Actor) -> None:
    add("One", as_colleague, "")
    add("One", as_colleague, "")
    assert Customer.objects.unscoped(WHY).count() == 2
