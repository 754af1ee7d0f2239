"""Columns that follow from other rows: worked out anew whenever an undo changed what they follow from.

What an order has left follows from the credit notes that stand. Two credits taken back out of their order would each
put its own old sum there; so such a column is never restored by value.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from klientela.accounts.actions import history
from klientela.accounts.actions.history import BulkEdit
from klientela.accounts.actions.pieces import all_of, mark_stale
from klientela.accounts.models import ChangeSet
from klientela.accounts.restorable import Table, restorables


def followed(table: Table, keys: Iterable[int]) -> set[int]:
    """Return the keys of the rows whose columns follow from these rows of `table`; ask before the rows go."""
    if not table.followed_by:
        return set()
    found = all_of(table.model).filter(pk__in=keys).values_list(table.followed_by, flat=True)
    return {key for key in found if key is not None}


def follow(table: Table, keys: set[int], undo: ChangeSet) -> None:
    """Work out anew what follows from rows of `table` in the rows `keys`, recording what differs under `undo`."""
    if not keys:
        return
    field = next(each for each in table.model._meta.concrete_fields if each.attname == table.followed_by)
    above = next(each for each in restorables().tables if each.model is field.related_model)
    rows = all_of(above.model).filter(pk__in=keys)
    records = list(rows.select_for_update().order_by("pk"))
    before = [{column: getattr(record, column) for column in above.computed} for record in records]
    work_out(above, records)
    edits = []
    for record, old in zip(records, before, strict=True):
        differing = {column: value for column, value in old.items() if getattr(record, column) != value}
        if differing:
            record.version += 1
            record.save(update_fields=[*differing, "version", "updated_at"])
            now = {column: getattr(record, column) for column in differing}
            edits.append(BulkEdit(record.pk, record.version, differing, now))
    history.updated_many(undo, above.model, edits)
    mark_stale(above, rows.filter(pk__in=[edit.key for edit in edits]))


def work_out(table: Table, records: Sequence[Any]) -> None:
    """Set the computed columns of records that are about to be written."""
    if table.compute is not None and records:
        table.compute(records)
