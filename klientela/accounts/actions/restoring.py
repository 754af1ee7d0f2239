"""Takes back pieces of a change, table by table, set-based, and reports what it left alone and why.

Left alone are: a value or a row that somebody changed since, a parent on which somebody's later child hangs, and what
cannot come back because something else stands in its place. Rows are taken back children first, so whatever child is
still there was not made by this change.
"""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from klientela.accounts.actions import history
from klientela.accounts.actions.following import follow, followed, work_out
from klientela.accounts.actions.pieces import Piece, Tally, all_of, mark_stale
from klientela.accounts.actions.removing import loosen, remove
from klientela.accounts.models import ChangePayload, ChangeRow, ChangeSet
from klientela.accounts.restorable import Table


def take_back(piece: Piece, change: ChangeSet, undo: ChangeSet) -> Tally:
    """Do one piece inside the caller's transaction, recording it under `undo`."""
    if piece.verb == ChangeRow.Verb.DELETED:
        return _bring_back(piece, change, undo)
    if piece.verb == ChangeRow.Verb.UPDATED:
        return _restore_values(piece, change, undo)
    if piece.loosen:
        return loosen(piece, change)
    return remove(piece, change, undo)


def _restore_values(piece: Piece, change: ChangeSet, undo: ChangeSet) -> Tally:
    table = piece.table
    payloads = _payloads(piece, change)
    keys = {payload.row.first_key for payload in payloads}
    # Held before they are compared: an edit that is under way is waited for, not written over.
    held = all_of(table.model).filter(pk__in=keys).select_for_update().order_by("pk")
    records = {record.pk: record for record in held}
    now = {key: _values(record) for key, record in records.items()}
    kept = 0
    # Newest first: when one change touched a row twice, its oldest values are the ones to return to.
    for payload in reversed(payloads):
        after = {column for column in payload.after if column not in table.computed}
        record = records.get(payload.row.first_key)
        kept += bool(after) and (record is None or not _revert(record, payload, after))
    work_out(table, [record for key, record in records.items() if _values(record) != now[key]])
    changed = [record for key, record in records.items() if _values(record) != now[key]]
    above = followed(table, keys)
    written = _write(table, changed, now)
    history.updated_many(undo, table.model, [_edit(record, now[record.pk]) for record in written])
    mark_stale(table, all_of(table.model).filter(pk__in=[record.pk for record in written]))
    follow(table, above | followed(table, keys), undo)
    return Tally(restored=len(written), kept=kept + len(changed) - len(written))


def _revert(record: Any, payload: ChangePayload, columns: set[str]) -> bool:
    """Put back the columns that still hold what the change wrote; tell whether any does."""
    now = history.plain({column: getattr(record, column) for column in columns})
    back = {column for column in columns if now[column] == payload.after[column]}
    for column in back:
        setattr(record, column, _python(record, column, payload.before[column]))
    return bool(back)


def _write(table: Table, records: Sequence[Any], now: dict[int, dict[str, Any]]) -> list[Any]:
    """Write the records and return them, without those whose old value somebody else has taken since."""
    columns = {column for record in records for column in _edit(record, now[record.pk]).after}
    names = [field.name for field in table.model._meta.concrete_fields if field.attname in columns]
    for record in records:
        record.version += 1
    if not records:
        return []
    try:
        with transaction.atomic():
            all_of(table.model).bulk_update(records, [*names, "version"], batch_size=500)
    except IntegrityError:
        return [record for record in records if _saved(record, names)]
    return list(records)


def _saved(record: Any, names: list[str]) -> bool:
    try:
        with transaction.atomic():
            record.save(update_fields=[*names, "version"])
    except IntegrityError:
        return False
    return True


def _edit(record: Any, before: dict[str, Any]) -> history.BulkEdit:
    after = {column: value for column, value in _values(record).items() if before[column] != value}
    return history.BulkEdit(record.pk, record.version, {column: before[column] for column in after}, after)


def _values(record: Any) -> dict[str, Any]:
    return {column: value for column, value in history.whole(record).items() if column not in history.SILENT}


def _bring_back(piece: Piece, change: ChangeSet, undo: ChangeSet) -> Tally:
    tally, model = Tally(), piece.table.model
    back = []
    for payload in _payloads(piece, change):
        record = model(**{name: _python(model, name, value) for name, value in payload.before.items()})
        if not _inserted(record):
            tally.kept += 1
            continue
        history.created(undo, record)
        back.append(record.pk)
    mark_stale(piece.table, all_of(model).filter(pk__in=back))
    follow(piece.table, followed(piece.table, back), undo)
    tally.restored = len(back)
    return tally


def _inserted(record: Any) -> bool:
    """Insert the row as it was; not when it is there again, or another stands in its place."""
    try:
        # Raw: the model would give it a new date of creation.
        with transaction.atomic():
            record.save_base(raw=True, force_insert=True)
    except IntegrityError:
        return False
    return True


def _payloads(piece: Piece, change: ChangeSet) -> list[ChangePayload]:
    found = ChangePayload.objects.filter(
        row__change_set=change,
        row__label=piece.table.label,
        row__verb=piece.verb,
        pk__gte=piece.first,
        pk__lte=piece.last,
    )
    return list(found.select_related("row").order_by("pk"))


def _python(record: Any, column: str, value: Any) -> Any:
    field = next(field for field in record._meta.concrete_fields if field.attname == column)
    return field.target_field.to_python(value) if field.is_relation else field.to_python(value)
