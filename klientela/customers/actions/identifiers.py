"""Identifiers: tax and registration numbers and the ids of other systems are added, corrected, taken away."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from klientela.accounts.actions import history
from klientela.core.actor import Actor, Right
from klientela.core.errors import Refused
from klientela.customers import values
from klientela.customers.actions import holders, writing
from klientela.customers.actions.writing import announce, cleaned
from klientela.customers.models import Identifier
from klientela.customers.tax_numbers import is_valid

EDITABLE = frozenset({"value", "issuer"})


@transaction.atomic
def add(
    *,
    scheme: str,
    value: str,
    actor: Actor,
    customer_id: int | None = None,
    contact_id: int | None = None,
    issuer: str = "",
) -> Identifier:
    """Add a number to a customer or a contact; the same number again returns the one that stands."""
    holder = holders.allowed(customer_id, contact_id, actor)
    identifier = made(scheme, value, issuer=issuer, **holder.keys)
    same = Identifier.objects.visible_to(actor).filter(
        scheme=scheme, issuer=issuer, normalised=identifier.normalised, **holder.keys
    )
    if standing := same.first():
        return standing
    refuse_taken(identifier)
    identifier.save(force_insert=True)
    change = history.open_change("identifier.added", actor=actor, value=identifier.value)
    history.created(change, identifier)
    announce(change, holder.customer_ids)
    return identifier


def made(scheme: str, value: str, **columns: Any) -> Identifier:
    """Return an unsaved identifier with its compared form; wrong check digits are noted, not refused."""
    cleaned(Identifier, {"scheme": scheme, "value": value}, frozenset({"scheme", "value"}))
    normalised = values.identifier(scheme, value)
    if not normalised:
        raise Refused("identifier.empty", "Write the number.")
    return Identifier(
        scheme=scheme, value=value.strip(), normalised=normalised, is_valid=is_valid(scheme, normalised), **columns
    )


def refuse_taken(identifier: Identifier) -> None:
    """Refuse the number of another system that already names another customer: imports are matched by it."""
    if identifier.scheme != Identifier.Scheme.EXTERNAL or identifier.customer_id is None:
        return
    others = Identifier.objects.unscoped("a number of another system names one customer of the whole base").filter(
        scheme=identifier.scheme, issuer=identifier.issuer, normalised=identifier.normalised, customer__isnull=False
    )
    if others.exclude(pk=identifier.pk).exists():
        raise Refused("identifier.taken", "Another customer already has the number %(value)s.", value=identifier.value)


@transaction.atomic
def edit(identifier_id: int, changes: Mapping[str, Any], *, version: int, actor: Actor) -> Identifier:
    """Correct a number."""
    actor.require(Right.EDIT)
    rows = Identifier.objects.visible_to(actor)
    clean = cleaned(Identifier, changes, EDITABLE)
    wanted = writing.found(rows, identifier_id)
    if "value" in clean:
        clean["normalised"] = values.identifier(wanted.scheme, clean["value"])
        clean["is_valid"] = is_valid(wanted.scheme, clean["normalised"])
    for column, value in clean.items():
        setattr(wanted, column, value)
    refuse_taken(wanted)
    identifier, change = writing.edit(
        rows, identifier_id, clean, version=version, code="identifier.edited", actor=actor
    )
    if change:
        announce(change, holders.customers_behind(identifier))
    return identifier


@transaction.atomic
def remove(identifier_id: int, *, actor: Actor) -> None:
    """Take a number away; it can be brought back from the history."""
    actor.require(Right.EDIT)
    rows = Identifier.objects.visible_to(actor)
    value = writing.found(rows, identifier_id).value
    identifier, change = writing.remove(rows, identifier_id, code="identifier.removed", actor=actor, value=value)
    announce(change, holders.customers_behind(identifier))
