"""Rows of many tables that point at each other before any of them has an id.

A row is numbered from zero within its sheet, and a link holds that number; the ids are reserved only when a chunk is
written, so that making up a thousand customers happens outside the transaction.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models

from klientela.accounts.actions import history
from klientela.accounts.models import ChangeSet
from klientela.core import bulk


class Sheet:
    """Rows of one table; `links` says which columns hold row numbers of which other sheets."""

    def __init__(self, model: type[models.Model], columns: str, moment: datetime, **links: str) -> None:
        self.model = model
        self.columns = columns.split()
        self.links = links
        self.rest = _rest(model, self.columns, moment)
        self.rows: list[list[Any]] = []
        self.first = 0

    def add(self, *values: Any) -> int:
        """Add a row with values for the columns, in their order; return its number."""
        self.rows.append(list(values))
        return len(self.rows) - 1

    def last(self) -> int:
        """Return the id of the last row, once ids are reserved."""
        return self.first + len(self.rows) - 1

    def finished(self, firsts: Mapping[str, int]) -> Iterator[tuple[Any, ...]]:
        """Yield whole rows: id, values with links resolved, and the same rest in every row."""
        links = [(self.columns.index(column), firsts[sheet]) for column, sheet in self.links.items()]
        rest = tuple(self.rest.values())
        for key, row in enumerate(self.rows, start=self.first):
            for place, first in links:
                if row[place] is not None:
                    row[place] += first
            yield (key, *row, *rest)


def _rest(model: type[models.Model], columns: Sequence[str], moment: datetime) -> dict[str, Any]:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key and field.attname not in columns]
    return {field.attname: _default(field, moment) for field in fields}


def _default(field: Any, moment: datetime) -> Any:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return moment
    return field.get_default()


def write(sheets: Mapping[str, Sheet], change: ChangeSet) -> None:
    """Write the sheets in their order, parents first, and record what was made; inside the caller's transaction."""
    filled = {name: sheet for name, sheet in sheets.items() if sheet.rows}
    for sheet in filled.values():
        sheet.first = bulk.reserve_ids(sheet.model, len(sheet.rows))
    firsts = {name: sheet.first for name, sheet in sheets.items()}
    for sheet in filled.values():
        bulk.copy_rows(sheet.model, ["id", *sheet.columns, *sheet.rest], sheet.finished(firsts))
        history.created_range(change, sheet.model, sheet.first, sheet.last())
