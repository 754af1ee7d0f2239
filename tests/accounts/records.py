"""Records for tests of the history, made without the actions of higher floors."""

from typing import Any

from django.db import transaction

from klientela.accounts.actions import history
from klientela.accounts.models import ChangeSet
from klientela.core import bulk
from klientela.core.actor import Actor
from klientela.core.search_key import search_key
from klientela.customers.models import Customer


def make_customer(name: str, **fields: Any) -> Customer:
    """Return a company of that name."""
    return Customer.objects.create(name=name, name_key=search_key(name), **fields)


def brought_in(actor: Actor, *names: str) -> tuple[ChangeSet, list[Customer]]:
    """Return a change that made companies of those names as an import does, and the companies."""
    with transaction.atomic():
        change = history.open_change("import.written", actor=actor)
        first = bulk.reserve_ids(Customer, len(names))
        customers = [make_customer(name, pk=key) for key, name in enumerate(names, start=first)]
        history.created_range(change, Customer, first, first + len(names) - 1)
    return change, customers
