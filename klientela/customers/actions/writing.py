"""The beats that every action of this floor shares: who may write to whom, clean values, telling the floors above."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from klientela.accounts.actions import edits, history
from klientela.accounts.models import ChangeRow, ChangeSet
from klientela.core.actor import Actor, Right
from klientela.core.errors import Refused
from klientela.core.events import publish
from klientela.core.models import Record
from klientela.core.scoping import ScopedQuerySet
from klientela.customers.actions import stale
from klientela.customers.events import CustomersChanged
from klientela.customers.models import Affiliation, Contact, Customer

R = TypeVar("R", bound=Record)
M = TypeVar("M", bound=models.Model)


def allowed_customer(customer_id: int, actor: Actor) -> Customer:
    """Return the customer that this actor wants to write to.

    Refuses without the right to edit, and what the actor cannot see as unknown.
    """
    actor.require(Right.EDIT)
    return found(Customer.objects.visible_to(actor), customer_id)


def found(rows: ScopedQuerySet[M], key: int) -> M:
    """Return the row, or refuse it as unknown: nobody learns whether it exists and belongs to somebody else."""
    row = rows.filter(pk=key).first()
    if row is None:
        raise Refused("record.unknown", "There is no such record, or it is not yours to see.")
    return row


def contact_of(customer: Customer, contact_id: int | None, actor: Actor) -> Contact | None:
    """Return the contact, who must be the customer himself or somebody there."""
    if contact_id is None:
        return None
    at_customer = Affiliation.objects.visible_to(actor).filter(customer=customer, contact_id=contact_id)
    if customer.person_id != contact_id and not at_customer.exists():
        raise Refused("contact.elsewhere", "This contact does not belong to the customer.")
    return Contact.objects.visible_to(actor).get(pk=contact_id)


def customers_of(contact: Contact) -> list[int]:
    """Return the ids of all customers whose facts this human belongs to, also those the actor does not see."""
    there = (
        Affiliation.objects.unscoped("conclusions follow a contact to each customer")
        .filter(contact=contact)
        .values_list("customer_id", flat=True)
    )
    himself = (
        Customer.objects.unscoped("conclusions follow a contact to each customer")
        .filter(person=contact)
        .values_list("pk", flat=True)
    )
    return [*there, *himself]


def cleaned(model: type[models.Model], changes: Mapping[str, Any], allowed: frozenset[str]) -> dict[str, Any]:
    """Return the values as the columns keep them; refuses columns that nobody edits and values that do not fit."""
    clean: dict[str, Any] = {}
    for column, value in changes.items():
        if column not in allowed:
            raise Refused("field.not_editable", "%(name)s is not a field that can be edited.", name=column)
        field = model._meta.get_field(column)
        try:
            clean[column] = field.clean(value, None)  # type: ignore[union-attr]
        except ValidationError as problem:
            raise Refused(
                "field.wrong", "%(field)s: %(problem)s", name=column, field=_label(field), problem=problem.messages[0]
            ) from problem
    return clean


def edit(
    rows: ScopedQuerySet[R],
    key: int,
    changes: Mapping[str, Any],
    *,
    version: int,
    code: str,
    actor: Actor,
    **params: Any,
) -> tuple[R, ChangeSet | None]:
    """Write clean `changes` to a row of `rows`; returns it with the change set, None when nothing differed."""
    record, columns = edits.edit(rows, key, dict(changes), version=version, code=code, actor=actor, **params)
    return record, _change_of(record) if columns else None


def remove(rows: ScopedQuerySet[R], key: int, *, code: str, actor: Actor, **params: Any) -> tuple[R, ChangeSet]:
    """Delete a row of `rows` and keep the whole of it in the history; returns what it was with the change set."""
    record = edits.locked(rows, key)
    change = history.open_change(code, actor=actor, **params)
    history.deleted(change, record)
    rows.filter(pk=key).delete()
    return record, change


def _change_of(record: Record) -> ChangeSet:
    row = ChangeRow.objects.select_related("change_set").get(
        label=record._meta.label_lower, last_key=record.pk, version=record.version, verb=ChangeRow.Verb.UPDATED
    )
    return row.change_set


def _label(field: Any) -> str:
    return str(field.verbose_name).capitalize()


def announce(change: ChangeSet, customer_ids: Iterable[int]) -> None:
    """Mark the customers stale and tell the floors above: the last beat, inside the transaction of the change."""
    stale.mark(customer_ids)
    publish(CustomersChanged(change=change.pk))
