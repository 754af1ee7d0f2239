"""How columns are found by name, and how a value of Python becomes one of the database."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection, models

Row = Sequence[Any]
Prepare = Callable[[Any], Any]


def key_of(model: type[models.Model]) -> Any:
    """Return the field of the primary key."""
    return model._meta.pk


def fields_of(model: type[models.Model], columns: Iterable[str]) -> list[Any]:
    """Return the fields of the named columns, in their order; KeyError for a column that the model has not."""
    known = {field.attname: field for field in model._meta.concrete_fields}
    return [known[column] for column in columns]


def constants_of(model: type[models.Model], values: Mapping[str, Any]) -> dict[Any, Any]:
    """Return field -> value as the database takes it."""
    return {
        field: _prepared(preparation(field), value)
        for field, value in zip(fields_of(model, values), values.values(), strict=True)
    }


def prepared_rows(rows: Iterable[Row], fields: Sequence[Any]) -> Iterator[Row]:
    """Yield the rows with their values as the database takes them."""
    preparations = [preparation(field) for field in fields]
    places = [(place, prepare) for place, prepare in enumerate(preparations) if prepare]
    if not places:
        yield from rows
        return
    for row in rows:
        values = list(row)
        for place, prepare in places:
            values[place] = prepare(values[place])
        yield values


def preparation(field: Any) -> Prepare | None:
    """Return how a value of `field` becomes one of the database, or None where it goes in as it is."""
    if isinstance(field, models.JSONField):
        return _as_json()
    # What is kept in a form of its own: days and moments, times of day, decimals, durations, UUIDs.
    kinds = (models.DateField, models.TimeField, models.DecimalField, models.DurationField, models.UUIDField)
    if isinstance(field, kinds):
        return _remembered(lambda value: field.get_db_prep_save(value, connection))
    return None


def _prepared(prepare: Prepare | None, value: Any) -> Any:
    return prepare(value) if prepare else value


def _as_json() -> Prepare:
    # One and the same empty dictionary stands in every row of an import: it is written out once.
    last: list[Any] = [None, None]

    def prepared(value: Any) -> Any:
        if value is not last[0]:
            last[:] = value, None if value is None else json.dumps(value, ensure_ascii=False)
        return last[1]

    return prepared


def _remembered(prepare: Prepare) -> Prepare:
    # The same moment stands in every row of a chunk, and the same few days in an import.
    known: dict[Any, Any] = {}

    def prepared(value: Any) -> Any:
        if value not in known:
            known[value] = prepare(value)
        return known[value]

    return prepared
