"""Inserts whole columns of Arrow without making a Python value of any of them: ten thousands of rows in one statement.

PostgreSQL takes them as a stream of CSV. SQLite reads them from a small file of its own kind (`core.row_files`) that
the connection attaches: three times as quick as binding each value of each row, and an import is mostly that.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection, models

from klientela.core import row_files, search_index
from klientela.core.bulk import beside
from klientela.core.bulk.fields import constants_of, fields_of, key_of
from klientela.core.bulk.rows import copy_rows, into, literal

# Fewer rows are bound before a file is made.
MANY = 500


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that wait to be inserted; on SQLite, when they are many, already in the file at `path`."""

    model: type[models.Model]
    table: pa.Table
    constants: Mapping[str, Any]
    path: str = ""


def copy_table(
    model: type[models.Model], table: pa.Table, *, constants: Mapping[str, Any] | None = None, directory: Path
) -> None:
    """Insert the rows of `table`, whose columns are named as the model's attributes, inside a transaction.

    As with `copy_rows`, ids are explicit, `constants` stand in every row, and every column without a default of the
    database must be there. Columns are integers, text, truths (also as 0 and 1) and days. What lies in `directory`
    may be thrown away when the transaction has ended.
    """
    insert(ready(model, table, constants=constants, directory=directory))


def ready(
    model: type[models.Model], table: pa.Table, *, constants: Mapping[str, Any] | None = None, directory: Path
) -> Batch:
    """Do of `copy_table` what needs no transaction; in any thread, while the rows before are still being written."""
    is_to_lie_beside = connection.vendor == "sqlite" and table.num_rows >= MANY
    return Batch(model, table, constants or {}, row_files.as_sqlite(table, directory) if is_to_lie_beside else "")


def insert(batch: Batch) -> None:
    """Insert the rows, inside a transaction."""
    if connection.vendor == "postgresql":
        _stream(batch.model, batch.table, constants_of(batch.model, batch.constants))
        return
    name = beside.attached(batch.path) if batch.path else None
    if name is None:
        rows = zip(*(column.to_pylist() for column in batch.table.columns), strict=True)
        copy_rows(batch.model, batch.table.column_names, rows, constants=batch.constants)
    else:
        _insert_from(name, batch.model, batch.table, constants_of(batch.model, batch.constants))


def _stream(model: type[models.Model], table: pa.Table, constant: Mapping[Any, Any]) -> None:
    for field, value in constant.items():
        table = table.append_column(field.attname, pa.repeat(_as_text(value), table.num_rows))
    fields = fields_of(model, table.column_names)
    statement = f"{into(model._meta.db_table, fields)} (FORMAT csv)"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        copy.write(row_files.as_csv(table))


def _as_text(value: Any) -> pa.Scalar:
    text = None if value is None else str(value)
    return pa.scalar(text.lower() if isinstance(value, bool) and text else text, pa.string())


def _insert_from(name: str, model: type[models.Model], table: pa.Table, constant: Mapping[Any, Any]) -> None:
    quote = connection.ops.quote_name
    fields = fields_of(model, table.column_names)
    names = ", ".join(quote(field.column) for field in [*fields, *constant])
    values = ", ".join([*(quote(field.attname) for field in fields), *(_literal(value) for value in constant.values())])
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) SELECT {values} FROM {name}.{row_files.LOADED}"  # noqa: S608
    with _keys_noted(model, table), connection.cursor() as cursor:
        cursor.execute(statement)


def _literal(value: Any) -> str:
    # Without parameters a percent sign is itself.
    return literal(value).replace("%%", "%")


@contextmanager
def _keys_noted(model: type[models.Model], table: pa.Table) -> Iterator[None]:
    """Tell the search index of an unbroken range at once; anything else its triggers see row by row."""
    keys = table[key_of(model).attname].combine_chunks()
    steps = pc.subtract(keys[1:], keys[:-1])
    if not pc.all(pc.equal(steps, 1)).as_py():
        yield
        return
    with search_index.inserting(model._meta.db_table, keys[0].as_py(), keys[-1].as_py()):
        yield
