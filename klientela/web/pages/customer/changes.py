"""What was changed on a customer's record and on what belongs to it, by whom, and what of it can be taken back.

To it belong its contacts with their part played, phones and addresses. What was removed since is not looked for: its
history went out of sight with it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Model, Q
from django.utils.translation import gettext

from klientela.accounts.models import ChangeRow, ChangeSet
from klientela.core.actor import Actor, Right
from klientela.core.catalogue import visible_fields
from klientela.customers.models import Address, Affiliation, Contact, ContactPoint, Customer
from klientela.rules.fields import FieldType
from klientela.web.pages.customer.forms import ContactForm, PlaceForm, PointForm


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the record: when, who, the code of what was done, the old and new values in words."""

    at: datetime
    who: str
    code: str
    params: dict[str, Any]
    words: str
    undo: int | None


def changes_of(customer_id: int, actor: Actor, before: datetime | None, most: int) -> list[Change]:
    """Return the newest changes of a visible customer and of what belongs to it before a moment, one per change set."""
    rows = ChangeRow.objects.filter(_belonging(customer_id, actor), first_key=F("last_key"))
    if before is not None:
        rows = rows.filter(change_set__at__lt=before)
    moments = rows.order_by("-change_set__at", "-change_set_id").values_list("change_set_id", "change_set__at")
    newest = [change for change, _at in moments.distinct()[:most]]
    found: dict[int, list[ChangeRow]] = {change: [] for change in newest}
    for row in rows.filter(change_set_id__in=newest).select_related("change_set", "payload").order_by("pk"):
        found[row.change_set_id].append(row)
    labels = _labels(actor)
    return [_change(rows_of_one, labels, actor) for rows_of_one in found.values()]


def _belonging(customer_id: int, actor: Actor) -> Q:
    """Return the condition of rows of the history that speak of the customer, its people, points and addresses."""
    parts = dict(Affiliation.objects.visible_to(actor).filter(customer_id=customer_id).values_list("pk", "contact_id"))
    points = ContactPoint.objects.visible_to(actor).filter(
        Q(customer_id=customer_id) | Q(contact_id__in=parts.values())
    )
    places = Address.objects.visible_to(actor).filter(customer_id=customer_id)
    keys: dict[type[Model], list[int]] = {
        Customer: [customer_id],
        Contact: list(parts.values()),
        Affiliation: list(parts),
        ContactPoint: list(points.values_list("pk", flat=True)),
        Address: list(places.values_list("pk", flat=True)),
    }
    found = Q()
    for model, held in keys.items():
        found |= Q(label=model._meta.label_lower, last_key__in=held)
    return found


def _labels(actor: Actor) -> dict[str, dict[str, str]]:
    """Return the words for the columns of each record; what has none is not told."""
    own = {
        field.path: gettext(field.label)
        for field in visible_fields(actor).values()
        # A reference is kept as a number, which says nothing; its name may be nobody's business.
        if field.path and field.type != FieldType.REFERENCE
    }
    forms = ((Contact, ContactForm), (Affiliation, ContactForm), (ContactPoint, PointForm), (Address, PlaceForm))
    told = {
        model._meta.label_lower: {name: str(field.label) for name, field in form.base_fields.items() if field.label}
        for model, form in forms
    }
    return {Customer._meta.label_lower: own, **told}


def _change(rows: list[ChangeRow], labels: dict[str, dict[str, str]], actor: Actor) -> Change:
    change = rows[0].change_set
    words = [line for row in rows for line in _lines(row, labels[row.label])]
    is_edit = any(row.verb == ChangeRow.Verb.UPDATED for row in rows)
    undo = change.pk if is_edit and _may_undo(change, actor) else None
    return Change(change.at, change.actor_name, change.code, change.params, "\n".join(words), undo)


def _lines(row: ChangeRow, labels: dict[str, str]) -> list[str]:
    payload = getattr(row, "payload", None)
    before, after = (payload.before, payload.after) if payload else ({}, {})
    return [
        f"{labels[column]}: {_shown(before.get(column))} → {_shown(value)}"
        for column, value in after.items()
        if column in labels
    ]


def _shown(value: Any) -> str:
    return "–" if value in (None, "") else str(value)


def _may_undo(change: ChangeSet, actor: Actor) -> bool:
    own = change.user_id is not None and change.user_id == actor.user_id
    return change.undone_by_id is None and actor.may(Right.EDIT if own else Right.UNDO)
