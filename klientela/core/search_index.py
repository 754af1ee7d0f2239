"""Finds a part of a short text among a million, on either database; one of the few modules that speak SQL.

PostgreSQL: a trigram index (pg_trgm) beside the column. SQLite: a contentless FTS5 trigram table per column, filled
set-based from a list of changed rows that triggers keep, because FTS5 flushes its buffers after every statement of a
trigger (50 times slower than one statement for many rows). Rows that are not in the index yet are looked through one
by one; what the index still remembers of earlier texts is sorted out by comparing with the row. So bulk imports and
undo keep the search right without knowing of it.

A migration of Django that rebuilds a table on SQLite drops its triggers: call `install` again after it.
"""

from typing import Any

from django.db import connection, models, transaction

# More rows than this share a part: the caller walks its sorted list instead and stops at a full page.
COMMON = 1_000
SHORTEST = 3
AT_ONCE = 10_000
DIRTY = "search_changed"


def matching(model: type[models.Model], column: str, part: str) -> list[int] | None:
    """Return the keys of the rows whose `column` contains `part` (normalised, three letters or more).

    None when they are more than `COMMON`. It knows no rights: whoever calls narrows the rows to what is visible.
    """
    table = model._meta.db_table
    if connection.vendor != "sqlite":
        sql = f"SELECT id FROM {table} WHERE {column} LIKE %s LIMIT %s"  # noqa: S608
        return _keys(sql, [_pattern(part), COMMON + 1])
    index = _index(table, column)
    indexed = (
        f"SELECT t.id FROM {index} i CROSS JOIN {table} t ON t.id = i.rowid "  # noqa: S608
        f"WHERE i.text MATCH %s AND instr(t.{column}, %s) LIMIT %s"
    )
    found = _keys(indexed, ['"' + part.replace('"', '""') + '"', part, COMMON + 1])
    waiting = (
        f"SELECT t.id FROM {DIRTY} d CROSS JOIN {table} t ON t.id = d.row_id "  # noqa: S608
        f"WHERE d.index_name = %s AND instr(t.{column}, %s) LIMIT %s"
    )
    late = _keys(waiting, [index, part, COMMON + 1])
    if found is None or late is None:
        return None
    both = list(dict.fromkeys([*found, *late]))
    return both if len(both) <= COMMON else None


def _keys(sql: str, parameters: list[Any]) -> list[int] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        keys = [row[0] for row in cursor.fetchall()]
    return keys if len(keys) <= COMMON else None


def _pattern(part: str) -> str:
    escaped = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def catch_up(limit: int = AT_ONCE) -> int:
    """Bring at most `limit` changed rows of each column into the index, one short transaction each; returns how many.

    Nothing to do on PostgreSQL. Call it after bringing in many rows, until it returns 0; a periodic job does the rest.
    """
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT index_name FROM {DIRTY}")  # noqa: S608
        names = [row[0] for row in cursor.fetchall()]
    return sum(_bring_in(name, limit) for name in names)


def _bring_in(index: str, limit: int) -> int:
    table, _mark, column = index.removeprefix("search_").partition("__")
    with transaction.atomic(), connection.cursor() as cursor:
        chosen = f"SELECT row_id FROM {DIRTY} WHERE index_name = %s ORDER BY row_id LIMIT %s"  # noqa: S608
        cursor.execute(
            f"INSERT INTO {index} (rowid, text) SELECT id, {column} FROM {table} WHERE id IN ({chosen})",  # noqa: S608
            [index, limit],
        )
        cursor.execute(
            f"DELETE FROM {DIRTY} WHERE index_name = %s AND row_id IN ({chosen})",  # noqa: S608
            [index, index, limit],
        )
        return int(cursor.rowcount)


def install(table: str, column: str, schema_editor: Any) -> None:
    """Make the index of a column, as a migration does; what stands in the table waits to be brought in."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in _sqlite_statements(table, column):
            schema_editor.execute(statement)
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    name = _index(table, column)
    schema_editor.execute(f"CREATE INDEX {name} ON {table} USING gin ({column} gin_trgm_ops)")


def compare_by_bytes(table: str, column: str, length: int, schema_editor: Any) -> None:
    """Let PostgreSQL sort an ASCII column as SQLite does, so that both have one order and prefixes use the index."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f'ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar({length}) COLLATE "C"')


def _sqlite_statements(table: str, column: str) -> list[str]:
    index = _index(table, column)
    note = f"INSERT OR IGNORE INTO {DIRTY} (index_name, row_id) VALUES ('{index}', new.id)"  # noqa: S608
    changed = f"AFTER UPDATE OF {column} ON {table} WHEN new.{column} IS NOT old.{column}"
    return [
        f"CREATE TABLE IF NOT EXISTS {DIRTY} (index_name, row_id, PRIMARY KEY (index_name, row_id)) WITHOUT ROWID",
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {index} USING fts5(text, content='', columnsize=0, tokenize='trigram')",
        f"CREATE TRIGGER {index}_made AFTER INSERT ON {table} BEGIN {note}; END",
        f"CREATE TRIGGER {index}_changed {changed} BEGIN {note}; END",
        f"INSERT OR IGNORE INTO {DIRTY} (index_name, row_id) SELECT '{index}', id FROM {table}",  # noqa: S608
    ]


def _index(table: str, column: str) -> str:
    return f"search_{table}__{column}"
