"""Takes back pieces of a change, table by table, set-based, and reports what it left alone and why.

Two things are left alone: a value or a row that somebody changed since, and a parent on which somebody's later
child hangs. Rows are taken back children first, so whatever child is still there was not made by this change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet

from klientela.accounts.actions import history
from klientela.accounts.models import ChangePayload, ChangeRow, ChangeSet
from klientela.accounts.restorable import Table, restorables
from klientela.core import bulk

PIECE = 2_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the work small enough for one transaction: rows of one table, all made, changed or deleted."""

    table: Table
    verb: str
    first: int
    last: int
    loosen: bool = False


@dataclass(slots=True)
class Tally:
    """How many rows were taken back, and how many were left alone because of later work."""

    restored: int = 0
    kept: int = 0

    def add(self, other: "Tally") -> None:
        """Add another piece's figures."""
        self.restored += other.restored
        self.kept += other.kept


def pieces(change: ChangeSet) -> Iterator[Piece]:
    """Yield the work of taking `change` back, in an order that never depends on how far it came.

    First what was deleted comes back, parents first; then changed values; then what was made goes, children first.
    """
    tables = restorables().tables
    for table in reversed(tables):
        yield from _by_rows(change, table, ChangeRow.Verb.DELETED)
    for table in tables:
        yield from _by_rows(change, table, ChangeRow.Verb.UPDATED)
    for table in tables:
        if _self_reference(table) is not None:
            yield from _by_keys(change, table, loosen=True)
        yield from _by_keys(change, table, loosen=False)


def take_back(piece: Piece, change: ChangeSet, undo: ChangeSet) -> Tally:
    """Do one piece inside the caller's transaction, recording it under `undo`."""
    if piece.verb == ChangeRow.Verb.DELETED:
        return _bring_back(piece, change, undo)
    if piece.verb == ChangeRow.Verb.UPDATED:
        return _restore_values(piece, change, undo)
    if piece.loosen:
        return _loosen(piece, change)
    return _remove(piece, change, undo)


def _by_rows(change: ChangeSet, table: Table, verb: str) -> Iterator[Piece]:
    # `first` and `last` are ids of change rows here: one row of history is one row of the table.
    ids = list(change.rows.filter(label=table.label, verb=verb).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), PIECE):
        part = ids[start : start + PIECE]
        yield Piece(table, verb, part[0], part[-1])


def _by_keys(change: ChangeSet, table: Table, *, loosen: bool) -> Iterator[Piece]:
    made = change.rows.filter(label=table.label, verb=ChangeRow.Verb.CREATED).order_by("-last_key", "pk")
    for first, last in made.values_list("first_key", "last_key"):
        for end in range(last, first - 1, -PIECE):
            yield Piece(table, ChangeRow.Verb.CREATED, max(first, end - PIECE + 1), end, loosen)


def _remove(piece: Piece, change: ChangeSet, undo: ChangeSet) -> Tally:
    rows = _rows(piece.table.model).filter(pk__range=(piece.first, piece.last))
    present = set(rows.values_list("pk", flat=True))
    kept = present & (_touched(piece, change) | _with_children(piece))
    doomed = present - kept
    if not doomed:
        return Tally(kept=len(kept))
    leaving = rows.filter(pk__in=doomed) if kept else rows
    _mark_stale(piece.table, leaving)
    _record_removal(piece, undo, leaving, doomed)
    for model in piece.table.derived:
        _raw_delete(_rows(model).filter(customer_id__in=leaving.values("pk")))
    _raw_delete(leaving)
    return Tally(restored=len(doomed), kept=len(kept))


def _record_removal(piece: Piece, undo: ChangeSet, rows: QuerySet[Any], doomed: set[int]) -> None:
    if len(doomed) == 1:
        history.deleted(undo, *rows)
        return
    # The file the rows came from is kept, so their pictures are not stored a second time.
    ChangeRow.objects.create(
        change_set=undo,
        label=piece.table.label,
        first_key=min(doomed),
        last_key=max(doomed),
        verb=ChangeRow.Verb.DELETED,
    )


def _loosen(piece: Piece, change: ChangeSet) -> Tally:
    # Rows of one table that point at each other cannot go one piece at a time; those that will go let go first.
    field = _self_reference(piece.table)
    if field is not None:
        rows = _rows(piece.table.model).filter(pk__range=(piece.first, piece.last), **{f"{field.name}__isnull": False})
        staying = _touched(piece, change) | _with_children(piece, itself=False)
        rows.exclude(pk__in=staying).update(**{field.name: None})
    return Tally()


