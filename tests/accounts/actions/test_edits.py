"""Editing one record: who loses when two write at once."""

from typing import Any

import pytest
from django.db import transaction

from klientela.accounts.actions import edits
from klientela.accounts.models import ChangePayload, ChangeSet
from klientela.core.actor import Actor
from klientela.core.errors import Refused, Stale
from klientela.customers.models import Customer
from tests.accounts.records import make_customer


def _edit(customer: Customer, actor: Actor, version: int, **changes: Any) -> tuple[Customer, frozenset[str]]:
    with transaction.atomic():
        rows = Customer.objects.visible_to(actor)
        return edits.edit(rows, customer.pk, changes, version=version, code="customer.edited", actor=actor)


def _changes() -> int:
    return ChangeSet.objects.unscoped("tests count").count()


def test_an_edit_is_written_with_its_before_and_after(as_owner: Actor) -> None:
    customer = make_customer("Baltic Print")
    edited, columns = _edit(customer, as_owner, 1, industry="Printing")
    assert (edited.industry, edited.version, columns) == ("Printing", 2, frozenset({"industry"}))
    payload = ChangePayload.objects.get(row__first_key=customer.pk)
    assert (payload.before, payload.after) == ({"industry": ""}, {"industry": "Printing"})


def test_an_edit_that_changes_nothing_leaves_no_trace(as_owner: Actor) -> None:
    customer = make_customer("Baltic Print", industry="Printing")
    edited, columns = _edit(customer, as_owner, 1, industry="Printing")
    assert (edited.version, columns, _changes()) == (1, frozenset(), 0)


def test_two_edits_of_different_fields_from_the_same_version_both_hold(as_owner: Actor, as_manager: Actor) -> None:
    customer = make_customer("Baltic Print")
    _edit(customer, as_owner, 1, industry="Printing")
    edited, _ = _edit(customer, as_manager, 1, employees=40)
    assert (edited.industry, edited.employees, edited.version) == ("Printing", 40, 3)


def test_a_stale_edit_of_the_same_field_is_refused_with_the_fresh_record(as_owner: Actor, as_manager: Actor) -> None:
    customer = make_customer("Baltic Print")
    _edit(customer, as_owner, 1, industry="Printing")
    with pytest.raises(Stale) as refusal:
        _edit(customer, as_manager, 1, industry="Paper", employees=40)
    assert refusal.value.fresh.industry == "Printing"
    assert refusal.value.fields == ("industry",)
    customer = Customer.objects.visible_to(as_owner).get(pk=customer.pk)
    assert (customer.industry, customer.employees, customer.version, _changes()) == ("Printing", None, 2, 1)


def test_a_version_from_the_future_is_refused(as_owner: Actor) -> None:
    customer = make_customer("Baltic Print")
    with pytest.raises(Stale):
        _edit(customer, as_owner, 9, industry="Printing")
    assert _changes() == 0


def test_somebody_elses_record_is_as_good_as_unknown(as_stranger: Actor, colleague: Any) -> None:
    customer = make_customer("Baltic Print", owner=colleague)
    with pytest.raises(Refused) as refusal:
        _edit(customer, as_stranger, 1, industry="Printing")
    assert refusal.value.code == "record.unknown"
    assert _changes() == 0
