"""Writes the history: every action opens one change set and says which rows it made, changed or took away.

It must be called inside the transaction of the change, so that there is never a change without its history.

A request that may come twice (a form sent again, a call that got no answer) carries a random `key`. An action hands it
to `open_change`, which refuses the second change of one key with `change.repeated`: the transaction rolls back, so the
fact is there once, and whoever called shows the earlier change, named by `params["change"]`, as what was done. Keys do
not expire: a random one never comes again by itself, and a request of yesterday is as much a repeat as one of today.
Only a digest with the person's id is kept, so nobody meets the keys of another. Edits need no key: the second finds
nothing left to change, or is stale.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction

from klientela.accounts.models import ChangePayload, ChangeRow, ChangeSet
from klientela.core import bulk
from klientela.core.actor import Actor
from klientela.core.errors import Refused
from klientela.core.models import Job, Record

Verb = ChangeRow.Verb
BATCH = 5_000
# Housekeeping columns: they change with every write and say nothing.
SILENT = frozenset({"version", "updated_at"})


@dataclass(frozen=True, slots=True)
class BulkEdit:
    """One row of a bulk change: its key, its version after the change, and the changed columns before and after."""

    key: int
    version: int
    before: dict[str, Any]
    after: dict[str, Any]


def open_change(code: str, *, actor: Actor, key: str = "", **params: Any) -> ChangeSet:
    """Return a new change set; `code` and `params` are put into words by the reader's page.

    Refuses with `change.repeated` when the actor made a change with the same `key` before; "" never repeats.
    """
    change = ChangeSet(code=code, params=params, actor_kind=actor.kind, actor_name=actor.name, user_id=actor.user_id)
    if not key:
        change.save()
        return change
    change.key = hashlib.sha256(f"{actor.user_id}:{key}".encode()).hexdigest()
    try:
        # Of two that come at once the second waits for the first here; looking before writing would let both through.
        with transaction.atomic():
            change.save()
    except IntegrityError:
        earlier = ChangeSet.objects.unscoped("a digest names the change of the one who asks").get(key=change.key)
        raise Refused("change.repeated", "This was saved already.", change=earlier.pk) from None
    return change


def begin_long(change: ChangeSet, job: Job) -> None:
    """Say that `job` goes on writing under `change`: until `end_long`, or the end of the job, nobody takes it back."""
    change.job = job
    change.save(update_fields=["job"])


def end_long(change: ChangeSet) -> None:
    """Say that nothing more will be written under `change`."""
    change.job = None
    change.save(update_fields=["job"])


def created(change: ChangeSet, *records: models.Model) -> None:
    """Record rows that were just made; what stands in them is their own picture."""
    ChangeRow.objects.bulk_create(
        [_row(change, record._meta.label_lower, Verb.CREATED, record.pk, version=1) for record in records]
    )


def created_range(change: ChangeSet, model: type[models.Model], first_key: int, last_key: int) -> None:
    """Record an unbroken range of made rows, however long, as one row of history."""
    if last_key >= first_key:
        _row(change, model._meta.label_lower, Verb.CREATED, first_key, last_key=last_key).save()


def updated(change: ChangeSet, record: Record, before: dict[str, Any]) -> None:
    """Record a changed row: `before` holds the old values by column, the record the new ones and its new version."""
    row = _row(change, record._meta.label_lower, Verb.UPDATED, record.pk, version=record.version)
    row.save()
    after = {column: getattr(record, column) for column in before}
    ChangePayload.objects.create(row=row, before=plain(before), after=plain(after))


def updated_many(change: ChangeSet, model: type[models.Model], edits: Iterable[BulkEdit]) -> None:
    """Record many changed rows of one model, set-based."""
    edits = list(edits)
    if not edits:
        return
    label = model._meta.label_lower
    first = bulk.reserve_ids(ChangeRow, len(edits))
    numbered = list(enumerate(edits, start=first))
    bulk.copy_rows(
        ChangeRow,
        ("id", "change_set_id", "label", "first_key", "last_key", "verb", "version"),
        [(key, change.pk, label, edit.key, edit.key, Verb.UPDATED.value, edit.version) for key, edit in numbered],
    )
    ChangePayload.objects.bulk_create(
        [ChangePayload(row_id=key, before=plain(edit.before), after=plain(edit.after)) for key, edit in numbered],
        batch_size=BATCH,
    )


def deleted(change: ChangeSet, *records: models.Model) -> None:
    """Record rows that are about to be deleted, whole, so that an undo can bring them back."""
    for record in records:
        row = _row(change, record._meta.label_lower, Verb.DELETED, record.pk)
        row.save()
        ChangePayload.objects.create(row=row, before=plain(whole(record)), after={})


def columns_changed_since(record: Record, version: int) -> frozenset[str]:
    """Return the columns that were changed after `version` was current: what a stale writer may not overwrite."""
    payloads = ChangePayload.objects.filter(
        row__label=record._meta.label_lower,
        row__first_key=record.pk,
        row__last_key=record.pk,
        row__version__gt=version,
    )
    return frozenset(column for after in payloads.values_list("after", flat=True) for column in after)


def whole(record: models.Model) -> dict[str, Any]:
    """Return every stored column of a row by its column name."""
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values as JSON can keep them: days and moments as ISO text, numbers and text as they are."""
    return {column: _plain(value) for column, value in values.items()}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    return DjangoJSONEncoder().default(value)


def _row(
    change: ChangeSet,
    label: str,
    verb: ChangeRow.Verb,
    key: int,
    *,
    last_key: int | None = None,
    version: int | None = None,
) -> ChangeRow:
    last = key if last_key is None else last_key
    return ChangeRow(change_set=change, label=label, first_key=key, last_key=last, verb=verb, version=version)
