"""The choke point: what raises when nobody said for whom rows are fetched, and what passes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Max

from klientela.core.actor import Actor
from klientela.core.scoping import UnscopedQueryError
from klientela.customers.models import ContactPoint, Customer, Tag
from tests.accounts.records import make_customer

UNSCOPED: dict[str, Callable[[], Any]] = {
    "all": lambda: list(Customer.objects.all()),
    "filter": lambda: list(Customer.objects.filter(name="x")),
    "get": lambda: Customer.objects.get(pk=1),
    "first": lambda: Customer.objects.first(),
    "count": lambda: Customer.objects.count(),
    "exists": lambda: Customer.objects.exists(),
    "aggregate": lambda: Customer.objects.aggregate(Max("name")),
    "values iterator": lambda: list(Customer.objects.values("name").iterator()),
    "iterator": lambda: list(Customer.objects.iterator()),
    "in_bulk": lambda: Customer.objects.in_bulk([1]),
    "update": lambda: Customer.objects.update(name="b"),
    "delete": lambda: Customer.objects.filter(pk=0).delete(),
    "get_or_create": lambda: Customer.objects.get_or_create(name="q"),
    "explain": lambda: Customer.objects.all().explain(),
    "bulk_update": lambda: Customer.objects.bulk_update([Customer(pk=1, name="x")], ["name"]),
    "empty reason": lambda: Customer.objects.unscoped(""),
}


@pytest.mark.parametrize("fetch", UNSCOPED.values(), ids=UNSCOPED.keys())
def test_a_query_for_nobody_raises(fetch: Callable[[], Any], as_owner: Actor) -> None:
    with pytest.raises(UnscopedQueryError):
        fetch()


def test_a_relation_fetched_backwards_raises_too(as_owner: Actor) -> None:
    customer = make_customer("Baltic Print")
    with pytest.raises(UnscopedQueryError):
        list(customer.points.all())
    with pytest.raises(UnscopedQueryError):
        list(Customer.objects.visible_to(as_owner).prefetch_related("points"))


def test_an_unscoped_side_cannot_slip_in_beside_a_scoped_one(as_owner: Actor) -> None:
    scoped = Customer.objects.visible_to(as_owner)
    for combine in (
        lambda: list(scoped | Customer.objects.filter(name="x")),
        lambda: list(Customer.objects.filter(name="x") | scoped),
        lambda: list(scoped & Customer.objects.filter(name="x")),
        lambda: list(scoped.union(Customer.objects.all())),
        lambda: list(ContactPoint.objects.visible_to(as_owner).filter(customer__in=Customer.objects.all())),
    ):
        with pytest.raises(UnscopedQueryError):
            combine()


def test_scoped_queries_and_single_records_pass(as_owner: Actor) -> None:
    customer = make_customer("Baltic Print")
    scoped = Customer.objects.visible_to(as_owner)
    assert [found.pk for found in scoped.filter(name__startswith="Baltic").order_by("name")] == [customer.pk]
    assert (scoped.count(), scoped.exists()) == (1, True)
    assert [found.pk for found in scoped | Customer.objects.visible_to(as_owner)] == [customer.pk]
    customer.refresh_from_db()
    customer.save()
    assert list(customer.points.visible_to(as_owner)) == []


def test_the_guard_is_on_every_record_and_off_small_lists(as_owner: Actor) -> None:
    assert list(Tag.objects.all()) == []
