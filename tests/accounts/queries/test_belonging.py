"""Taking back what has become somebody else's: refused to who does not see it, whatever they once did there."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from klientela.accounts.actions import history
from klientela.accounts.actions.undo import undo
from klientela.accounts.models import ChangeSet, User
from klientela.accounts.queries.belonging import reaches_unseen
from klientela.core.actor import Actor
from klientela.core.errors import Refused
from klientela.customers.actions import adding, ownership, points, tags
from klientela.customers.models import ContactPoint, Customer, CustomerTag
from tests.accounts.records import brought_in
from tests.factories.customers import make_contact, make_customer, make_point

WHY = "tests look at everything"


def give(customer: Customer, owner: User) -> None:
    Customer.objects.unscoped(WHY).filter(pk=customer.pk).update(owner=owner)


def latest() -> ChangeSet:
    return ChangeSet.objects.unscoped(WHY).latest("pk")


def refused(change: ChangeSet, actor: Actor) -> bool:
    with pytest.raises(Refused) as refusal, transaction.atomic():
        undo(change.pk, actor=actor)
    change.refresh_from_db()
    return refusal.value.code == "change.not_all_yours" and change.undone_by_id is None


def test_a_customer_assigned_since_is_not_taken_back_by_who_added_it(
    as_stranger: Actor, as_owner: Actor, manager: User
) -> None:
    customer = adding.add("Baltic Print", reach={"phone": "+48 22 555 01 01"}, actor=as_stranger)
    change = latest()
    ownership.assign(customer.pk, owner_id=manager.pk, version=customer.version, actor=as_owner)
    assert refused(change, as_stranger)
    assert ContactPoint.objects.unscoped(WHY).filter(customer=customer).count() == 1


def test_the_owner_of_the_base_takes_it_back_all_the_same(
    as_stranger: Actor, as_owner: Actor, stranger: User, manager: User
) -> None:
    customer = make_customer(owner=stranger)
    points.add(customer_id=customer.pk, value="+48 22 555 01 01", kind="phone", actor=as_stranger)
    change = latest()
    give(customer, manager)
    assert refused(change, as_stranger)
    assert undo(change.pk, actor=as_owner).tally.restored == 1


def test_what_was_taken_away_does_not_come_back_to_somebody_elses_customer(
    as_stranger: Actor, stranger: User, manager: User
) -> None:
    customer = make_customer(owner=stranger)
    tag = tags.add_tag(customer.pk, "Fair", actor=as_stranger)
    tags.remove_tag(customer.pk, tag.pk, actor=as_stranger)
    change = latest()
    give(customer, manager)
    assert refused(change, as_stranger)
    assert CustomerTag.objects.count() == 0


def test_the_phone_of_a_contact_is_everybodys_at_whose_customers_the_contact_is(
    as_stranger: Actor, stranger: User, manager: User
) -> None:
    contact = make_contact(at=[make_customer(owner=stranger), make_customer("Theirs", owner=manager)])
    change = history.open_change("point.added", actor=as_stranger)
    history.created(change, make_point("+48225550101", contact=contact))
    assert refused(change, as_stranger)
    assert ContactPoint.objects.unscoped(WHY).count() == 1


def test_a_manager_takes_back_what_the_team_and_the_pool_have(
    as_manager: Actor, colleague: User, as_colleague: Actor
) -> None:
    change, customers = brought_in(as_colleague, "One", "Two", "Three")
    give(customers[1], colleague)
    assert undo(change.pk, actor=as_manager).tally.restored == 3


def test_an_import_is_not_taken_back_when_one_of_its_customers_went_to_another_team(
    as_manager: Actor, stranger: User
) -> None:
    change, customers = brought_in(as_manager, *(f"Customer {number}" for number in range(50)))
    give(customers[31], stranger)
    assert refused(change, as_manager)
    assert Customer.objects.unscoped(WHY).count() == 50


def test_many_neighbouring_ranges_are_asked_about_at_once(as_manager: Actor, as_owner: Actor) -> None:
    change, customers = brought_in(as_manager, *(f"Customer {number}" for number in range(50)))
    change.rows.all().delete()
    for one in customers:
        history.created_range(change, Customer, one.pk, one.pk)
    with CaptureQueriesContext(connection) as asked:
        assert reaches_unseen(change, as_manager) is False
    assert sum('FROM "customers_customer"' in query["sql"] for query in asked) == 1
    with CaptureQueriesContext(connection) as asked:
        assert reaches_unseen(change, as_owner) is False
    assert len(asked) == 0