def _touched(piece: Piece, change: ChangeSet) -> set[int]:
    """Return the keys in the piece that somebody changed after `change`, undone changes and undos left aside."""
    later = ChangeRow.objects.filter(
        label=piece.table.label,
        verb=ChangeRow.Verb.UPDATED,
        last_key__gte=piece.first,
        first_key__lte=piece.last,
        change_set__gt=change.pk,
        change_set__undone_by__isnull=True,
        change_set__undoes__isnull=True,
    )
    return set(later.values_list("first_key", flat=True))


def _with_children(piece: Piece, *, itself: bool = True) -> set[int]:
    found: set[int] = set()
    for table, field in restorables().children_of(piece.table.model):
        if itself or table.model is not piece.table.model:
            bounds = {f"{field.attname}__gte": piece.first, f"{field.attname}__lte": piece.last}
            held = _rows(table.model).filter(**bounds)
            found.update(held.values_list(field.attname, flat=True))
    return found


def _restore_values(piece: Piece, change: ChangeSet, undo: ChangeSet) -> Tally:
    tally, edits = Tally(), []
    payloads = _payloads(piece, change)
    records = _rows(piece.table.model).in_bulk({payload.row.first_key for payload in payloads})
    # Newest first: when one change touched a row twice, its oldest values are the ones to return to.
    for payload in reversed(payloads):
        record = records.get(payload.row.first_key)
        edit = None if record is None else _revert(record, payload)
        tally.kept += edit is None
        if edit is not None:
            edits.append(edit)
    changed = [records[edit.key] for edit in edits]
    columns = sorted({column for edit in edits for column in edit.after})
    if edits:
        _rows(piece.table.model).bulk_update(changed, [*_names(piece.table, columns), "version"], batch_size=500)
        history.updated_many(undo, piece.table.model, edits)
        _mark_stale(piece.table, _rows(piece.table.model).filter(pk__in=[edit.key for edit in edits]))
    tally.restored += len(edits)
    return tally


def _revert(record: Any, payload: ChangePayload) -> history.BulkEdit | None:
    """Put back the columns that still hold what the change wrote; None when none does."""
    now = history.plain({column: getattr(record, column) for column in payload.after})
    back = {column: value for column, value in payload.before.items() if now[column] == payload.after[column]}
    if not back:
        return None
    for column, value in back.items():
        setattr(record, column, _python(record, column, value))
    record.version += 1
    return history.BulkEdit(record.pk, record.version, {column: now[column] for column in back}, back)


def _bring_back(piece: Piece, change: ChangeSet, undo: ChangeSet) -> Tally:
    tally = Tally()
    for payload in _payloads(piece, change):
        model = piece.table.model
        if _rows(model).filter(pk=payload.row.first_key).exists():
            tally.kept += 1
            continue
        record = model(**{name: _python(model, name, value) for name, value in payload.before.items()})
        # Not saved through the model, which would give it a new date of creation.
        bulk.copy_rows(model, list(payload.before), [[getattr(record, name) for name in payload.before]])
        history.created(undo, record)
        _mark_stale(piece.table, _rows(model).filter(pk=record.pk))
        tally.restored += 1
    return tally


def _payloads(piece: Piece, change: ChangeSet) -> list[ChangePayload]:
    found = ChangePayload.objects.filter(
        row__change_set=change,
        row__label=piece.table.label,
        row__verb=piece.verb,
        pk__gte=piece.first,
        pk__lte=piece.last,
    )
    return list(found.select_related("row").order_by("pk"))


def _mark_stale(table: Table, rows: QuerySet[Any]) -> None:
    if table.customer:
        customers: Iterable[int | None] = rows.values_list(table.customer, flat=True).distinct()
        restorables().mark(customer for customer in list(customers) if customer is not None)


def _rows(model: type[models.Model]) -> QuerySet[Any]:
    # The base manager is not guarded: an undo works on rows by key, for whoever may undo the whole change.
    return model._base_manager.all()


def _raw_delete(rows: QuerySet[Any]) -> None:
    # Without the collector: children are gone already, and loading a million rows to delete them would take minutes.
    rows._raw_delete(rows.db)


def _self_reference(table: Table) -> "models.Field[Any, Any] | None":
    fields = table.model._meta.concrete_fields
    return next((field for field in fields if field.is_relation and field.related_model is table.model), None)


def _names(table: Table, columns: list[str]) -> list[str]:
    by_column = {field.attname: field.name for field in table.model._meta.concrete_fields}
    return [by_column[column] for column in columns]


def _python(record: Any, column: str, value: Any) -> Any:
    field = next(field for field in record._meta.concrete_fields if field.attname == column)
    return field.target_field.to_python(value) if field.is_relation else field.to_python(value)
