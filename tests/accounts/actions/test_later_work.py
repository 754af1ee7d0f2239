"""What an undo leaves alone: later work that stands, what hangs together with it, and places that were taken since."""

import threading
from typing import Any

import pytest
from django.db import connection, transaction

from klientela.accounts.actions import edits, history
from klientela.accounts.actions.undo import undo
from klientela.accounts.models import ChangeSet
from klientela.core.actor import Actor
from klientela.customers.actions import tags
from klientela.customers.models import Customer, CustomerTag, Identifier
from tests.accounts.records import brought_in, make_customer
from tests.factories.customers import make_number

WHY = "tests look at everything"


def edited(customer: Customer, actor: Actor, **changes: Any) -> ChangeSet:
    customer.refresh_from_db()
    with transaction.atomic():
        rows = Customer.objects.visible_to(actor)
        edits.edit(rows, customer.pk, changes, version=customer.version, code="customer.edited", actor=actor)
    return ChangeSet.objects.unscoped(WHY).latest("pk")


def names() -> list[str]:
    return list(Customer.objects.unscoped(WHY).order_by("pk").values_list("name", flat=True))


def figures(change: ChangeSet, actor: Actor) -> tuple[int, int]:
    tally = undo(change.pk, actor=actor).tally
    return tally.restored, tally.kept


def test_an_edit_that_was_undone_and_done_again_keeps_its_record(as_owner: Actor) -> None:
    change, customers = brought_in(as_owner, "One", "Two")
    edit = edited(customers[1], as_owner, industry="Printing")
    taken_back = undo(edit.pk, actor=as_owner).undo
    undo(taken_back.pk, actor=as_owner)
    assert figures(change, as_owner) == (1, 1)
    assert names() == ["Two"]


def test_an_edit_undone_done_again_and_undone_for_good_keeps_nothing(as_owner: Actor) -> None:
    change, customers = brought_in(as_owner, "One", "Two")
    last = edited(customers[1], as_owner, industry="Printing")
    for _ in range(3):
        last = undo(last.pk, actor=as_owner).undo
    assert figures(change, as_owner) == (2, 0)
    assert names() == []


def test_above_a_record_that_stays_the_whole_line_of_parents_stays(as_owner: Actor) -> None:
    change, (child, parent, grandparent, other) = brought_in(as_owner, "Child", "Parent", "Grandparent", "Other")
    rows = Customer.objects.unscoped(WHY)
    rows.filter(pk=child.pk).update(parent=parent)
    rows.filter(pk=parent.pk).update(parent=grandparent)
    rows.filter(pk=other.pk).update(parent=grandparent)
    edited(child, as_owner, industry="Printing")
    assert figures(change, as_owner) == (1, 3)
    assert names() == ["Child", "Parent", "Grandparent"]
    parent.refresh_from_db()
    assert parent.parent_id == grandparent.pk


def test_a_parent_stays_with_its_own_parent_under_a_later_daughter(as_owner: Actor) -> None:
    change, (parent, grandparent) = brought_in(as_owner, "Parent", "Grandparent")
    Customer.objects.unscoped(WHY).filter(pk=parent.pk).update(parent=grandparent)
    make_customer("Later", parent_id=parent.pk)
    assert figures(change, as_owner) == (0, 2)
    parent.refresh_from_db()
    assert parent.parent_id == grandparent.pk


def test_a_tag_that_was_hung_again_is_left_as_it_is(as_owner: Actor) -> None:
    customer = make_customer("Baltic Print")
    tag = tags.add_tag(customer.pk, "Fair", actor=as_owner)
    tags.remove_tag(customer.pk, tag.pk, actor=as_owner)
    change = ChangeSet.objects.unscoped(WHY).latest("pk")
    tags.add_tag(customer.pk, "Fair", actor=as_owner)
    assert figures(change, as_owner) == (0, 1)
    assert CustomerTag.objects.count() == 1


def test_a_number_that_somebody_else_has_by_now_is_left_and_the_rest_returns(as_owner: Actor) -> None:
    first = make_number("K-1", "external", customer=make_customer("One"))
    second = make_number("K-2", "external", customer=make_customer("Two"))
    change = history.open_change("numbers.edited", actor=as_owner)
    for number in (first, second):
        old, number.normalised, number.version = number.normalised, f"{number.normalised}-new", 2
        number.save()
        history.updated(change, number, {"normalised": old})
    make_number("K-1", "external", customer=make_customer("Three"))
    assert figures(change, as_owner) == (1, 1)
    numbers = Identifier.objects.unscoped(WHY).order_by("pk").values_list("normalised", "version")
    assert list(numbers) == [("k-1-new", 2), ("k-2", 3), ("k-1", 1)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_import", [True, False])
def test_an_edit_that_is_under_way_is_waited_for_and_kept(as_owner: Actor, is_import: bool) -> None:
    change, (customer,) = brought_in(as_owner, "One")
    if not is_import:
        change = edited(customer, as_owner, industry="Paper")
        customer.refresh_from_db()
    report: list[tuple[int, int]] = []

    def take_back() -> None:
        report.append(figures(change, as_owner))
        connection.close()

    other = threading.Thread(target=take_back)
    with transaction.atomic():
        rows = Customer.objects.visible_to(as_owner)
        changes = {"industry": "Printing"}
        edits.edit(rows, customer.pk, changes, version=customer.version, code="customer.edited", actor=as_owner)
        other.start()
        # Long enough for the undo to come to the row; it must not come further.
        other.join(0.5)
        assert report == []
    other.join(10)
    customer.refresh_from_db()
    assert (report, customer.industry) == ([(0, 1)], "Printing")
