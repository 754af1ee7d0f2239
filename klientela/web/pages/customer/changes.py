"""What was changed on a customer's record, by whom, and which of it can be taken back by whoever looks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from klientela.accounts.models import ChangeRow, ChangeSet
from klientela.core.actor import Actor, Right
from klientela.core.catalogue import visible_fields
from klientela.customers.models import Customer
from klientela.rules.fields import FieldType


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
    """Return the newest changes of a visible customer's own row before a moment."""
    rows = ChangeRow.objects.filter(
        label=Customer._meta.label_lower, last_key=customer_id, first_key=customer_id
    ).select_related("change_set", "payload")
    if before is not None:
        rows = rows.filter(change_set__at__lt=before)
    labels = {
        field.path: gettext(field.label)
        for field in visible_fields(actor).values()
        # A reference is kept as a number, which says nothing; its name may be nobody's business.
        if field.path and field.type != FieldType.REFERENCE
    }
    return [_change(row, labels, actor) for row in rows.order_by("-change_set__at", "-pk")[:most]]


def _change(row: ChangeRow, labels: dict[str, str], actor: Actor) -> Change:
    change = row.change_set
    payload = getattr(row, "payload", None)
    before, after = (payload.before, payload.after) if payload else ({}, {})
    words = [
        f"{labels[column]}: {_shown(before.get(column))} → {_shown(value)}"
        for column, value in after.items()
        if column in labels
    ]
    undo = change.pk if row.verb == ChangeRow.Verb.UPDATED and _may_undo(change, actor) else None
    return Change(change.at, change.actor_name, change.code, change.params, "\n".join(words), undo)


def _shown(value: Any) -> str:
    return "–" if value in (None, "") else str(value)


def _may_undo(change: ChangeSet, actor: Actor) -> bool:
    own = change.user_id is not None and change.user_id == actor.user_id
    return change.undone_by_id is None and actor.may(Right.EDIT if own else Right.UNDO)
