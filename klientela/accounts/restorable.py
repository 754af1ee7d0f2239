"""Which tables an undo may touch, told from above: `config.restorable` holds the one visible list.

The history knows labels and keys only; without this list it could take back nothing of the floors above it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from klientela.core.assembly import assembled


@dataclass(frozen=True, slots=True)
class Table:
    """One model whose rows can be taken back or brought back.

    `customer` is the column that names the customer whose conclusions a change makes stale ("" when none does).
    `owners` are the paths to the users whose the row is: along its customer, or along all customers of its contact.
    `computed` columns follow from other rows: they are never restored by value; `compute` sets them in given records.
    `followed_by` is the column of the row whose computed columns follow from this one.
    `derived` are models with a `customer_id` whose rows are conclusions: they go with the row, unasked.
    """

    model: type[models.Model]
    customer: str = ""
    owners: tuple[str, ...] = ()
    computed: tuple[str, ...] = ()
    compute: Callable[[Sequence[Any]], None] | None = None
    followed_by: str = ""
    derived: tuple[type[models.Model], ...] = ()

    @property
    def label(self) -> str:
        """The name under which the history knows the model."""
        return self.model._meta.label_lower


@dataclass(frozen=True, slots=True)
class Restorables:
    """All restorable tables, children before their parents, and what marks a customer as stale."""

    tables: tuple[Table, ...]
    mark: Callable[[Iterable[int]], None]

    def table(self, label: str) -> Table | None:
        """Return the table of that label, or None when its rows cannot be taken back."""
        return next((table for table in self.tables if table.label == label), None)

    def children_of(self, model: type[models.Model]) -> list[tuple[Table, "models.Field[Any, Any]"]]:
        """Return the restorable tables with a foreign key to `model`, with that key, the model itself included."""
        return [
            (table, field)
            for table in self.tables
            for field in table.model._meta.concrete_fields
            if field.is_relation and field.related_model is model
        ]


def restorables() -> Restorables:
    """Return the list that `config` assembles."""
    found: Restorables = assembled("KLIENTELA_RESTORABLE")
    return found
