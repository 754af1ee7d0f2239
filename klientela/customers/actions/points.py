"""Contact points: a phone, e-mail or site is added, corrected, checked or taken away."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from klientela.accounts.actions import history
from klientela.core.actor import Actor, Right
from klientela.core.clock import now
from klientela.core.preferences import preferences
from klientela.customers import values
from klientela.customers.actions import holders, writing
from klientela.customers.actions.writing import announce, cleaned
from klientela.customers.models import ContactPoint

EDITABLE = frozenset({"value", "is_work", "is_primary", "state"})


@transaction.atomic
def add(
    *,
    kind: str,
    value: str,
    actor: Actor,
    customer_id: int | None = None,
    contact_id: int | None = None,
    is_work: bool = True,
) -> ContactPoint:
    """Add a contact point to a customer or a contact; the same value again returns the one that stands."""
    holder = holders.allowed(customer_id, contact_id, actor)
    point = made(kind, value, holder.country or preferences().country, is_work=is_work, **holder.keys)
    same = ContactPoint.objects.visible_to(actor).filter(kind=kind, normalised=point.normalised, **holder.keys).first()
    if same:
        return same
    point.is_primary = not ContactPoint.objects.visible_to(actor).filter(kind=kind, **holder.keys).exists()
    point.save(force_insert=True)
    change = history.open_change("point.added", actor=actor, value=point.value)
    history.created(change, point)
    announce(change, holder.customer_ids)
    return point


def made(kind: str, value: str, country: str, **columns: Any) -> ContactPoint:
    """Return an unsaved contact point with its compared form; refuses what is none."""
    cleaned(ContactPoint, {"kind": kind, "value": value}, frozenset({"kind", "value"}))
    return ContactPoint(kind=kind, value=value.strip(), normalised=values.point(kind, value, country), **columns)


@transaction.atomic
def edit(point_id: int, changes: Mapping[str, Any], *, version: int, actor: Actor) -> ContactPoint:
    """Correct a contact point, or say whether it works; a new value counts as not checked."""
    actor.require(Right.EDIT)
    rows = ContactPoint.objects.visible_to(actor)
    clean = cleaned(ContactPoint, changes, EDITABLE)
    point = writing.found(rows, point_id)
    if "value" in clean:
        country = point.customer.country if point.customer else ""
        clean["normalised"] = values.point(point.kind, clean["value"], country or preferences().country)
        clean.setdefault("state", ContactPoint.State.UNVERIFIED)
    if "state" in clean:
        clean["verified_at"] = now() if clean["state"] else None
    point, change = writing.edit(rows, point_id, clean, version=version, code="point.edited", actor=actor)
    if change:
        announce(change, holders.customers_behind(point))
    return point


@transaction.atomic
def remove(point_id: int, *, actor: Actor) -> None:
    """Take a contact point away; it can be brought back from the history."""
    actor.require(Right.EDIT)
    rows = ContactPoint.objects.visible_to(actor)
    point, change = writing.remove(
        rows, point_id, code="point.removed", actor=actor, value=writing.found(rows, point_id).value
    )
    announce(change, holders.customers_behind(point))
