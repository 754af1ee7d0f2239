"""Taking changes back: what returns, what stays because of later work, and who may."""

from typing import Any

import pytest
from django.db import transaction

from klientela.accounts.actions import edits, history
from klientela.accounts.actions.undo import AT_ONCE, UndoReport, undo
from klientela.accounts.models import ChangeSet
from klientela.core.actor import Actor
from klientela.core.clock import now
from klientela.core.errors import Refused
from klientela.core.models import OutboxEvent
from klientela.customers.models import Customer, Interaction, StaleMark
from klientela.insight.models import Conclusion
from tests.accounts.records import brought_in, make_customer


def _edited(customer: Customer, actor: Actor, **changes: Any) -> ChangeSet:
    with transaction.atomic():
        rows = Customer.objects.visible_to(actor)
        edits.edit(rows, customer.pk, changes, version=customer.version, code="customer.edited", actor=actor)
    customer.refresh_from_db()
    return ChangeSet.objects.visible_to(actor).latest("pk")


def _names() -> list[str]:
    return list(Customer.objects.unscoped("tests look at everything").order_by("pk").values_list("name", flat=True))


def _figures(report: UndoReport) -> tuple[int, int]:
    return report.tally.restored, report.tally.kept


def test_undoing_an_edit_restores_the_value_and_marks_the_customer_stale(as_owner: Actor) -> None:
    customer = make_customer("Baltic Print")
    change = _edited(customer, as_owner, industry="Printing")
    assert _figures(undo(change.pk, actor=as_owner)) == (1, 0)
    customer.refresh_from_db()
    assert (customer.industry, customer.version) == ("", 3)
    assert list(StaleMark.objects.values_list("customer_id", flat=True)) == [customer.pk]
    assert OutboxEvent.objects.unscoped("tests count").filter(name__endswith="ChangeUndone").count() == 1


def test_a_value_that_somebody_changed_since_stays(as_owner: Actor, as_manager: Actor) -> None:
    customer = make_customer("Baltic Print")
    change = _edited(customer, as_owner, industry="Printing", employees=40)
    _edited(customer, as_manager, industry="Paper")
    assert _figures(undo(change.pk, actor=as_owner)) == (1, 0)
    customer.refresh_from_db()
    assert (customer.industry, customer.employees) == ("Paper", None)


def test_an_undo_can_be_undone(as_owner: Actor) -> None:
    customer = make_customer("Baltic Print")
    change = _edited(customer, as_owner, industry="Printing")
    taken_back = undo(change.pk, actor=as_owner).undo
    undo(taken_back.pk, actor=as_owner)
    customer.refresh_from_db()
    assert customer.industry == "Printing"


def test_a_change_is_taken_back_once(as_owner: Actor) -> None:
    customer = make_customer("Baltic Print")
    change = _edited(customer, as_owner, industry="Printing")
    undo(change.pk, actor=as_owner)
    with pytest.raises(Refused) as refusal:
        undo(change.pk, actor=as_owner)
    assert refusal.value.code == "change.undone_already"


def test_undoing_an_import_removes_what_it_made_with_its_conclusions(as_owner: Actor) -> None:
    make_customer("Already here")
    change, customers = brought_in(as_owner, "One", "Two", "Three")
    Conclusion.objects.create(customer=customers[0])
    assert _figures(undo(change.pk, actor=as_owner)) == (3, 0)
    assert _names() == ["Already here"]
    assert Conclusion.objects.unscoped("tests count").count() == 0
    assert StaleMark.objects.count() == 0


def test_a_record_that_somebody_edited_after_the_import_stays(as_owner: Actor, as_manager: Actor) -> None:
    change, customers = brought_in(as_owner, "One", "Two", "Three")
    _edited(customers[1], as_manager, industry="Printing")
    assert _figures(undo(change.pk, actor=as_owner)) == (2, 1)
    assert _names() == ["Two"]


def test_an_edit_that_was_itself_undone_does_not_keep_the_record(as_owner: Actor) -> None:
    change, customers = brought_in(as_owner, "One", "Two")
    later = _edited(customers[1], as_owner, industry="Printing")
    undo(later.pk, actor=as_owner)
    assert _figures(undo(change.pk, actor=as_owner)) == (2, 0)
    assert _names() == []


def test_a_parent_stays_while_a_later_child_hangs_on_it(as_owner: Actor) -> None:
    change, customers = brought_in(as_owner, "One", "Two")
    Interaction.objects.create(customer=customers[0], kind="note", started_at=now())
    assert _figures(undo(change.pk, actor=as_owner)) == (1, 1)
    assert _names() == ["One"]


def test_records_that_point_at_each_other_go_together(as_owner: Actor) -> None:
    change, customers = brought_in(as_owner, "Daughter", "Mother")
    Customer.objects.unscoped("tests prepare").filter(pk=customers[0].pk).update(parent=customers[1])
    assert _figures(undo(change.pk, actor=as_owner)) == (2, 0)
    assert _names() == []


def test_a_deleted_record_comes_back_as_it_was(as_owner: Actor) -> None:
    customer = make_customer("Baltic Print", industry="Printing", employees=40)
    key, made = customer.pk, customer.created_at
    with transaction.atomic():
        change = history.open_change("customer.deleted", actor=as_owner)
        history.deleted(change, customer)
        customer.delete()
    assert _figures(undo(change.pk, actor=as_owner)) == (1, 0)
    back = Customer.objects.visible_to(as_owner).get(pk=key)
    assert (back.name, back.industry, back.employees, back.created_at) == ("Baltic Print", "Printing", 40, made)


def test_somebody_elses_change_is_not_taken_back_by_a_seller(as_owner: Actor, as_colleague: Actor) -> None:
    customer = make_customer("Baltic Print")
    change = _edited(customer, as_owner, industry="Printing")
    with pytest.raises(Refused) as refusal:
        undo(change.pk, actor=as_colleague)
    assert refusal.value.code == "change.unknown"
    customer.refresh_from_db()
    assert (customer.industry, customer.version) == ("Printing", 2)


def test_a_team_manager_takes_back_what_a_colleague_did_but_a_colleague_not_what_the_manager_did(
    as_manager: Actor, as_colleague: Actor
) -> None:
    customer = make_customer("Baltic Print")
    by_colleague = _edited(customer, as_colleague, industry="Printing")
    assert _figures(undo(by_colleague.pk, actor=as_manager)) == (1, 0)
    by_manager = _edited(Customer.objects.visible_to(as_manager).get(pk=customer.pk), as_manager, industry="Paper")
    with pytest.raises(Refused) as refusal:
        undo(by_manager.pk, actor=as_colleague)
    assert refusal.value.code == "actor.not_allowed"


def test_a_large_change_is_taken_back_by_a_job(as_owner: Actor) -> None:
    change, _ = brought_in(as_owner, *(f"Customer {number}" for number in range(AT_ONCE + 1)))
    report = undo(change.pk, actor=as_owner)
    assert report.job is not None
    assert report.job.total == AT_ONCE + 1
    assert len(_names()) == AT_ONCE + 1
