"""Writes rows over those with their key, or beside them where none has it: set-based, from a file of `core.row_files`.

Rows that are already as they should be are not touched, so that a night in which little changed costs little.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import connection, models

from klientela.core.bulk import beside
from klientela.core.bulk.fields import fields_of, key_of
from klientela.core.bulk.rows import into
from klientela.core.row_files import LOADED


def upsert_file(model: type[models.Model], columns: Sequence[str], path: str, *, owner: type[models.Model]) -> None:
    """Write the rows of the file at `path`, whose columns are `columns`, the key first; inside a transaction.

    The key is a foreign key to `owner`: rows whose owner is no longer there are passed over. The file is deleted when
    it was read, at the end of the transaction at the latest.
    """
    fields = fields_of(model, columns)
    if connection.vendor == "postgresql":
        _by_copy(model, fields, path, owner)
    else:
        _from_beside(model, fields, path, owner)


def _from_beside(model: type[models.Model], fields: Sequence[Any], path: str, owner: type[models.Model]) -> None:
    name = beside.attached(path)
    # One chunk after the other, each in a transaction of its own: there is always room for one more.
    assert name is not None
    with connection.cursor() as cursor:
        cursor.execute(_upsert(model, fields, f"{name}.{LOADED}", owner, "IS NOT"))


def _by_copy(model: type[models.Model], fields: Sequence[Any], path: str, owner: type[models.Model]) -> None:
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.execute(f"CREATE TEMP TABLE {LOADED} (LIKE {table}) ON COMMIT DROP")
        with cursor.copy(f"{into(LOADED, fields)} (FORMAT csv)") as copy:
            copy.write(Path(path).read_bytes())
        cursor.execute(_upsert(model, fields, LOADED, owner, "IS DISTINCT FROM"))
        cursor.execute(f"DROP TABLE {LOADED}")
    Path(path).unlink()


def _upsert(
    model: type[models.Model], fields: Sequence[Any], loaded: str, owner: type[models.Model], differs: str
) -> str:
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(key_of(model).column)
    names = [quote(field.column) for field in fields]
    others = [name for name in names if name != key]
    changes = ", ".join(f"{name} = excluded.{name}" for name in others)
    stands, comes = (", ".join(f"{place}.{name}" for name in others) for place in (table, "excluded"))
    living = f"SELECT {quote(key_of(owner).column)} FROM {quote(owner._meta.db_table)}"  # noqa: S608
    # In order of keys, so that two writers wait for each other instead of blocking each other.
    return (
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(names)} FROM {loaded}"  # noqa: S608
        f" WHERE {key} IN ({living}) ORDER BY {key} ON CONFLICT ({key}) DO UPDATE SET {changes}"
        f" WHERE ({stands}) {differs} ({comes})"
    )
