"""Whose are the rows that a change touched, by now: what somebody does not see, they must not change by an undo either.

One's own change may reach what has become a colleague's: a customer that was assigned since, with the phone one added.
Asked set-based, along the foreign keys and by ranges of ids, so that it costs what the change is large, not the base.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from klientela.accounts.models import ChangePayload, ChangeRow, ChangeSet, User
from klientela.accounts.restorable import Table, restorables
from klientela.core.actor import Actor

BATCH = 2_000
NOBODY = 0
Verb = ChangeRow.Verb


def reaches_unseen(change: ChangeSet, actor: Actor) -> bool:
    """Tell whether any row of the change hangs on a customer or a person that the actor does not see."""
    if actor.sees is None:
        return False
    unseen = set(User.objects.exclude(pk__in=actor.sees).values_list("pk", flat=True))
    return any(
        _any_standing(change, table, unseen) or _any_deleted(change, table, unseen) for table in restorables().tables
    )


def _any_standing(change: ChangeSet, table: Table, unseen: set[int]) -> bool:
    spans = list(_spans(change, table)) if table.owners else []
    rows = table.model._base_manager.all()
    return any(_of(rows.filter(**span), path, unseen) for span in spans for path in table.owners)


def _any_deleted(change: ChangeSet, table: Table, unseen: set[int]) -> bool:
    """Look at what the deleted rows hung on: they would come back there."""
    fields = {field.name: field for field in table.model._meta.concrete_fields}
    for path in table.owners:
        field, _, rest = path.partition("__")
        if field not in fields:
            # Nothing hangs on a row that is not there.
            continue
        for keys in _keys_before(change, table, fields[field].attname):
            if not rest and keys & unseen:
                return True
            related: Any = fields[field].related_model
            if rest and _of(related._base_manager.filter(pk__in=keys), rest, unseen):
                return True
    return False


def _of(rows: QuerySet[Any], path: str, unseen: set[int]) -> bool:
    # Coalesce keeps the database from walking all that the unseen own instead of the few rows asked about.
    return bool(rows.alias(whose=Coalesce(F(path), NOBODY)).filter(whose__in=unseen).exists())


def _spans(change: ChangeSet, table: Table) -> Iterator[dict[str, Any]]:
    """Yield conditions on ids: neighbouring ranges as one, single rows by the thousand."""
    rows = change.rows.filter(label=table.label, verb__in=(Verb.CREATED, Verb.UPDATED)).order_by("first_key")
    single: list[int] = []
    for first, last in _joined(rows.values_list("first_key", "last_key").iterator(BATCH)):
        if first < last:
            yield {"pk__range": (first, last)}
            continue
        single.append(first)
        if len(single) == BATCH:
            yield {"pk__in": single}
            single = []
    if single:
        yield {"pk__in": single}


def _joined(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    begun: tuple[int, int] | None = None
    for first, last in ranges:
        if begun and first <= begun[1] + 1:
            begun = begun[0], max(begun[1], last)
            continue
        if begun:
            yield begun
        begun = first, last
    if begun:
        yield begun


def _keys_before(change: ChangeSet, table: Table, column: str) -> Iterator[set[int]]:
    deleted = ChangePayload.objects.filter(row__change_set=change, row__label=table.label, row__verb=Verb.DELETED)
    keys: set[int] = set()
    for before in deleted.values_list("before", flat=True).iterator(BATCH):
        keys.add(before.get(column) or NOBODY)
        if len(keys) == BATCH:
            yield keys
            keys = set()
    yield keys
