"""Columns that follow from other rows: worked out anew whenever an undo changed what they follow from.

What an order has left follows from the credit notes that stand. Two credits taken back out of their order would each
put its own old sum there; so such a column is never restored by value.
"""

from collections.abc import Collection, Sequence
from typing import Any

from klientela.accounts.actions import history
from klientela.accounts.actions.history import BulkEdit
from klientela.accounts.actions.pieces import all_of, mark_stale, near
from klientela.accounts.models import ChangeSet
from klientela.accounts.restorable import Table, restorables
from klientela.core import bulk, clock


def followed(table: Table, keys: Collection[int]) -> set[int]:
    """Return the keys of the rows whose columns follow from these rows of `table`; ask before the rows go."""
    if not table.followed_by:
        return set()
    among = frozenset(keys)
    found = all_of(table.model).filter(**near("pk", among)).values_list("pk", table.followed_by)
    return {above for key, above in found if above is not None and key in among}


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
            now = {column: getattr(record, column) for column in differing}
            edits.append(BulkEdit(record.pk, record.version, differing, now))
    _write(above, {edit.key for edit in edits}, records)
    history.updated_many(undo, above.model, edits)
    mark_stale(above, rows.filter(pk__in=[edit.key for edit in edits]))


def _write(table: Table, keys: set[int], records: Sequence[Any]) -> None:
    moment, columns = clock.now(), (*table.computed, "version")
    rows = [(*(getattr(each, name) for name in columns), moment, each.pk) for each in records if each.pk in keys]
    bulk.update_rows(table.model, (*columns, "updated_at"), rows)


def work_out(table: Table, records: Sequence[Any]) -> None:
    """Set the computed columns of records that are about to be written."""
    if table.compute is not None and records:
        table.compute(records)
