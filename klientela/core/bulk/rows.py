"""Inserts and updates rows that Python holds: a few hundred or thousand, with any value that a field takes."""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models

from klientela.core import search_index
from klientela.core.bulk.fields import Row, constants_of, fields_of, key_of, prepared_rows


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
    fields = fields_of(model, columns)
    prepared = list(prepared_rows(rows, fields))
    constant = constants_of(model, constants or {})
    if not prepared:
        return
    if connection.vendor == "postgresql":
        _copy(model, [*fields, *constant], prepared, tuple(constant.values()))
        return
    with _keys_noted(model, columns, prepared):
        _insert(model, fields, prepared, constant)


def _copy(model: type[models.Model], fields: Sequence[Any], rows: Iterable[Row], constant: tuple[Any, ...]) -> None:
    statement = into(model._meta.db_table, fields)
    # Django turns the driver's errors into its own only for what goes through its cursor.
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row((*row, *constant))


def into(table: str, fields: Sequence[Any]) -> str:
    """Return the statement that fills a table of PostgreSQL from a stream."""
    quote = connection.ops.quote_name
    return f"COPY {quote(table)} ({', '.join(quote(field.column) for field in fields)}) FROM STDIN"


def _insert(model: type[models.Model], fields: Sequence[Any], rows: list[Row], constant: Mapping[Any, Any]) -> None:
    # What is the same in every row stands in the statement: binding it a million times would take longer.
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in [*fields, *constant])
    values = ", ".join([*["%s"] * len(fields), *(literal(value) for value in constant.values())])
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({values})", rows)  # noqa: S608


def literal(value: Any) -> str:
    """Return a prepared value as SQLite's SQL, for a statement that also has parameters."""
    if value is None:
        return "NULL"
    if isinstance(value, int | float):
        return repr(float(value) if isinstance(value, float) else int(value))
    return "'" + str(value).replace("'", "''").replace("%", "%%") + "'"


def _keys_noted(
    model: type[models.Model], columns: Sequence[str], rows: list[Row]
) -> contextlib.AbstractContextManager[None]:
    """Tell the search index of an unbroken range at once; anything else its triggers see row by row."""
    name = key_of(model).attname
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
    fields = [*fields_of(model, columns), key_of(model)]
    prepared = list(prepared_rows(rows, fields))
    if connection.vendor == "postgresql":
        _update_from_arrays(model, fields, prepared)
        return
    quote = connection.ops.quote_name
    changes = ", ".join(f"{quote(field.column)} = %s" for field in fields[:-1])
    statement = f"UPDATE {quote(model._meta.db_table)} SET {changes} WHERE {quote(fields[-1].column)} = %s"  # noqa: S608 (names of ours)
    with connection.cursor() as cursor:
        cursor.executemany(statement, prepared)


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
