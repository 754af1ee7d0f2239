"""Which number to call a customer on: its own, the person's, or that of somebody there."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from klientela.core.actor import Actor
from klientela.customers.models import Affiliation, ContactPoint
from klientela.work.today import Phone

State = ContactPoint.State


def phones_of(customers: Mapping[int, int | None], actor: Actor) -> dict[int, Phone]:
    """Return the best phone by customer; `customers` maps each to its person, if it is one.

    Three queries at most. Primary numbers come first, then those that were seen to work; failing and wrong ones never.
    """
    phones = _best(_phones(actor).filter(customer_id__in=customers), "customer_id")
    people = {person: customer for customer, person in customers.items() if person and customer not in phones}
    _add(phones, people.items(), actor)
    missing = [customer for customer in customers if customer not in phones]
    if missing:
        there = Affiliation.objects.visible_to(actor).filter(customer_id__in=missing).order_by("pk")
        _add(phones, there.values_list("contact_id", "customer_id"), actor)
    return phones


def _phones(actor: Actor) -> QuerySet[ContactPoint]:
    working = ContactPoint.objects.visible_to(actor).filter(kind=ContactPoint.Kind.PHONE)
    rows: QuerySet[Any] = working.exclude(state__in=[State.FAILS, State.WRONG])
    return rows.order_by("-is_primary", "-state", "pk")


def _best(rows: QuerySet[Any], holder: str) -> dict[int, Phone]:
    best: dict[int, Phone] = {}
    for key, point, value, normalised in rows.values_list(holder, "pk", "value", "normalised"):
        best.setdefault(key, Phone(point, value, normalised))
    return best


def _add(phones: dict[int, Phone], humans: Iterable[tuple[int, int]], actor: Actor) -> None:
    humans = list(humans)
    if not humans:
        return
    found = _best(_phones(actor).filter(contact_id__in=[human for human, _ in humans]), "contact_id")
    for human, customer in humans:
        if human in found:
            phones.setdefault(customer, found[human])
