"""Changing one column of many customers at once: set-based, one change set, one event, one mark per customer."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F

from klientela.accounts.actions import history
from klientela.accounts.actions.history import BulkEdit
from klientela.accounts.models import ChangeSet
from klientela.core.actor import Actor, Right
from klientela.core.clock import now
from klientela.core.errors import Refused
from klientela.customers.actions.writing import announce
from klientela.customers.models import Customer

# Chosen by hand on pages; longer sets are work for a job in chunks of this size (the write stays short).
MOST = 5_000


def chosen(customer_ids: Iterable[int]) -> list[int]:
    """Return the chosen ids once each; refuses none and more than fit one short transaction."""
    ids = list(dict.fromkeys(customer_ids))
    if not ids:
        raise Refused("customers.none_chosen", "Choose at least one customer.")
    if len(ids) > MOST:
        raise Refused("customers.too_many", "Choose at most %(most)s customers at once.", most=MOST)
    return ids


@transaction.atomic
def set_column(customer_ids: Iterable[int], column: str, value: Any, *, code: str, actor: Actor) -> ChangeSet | None:
    """Set `column` of the visible ones among the customers; those that have the value already are left alone."""
    actor.require(Right.EDIT)
    rows = Customer.objects.visible_to(actor).filter(pk__in=chosen(customer_ids))
    standing = rows.select_for_update(of=("self",)).order_by("pk").values_list("pk", "version", column)
    edits = [
        BulkEdit(key, version + 1, {column: before}, {column: value})
        for key, version, before in standing
        if before != value
    ]
    if not edits:
        return None
    keys = [edit.key for edit in edits]
    Customer.objects.visible_to(actor).filter(pk__in=keys).update(
        **{column: value}, version=F("version") + 1, updated_at=now()
    )
    change = history.open_change(code, actor=actor, count=len(edits))
    history.updated_many(change, Customer, edits)
    announce(change, keys)
    return change
