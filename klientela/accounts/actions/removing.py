"""Rows that a change made go again, unless somebody worked on them since or something later hangs on them."""

from bisect import bisect
from collections.abc import Collection, Set
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet

from klientela.accounts.actions import history
from klientela.accounts.actions.following import follow, followed
from klientela.accounts.actions.pieces import Piece, Tally, all_of, mark_stale, near, self_reference
from klientela.accounts.models import ChangeRow, ChangeSet
from klientela.accounts.restorable import Table, restorables


def remove(piece: Piece, change: ChangeSet, undo: ChangeSet) -> Tally:
    """Delete the rows of the piece that nobody needs any more."""
    rows = all_of(piece.table.model).filter(pk__range=(piece.first, piece.last))
    # Held first: an edit that is under way is waited for, and then found among the later work.
    present = set(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
    kept = present & (_touched(piece.table, present, change) | _with_children(piece.table, present))
    doomed = present - kept
    if not doomed:
        return Tally(kept=len(kept))
    leaving = rows.filter(pk__in=doomed) if kept else rows
    above = followed(piece.table, doomed)
    mark_stale(piece.table, leaving)
    _record(piece, undo, leaving, doomed)
    for model in piece.table.derived:
        _raw_delete(all_of(model).filter(customer_id__in=leaving.values("pk")))
    _raw_delete(leaving)
    follow(piece.table, above, undo)
    return Tally(restored=len(doomed), kept=len(kept))


def loosen(piece: Piece, change: ChangeSet) -> Tally:
    """Let rows that will go let go of each other: those of one table cannot go one piece at a time otherwise."""
    field = self_reference(piece.table)
    if field is not None:
        rows = all_of(piece.table.model).filter(pk__range=(piece.first, piece.last))
        hanging = set(rows.filter(**{f"{field.name}__isnull": False}).values_list("pk", flat=True))
        going = hanging - _staying(piece.table, field.attname, hanging, change)
        rows.filter(pk__in=going).update(**{field.name: None})
    return Tally()


def _staying(table: Table, column: str, keys: set[int], change: ChangeSet) -> set[int]:
    """Return which rows stay, by themselves or because some row below them does, however far below."""
    parents: dict[int, int] = {}
    below = keys
    while below:
        children = all_of(table.model).filter(**near(column, below)).values_list("pk", column)
        found = {key: parent for key, parent in children if parent in below and key not in parents}
        parents.update(found)
        below = set(found)
    everybody = keys | parents.keys()
    staying = _touched(table, everybody, change) | _with_children(table, everybody, itself=False)
    staying |= everybody - _made(table, everybody, change)
    risen = staying
    while risen:
        risen = {parents[key] for key in risen if key in parents} - staying
        staying |= risen
    return staying


def _made(table: Table, keys: Collection[int], change: ChangeSet) -> set[int]:
    """Return which of the keys `change` made."""
    if not keys:
        return set()
    made = change.rows.filter(
        label=table.label, verb=ChangeRow.Verb.CREATED, last_key__gte=min(keys), first_key__lte=max(keys)
    )
    # Nothing is made twice, so the ranges stand beside each other, and the nearest beginning below a key decides.
    ranges = sorted(made.values_list("first_key", "last_key"))
    below = {key: bisect(ranges, key, key=itemgetter(0)) for key in keys}
    return {key for key, place in below.items() if place and key <= ranges[place - 1][1]}


def _touched(table: Table, keys: Set[int], change: ChangeSet) -> set[int]:
    """Return the keys that somebody changed after `change` by something that stands; undos are no work of their own."""
    later = ChangeRow.objects.filter(
        label=table.label,
        verb=ChangeRow.Verb.UPDATED,
        change_set__gt=change.pk,
        change_set__undoes__isnull=True,
        **near("last_key", keys),
    )
    found = later.values_list("first_key", "change_set__undone_by_id")
    rows = [(key, undo) for key, undo in found if key in keys]
    undos = {undo for _, undo in rows if undo is not None}
    gone = {undo for undo in undos if _stands(undo)}
    return {key for key, undo in rows if undo not in gone}


def _stands(change_id: int) -> bool:
    """Tell whether a change holds: not taken back, or its undo was itself taken back, and so on."""
    undos = ChangeSet.objects.unscoped("whether later work stands does not depend on who asks")
    after = undos.filter(pk=change_id).values_list("undone_by_id", flat=True).get()
    return after is None or not _stands(after)


def _with_children(table: Table, keys: Set[int], *, itself: bool = True) -> set[int]:
    found: set[int] = set()
    for below, field in restorables().children_of(table.model):
        if itself or below.model is not table.model:
            held = all_of(below.model).filter(**near(field.attname, keys))
            found.update(held.values_list(field.attname, flat=True))
    return found & keys


def _record(piece: Piece, undo: ChangeSet, rows: QuerySet[Any], doomed: set[int]) -> None:
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


def _raw_delete(rows: QuerySet[Any]) -> None:
    # Without the collector: children are gone already, and loading a million rows to delete them would take minutes.
    rows._raw_delete(rows.db)
