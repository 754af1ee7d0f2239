"""Customers: edited, put into the archive and fetched back; adding and owning have modules of their own."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from klientela.accounts.actions import edits, history
from klientela.accounts.models import ChangeSet
from klientela.core.actor import Actor, Right
from klientela.core.clock import now
from klientela.core.errors import Refused
from klientela.core.search_key import search_key
from klientela.customers import values
from klientela.customers.actions import bulk, writing
from klientela.customers.actions.adding import add
from klientela.customers.actions.ownership import assign, assign_many, claim
from klientela.customers.actions.tags import add_tag, remove_tag, tag_many
from klientela.customers.actions.writing import announce, cleaned
from klientela.customers.columns import EDITABLE
from klientela.customers.models import Contact, Customer

__all__ = [
    "add", "add_tag", "archive", "archive_many", "assign", "assign_many", "claim", "edit", "remove_tag", "restore",
    "tag_many",
]  # fmt: skip


@transaction.atomic
def edit(customer_id: int, changes: Mapping[str, Any], *, version: int, actor: Actor) -> Customer:
    """Change columns of a customer; raises `Stale` when the same ones were changed since `version`.

    The name of a person is shared with the contact that he is, in the same change set.
    """
    actor.require(Right.EDIT)
    clean = cleaned(Customer, changes, EDITABLE)
    if "name" in clean:
        clean["name"] = " ".join(clean["name"].split())
        if not clean["name"]:
            raise Refused("customer.name_missing", "A customer needs a name.")
        clean["name_key"] = search_key(clean["name"])
    if clean.get("parent_id") is not None:
        _refuse_circle(customer_id, clean["parent_id"], actor)
    rows = Customer.objects.visible_to(actor)
    customer, change = writing.edit(rows, customer_id, clean, version=version, code="customer.edited", actor=actor)
    if change:
        if "name" in clean and customer.person_id:
            _rename_person(change, customer.person_id, customer.name, actor)
        announce(change, [customer_id])
    return customer


def _refuse_circle(customer_id: int, parent_id: int, actor: Actor) -> None:
    ancestor: int | None = writing.found(Customer.objects.visible_to(actor), parent_id).pk
    walked: set[int] = set()
    while ancestor is not None and ancestor not in walked:
        if ancestor == customer_id:
            raise Refused("customer.own_parent", "A customer cannot stand above itself.")
        walked.add(ancestor)
        above = Customer.objects.unscoped("the chain of parents is walked to its top, seen or not")
        ancestor = above.filter(pk=ancestor).values_list("parent_id", flat=True).first()


def _rename_person(change: ChangeSet, contact_id: int, name: str, actor: Actor) -> None:
    contact = edits.locked(Contact.objects.visible_to(actor), contact_id)
    parts = values.person_name(name)
    after = {
        "name": name, "name_key": search_key(name),
        "first_name": parts.first, "patronymic": parts.patronymic, "last_name": parts.last,
    }  # fmt: skip
    before = {column: getattr(contact, column) for column in after if getattr(contact, column) != after[column]}
    for column in before:
        setattr(contact, column, after[column])
    contact.version += 1
    contact.save(update_fields=[*before, "version", "updated_at"])
    history.updated(change, contact, before)


@transaction.atomic
def archive(customer_id: int, *, version: int, actor: Actor) -> Customer:
    """Put a customer out of sight; nothing of it is lost. Archived already: nothing happens."""
    customer = writing.allowed_customer(customer_id, actor)
    if customer.archived_at:
        return customer
    return _set_archived(customer_id, now(), version, "customer.archived", actor)


@transaction.atomic
def restore(customer_id: int, *, version: int, actor: Actor) -> Customer:
    """Fetch a customer back from the archive; not archived: nothing happens."""
    writing.allowed_customer(customer_id, actor)
    return _set_archived(customer_id, None, version, "customer.restored", actor)


def _set_archived(customer_id: int, moment: Any, version: int, code: str, actor: Actor) -> Customer:
    rows = Customer.objects.visible_to(actor)
    customer, change = writing.edit(rows, customer_id, {"archived_at": moment}, version=version, code=code, actor=actor)
    if change:
        announce(change, [customer_id])
    return customer


def archive_many(customer_ids: Iterable[int], *, actor: Actor) -> ChangeSet | None:
    """Put many customers out of sight in one change set; those archived earlier keep their day."""
    actor.require(Right.EDIT)
    active = Customer.objects.visible_to(actor).active().filter(pk__in=bulk.chosen(customer_ids))
    ids = list(active.values_list("pk", flat=True))
    if not ids:
        return None
    return bulk.set_column(ids, "archived_at", now(), code="customers.archived", actor=actor)
