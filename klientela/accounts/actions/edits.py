"""Editing one record so that nobody's work is lost: lock, compare, write, record.

Two people may edit different fields of the same record at once: both edits hold. Of two edits of the same field
the second is refused and gets the fresh record to look at.
"""

from typing import Any, TypeVar

from klientela.accounts.actions import history
from klientela.core.actor import Actor
from klientela.core.errors import Refused, Stale
from klientela.core.models import Record
from klientela.core.scoping import ScopedQuerySet

R = TypeVar("R", bound=Record)


def edit(
    rows: ScopedQuerySet[R], key: int, changes: dict[str, Any], *, version: int, code: str, actor: Actor, **params: Any
) -> tuple[R, frozenset[str]]:
    """Write `changes` (column to value) to the row `key` of `rows`, and return it with the columns that changed.

    `rows` were narrowed to what the actor may see; a row outside them is refused as unknown. Call it inside a
    transaction. Nothing is written or recorded when every value is the same as before.
    """
    record = locked(rows, key)
    before = {column: getattr(record, column) for column, value in changes.items() if getattr(record, column) != value}
    if not before:
        return record, frozenset()
    if record.version != version:
        refuse_stale(record, frozenset(before), version)
    for column in before:
        setattr(record, column, changes[column])
    record.version += 1
    record.save(update_fields=[*before, "version", "updated_at"])
    history.updated(history.open_change(code, actor=actor, **params), record, before)
    return record, frozenset(before)


def locked(rows: ScopedQuerySet[R], key: int) -> R:
    """Return the row, held until the transaction ends; SQLite holds the whole base anyway."""
    record = rows.select_for_update(of=("self",)).filter(pk=key).first()
    if record is None:
        raise Refused("record.unknown", "There is no such record, or it is not yours to see.")
    return record


def refuse_stale(record: Record, columns: frozenset[str], version: int) -> None:
    """Refuse when somebody changed one of `columns` after `version`; edits of other columns pass."""
    clash = columns & history.columns_changed_since(record, version)
    if clash or version > record.version:
        raise Stale(record, tuple(sorted(clash)))
