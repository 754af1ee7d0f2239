"""The work of taking a change back, cut into pieces small enough for one transaction each, and what they share."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet

from klientela.accounts.models import ChangeRow, ChangeSet
from klientela.accounts.restorable import Table, restorables

PIECE = 2_000
# From so many keys on it matters how they are named; and a range with more gaps than this would read too much.
FEW = 20
SCATTERED = 4


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
        if self_reference(table) is not None:
            yield from _by_keys(change, table, loosen=True)
        yield from _by_keys(change, table, loosen=False)


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


def mark_stale(table: Table, rows: QuerySet[Any]) -> None:
    if table.customer:
        customers: Iterable[int | None] = rows.values_list(table.customer, flat=True).distinct()
        restorables().mark(customer for customer in list(customers) if customer is not None)


def all_of(model: type[models.Model]) -> QuerySet[Any]:
    # The base manager is not guarded: an undo works on rows by key, for whoever may undo the whole change.
    return model._base_manager.all()


def near(column: str, keys: Collection[int]) -> dict[str, Any]:
    """Return a condition that holds for rows whose `column` is among `keys`, and perhaps for others nearby.

    Naming two thousand keys one by one costs more than what is asked about them; a piece of an import is one range.
    Whoever asks leaves out of the answer what is not among the keys.
    """
    if len(keys) < FEW:
        return {f"{column}__in": keys}
    first, last = min(keys), max(keys)
    if last - first >= SCATTERED * len(keys):
        return {f"{column}__in": keys}
    return {f"{column}__gte": first, f"{column}__lte": last}


def self_reference(table: Table) -> "models.Field[Any, Any] | None":
    fields = table.model._meta.concrete_fields
    return next((field for field in fields if field.is_relation and field.related_model is table.model), None)
