"""Many rows at once: reserving ids, inserting and updating set-based, alike on both databases.

The ORM's bulk methods build one object and one parameter list per row; an import of a million order lines would spend
most of its time there. This is one of the few modules that speak SQL, so that no other has to.

Columns are attributes as on the model ("customer_id", "created_at"). Values are plain Python: text, integers,
booleans, dates, aware datetimes, and whatever a JSON field holds.
"""

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection, models

from klientela.core import search_index

Row = Sequence[Any]
Prepare = Callable[[Any], Any]

# How often a reservation is repeated when other writers took ids in between; each try costs milliseconds.
TRIES = 50


class CrowdedSequenceError(Exception):
    """Other writers took ids of this table at every try: no unbroken range was to be had."""


def reserve_ids(model: type[models.Model], count: int) -> int:
    """Take `count` (> 0) ids in an unbroken range that nobody else will get; return the first.

    Call it inside the transaction that inserts them. After a rollback SQLite hands the range out again, and
    PostgreSQL leaves a gap; neither matters.
    """
    if count <= 0:
        raise ValueError("count must be positive")
    if connection.vendor == "postgresql":
        return _reserve_in_sequence(model, count)
    return _reserve_in_sqlite(model._meta.db_table, count)


def _reserve_in_sqlite(table: str, count: int) -> int:
    # The transaction began with BEGIN IMMEDIATE, so that nobody else writes between the two statements.
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq", [count, table])
        moved = cursor.fetchone()
        if moved:
            return int(moved[0]) - count + 1
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
        return 1


def _reserve_in_sequence(model: type[models.Model], count: int) -> int:
    # nextval and setval together would not be atomic; drawing all and asking whether they are neighbours is.
    query = (
        "SELECT min(id), max(id) FROM (SELECT nextval(pg_get_serial_sequence(%s, %s)) AS id"
        " FROM generate_series(1, %s)) drawn"
    )
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        for _ in range(TRIES):
            cursor.execute(query, [table, _key(model).column, count])
            first, last = cursor.fetchone()
            if last - first + 1 == count:
                return int(first)
    raise CrowdedSequenceError(model._meta.db_table)


def copy_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    constants: Mapping[str, Any] | None = None,
) -> None:
    """Insert many rows with explicit ids (from `reserve_ids`): COPY on PostgreSQL, one prepared statement on SQLite.

    `constants` are further columns with the one value that stands in every row. Columns that are not named get the
    database's default, which Django does not set: name every column without one.
    """
    fields = _fields(model, columns)
    prepared = list(_prepared(rows, [_preparation(field) for field in fields]))
    fixed = {field: _fixed(field, value) for field, value in _by_field(model, constants or {})}
    if connection.vendor == "postgresql":
        _copy(model, [*fields, *fixed], prepared, tuple(fixed.values()))
    elif prepared:
        with _keys_noted(model, columns, prepared):
            _insert(model, fields, prepared, fixed)


def _copy(model: type[models.Model], fields: Sequence[Any], rows: Iterable[Row], fixed: tuple[Any, ...]) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    with connection.cursor() as cursor, cursor.copy(f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row((*row, *fixed))


def _insert(model: type[models.Model], fields: Sequence[Any], rows: list[Row], fixed: Mapping[Any, Any]) -> None:
    # What is the same in every row stands in the statement: binding it a million times would take longer.
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in [*fields, *fixed])
    values = ", ".join([*["%s"] * len(fields), *(_literal(value) for value in fixed.values())])
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({values})", rows)  # noqa: S608


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, int | float):
        return repr(float(value) if isinstance(value, float) else int(value))
    return "'" + str(value).replace("'", "''").replace("%", "%%") + "'"


def _keys_noted(
    model: type[models.Model], columns: Sequence[str], rows: list[Row]
) -> contextlib.AbstractContextManager[None]:
    """Tell the search index of an unbroken range at once; anything else its triggers see row by row."""
    name = _key(model).attname
    if not connection.in_atomic_block or name not in columns:
        return contextlib.nullcontext()
    place = list(columns).index(name)
    first, last = rows[0][place], rows[-1][place]
    keys = [row[place] for row in rows]
    if not isinstance(first, int) or keys != list(range(first, last + 1)):
        return contextlib.nullcontext()
    return search_index.inserting(model._meta.db_table, first, last)


def update_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Set `columns` of many rows; each of `rows` is the new values in the order of the columns, then the id.

    Nothing else changes: name `version` and `updated_at` among the columns where the row has them.
    """
    fields = [*_fields(model, columns), _key(model)]
    prepared = list(_prepared(rows, [_preparation(field) for field in fields]))
    if connection.vendor == "postgresql":
        _update_from_arrays(model, fields, prepared)
        return
    table = connection.ops.quote_name(model._meta.db_table)
    changes = ", ".join(f"{connection.ops.quote_name(field.column)} = %s" for field in fields[:-1])
    key = connection.ops.quote_name(fields[-1].column)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {changes} WHERE {key} = %s", prepared)  # noqa: S608 (names of ours)


def _update_from_arrays(model: type[models.Model], fields: Sequence[Any], rows: list[Row]) -> None:
    if not rows:
        return
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    changes = ", ".join(f"{quote(field.column)} = new.{quote(field.column)}" for field in fields[:-1])
    arrays = ", ".join(f"%s::{field.cast_db_type(connection)}[]" for field in fields)
    names = ", ".join(quote(field.column) for field in fields)
    key = quote(fields[-1].column)
    statement = f"UPDATE {table} SET {changes} FROM unnest({arrays}) AS new({names}) WHERE {table}.{key} = new.{key}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(column) for column in zip(*rows, strict=True)])


def _key(model: type[models.Model]) -> Any:
    return model._meta.pk


def _fields(model: type[models.Model], columns: Sequence[str]) -> list[Any]:
    known = {field.attname: field for field in model._meta.concrete_fields}
    return [known[column] for column in columns]


def _by_field(model: type[models.Model], values: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    return list(zip(_fields(model, list(values)), values.values(), strict=True))


def _fixed(field: Any, value: Any) -> Any:
    prepare = _preparation(field)
    return prepare(value) if prepare else value


def _preparation(field: Any) -> Prepare | None:
    """Return how a value of `field` becomes one of the database, or None where it goes in as it is."""
    if isinstance(field, models.JSONField):
        return _as_json()
    if isinstance(field, models.DateField | models.DecimalField | models.DurationField | models.UUIDField):
        return _remembered(lambda value: field.get_db_prep_save(value, connection))
    return None


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


def _prepared(rows: Iterable[Row], preparations: Sequence[Prepare | None]) -> Iterator[Row]:
    places = [(place, prepare) for place, prepare in enumerate(preparations) if prepare]
    if not places:
        yield from rows
        return
    for row in rows:
        values = list(row)
        for place, prepare in places:
            values[place] = prepare(values[place])
        yield values
