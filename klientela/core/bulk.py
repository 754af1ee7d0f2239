"""Many rows at once: reserving ids, inserting and updating set-based, alike on both databases.

The ORM's bulk methods build one object and one parameter list per row; an import of a million order lines would spend
most of its time there. This is one of the few modules that speak SQL, so that no other has to.

Columns are attributes as on the model ("customer_id", "created_at"). Values are plain Python: text, integers,
booleans, dates, aware datetimes, and whatever a JSON field holds.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, models

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


def copy_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert many rows with explicit ids (from `reserve_ids`): COPY on PostgreSQL, one prepared statement on SQLite.

    Columns that are not named get the database's default, which Django does not set: name every column without one.
    """
    fields = _fields(model, columns)
    prepared = list(_prepared(rows, [_preparation(field) for field in fields]))
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in prepared:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(fields))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", prepared)  # noqa: S608 (names of ours)


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
