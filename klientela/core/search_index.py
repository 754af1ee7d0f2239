"""Finds a part of a short text among a million, on either database; one of the few modules that speak SQL.

PostgreSQL: a trigram index (pg_trgm) beside the column. SQLite: a contentless FTS5 trigram table per column, filled
set-based from a list of changed rows that triggers keep, because FTS5 flushes its buffers after every statement of a
trigger (50 times slower than one statement for many rows). Rows that came in by the thousand (`core.bulk`) are listed
as ranges of keys, which costs nothing per row. Rows that are not in the index yet are looked through one by one; what
the index still remembers of earlier texts is sorted out by comparing with the row. So undo keeps the search right
without knowing of it.

A migration of Django that rebuilds a table on SQLite drops its triggers: call `install` again after it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from math import isqrt
from typing import Any

from django.db import connection, models, transaction
from django.db.models import F, Lookup

# A part that many rows share is not collected: the caller walks its sorted list instead and stops at a full page. Of N
# rows among T all N are read to be sorted, while a walk meets one in T / N; both take as long where N * N is about this
# many times T (tried with 100,000 customers).
WALK = 250
FEW = 100
SHORTEST = 3
# PostgreSQL looks at about so many rows to tell a common part, and so many hits among them tell.
SAMPLED = 2_000
TELLING = 20
AT_ONCE = 10_000
DIRTY = "search_changed"
RANGES = "search_made"
# While a row stands in it, inside one transaction, the rows of one table come by the thousand.
QUIET = "search_quiet"
IS_QUIET = f"EXISTS (SELECT 1 FROM {QUIET})"  # noqa: S608


class Containing(Lookup):
    """True where the text at `path` contains `part` (normalised, three letters or more); asks the index of its column.

    Meant for parts that are not common: all rows that match are read.
    """

    lookup_name = "containing"
    prepare_rhs = False

    def __init__(self, path: str, part: str) -> None:
        super().__init__(F(path), part)

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Return the condition for SQLite: what the index knows or has yet to learn; the text itself has to agree."""
        column, params = self.process_lhs(compiler, connection)
        quote = connection.ops.quote_name
        key = f"{quote(self.lhs.alias)}.{quote(self.lhs.target.model._meta.pk.column)}"
        table, name = self.lhs.target.model._meta.db_table, self.lhs.target.column
        index = _index(table, name)
        candidates = (
            f"SELECT rowid FROM {index} WHERE text MATCH %s"  # noqa: S608
            f" UNION ALL SELECT row_id FROM {DIRTY} WHERE index_name = %s"
            f" UNION ALL SELECT t.id FROM {RANGES} r CROSS JOIN {table} t ON t.id BETWEEN r.first_key AND r.last_key"
            f" WHERE r.index_name = %s AND instr(t.{name}, %s)"
        )
        asked = [_phrase(self.rhs), index, index, self.rhs, *params, self.rhs]
        return f"({key} IN ({candidates}) AND instr({column}, %s))", asked

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Return the condition for PostgreSQL, which finds the index itself."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", [*params, _pattern(self.rhs)]


def is_common(model: type[models.Model], column: str, part: str) -> bool:
    """Tell whether so many rows contain `part` that a walk along a sorted list finds a page of them sooner."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            return _are_many(cursor, table, column, part)
        cursor.execute(f"SELECT max(id) FROM {table}")  # noqa: S608
        most = _most(cursor.fetchone()[0] or 0)
        some = f"SELECT rowid FROM {_index(table, column)} WHERE text MATCH %s LIMIT %s"  # noqa: S608
        cursor.execute(f"SELECT count(*) FROM ({some})", [_phrase(part), most + 1])  # noqa: S608
        return bool(cursor.fetchone()[0] > most)


def _are_many(cursor: Any, table: str, column: str, part: str) -> bool:
    """Look at some pages of the table: to count them all would take as long as to find them."""
    size = f"SELECT max(id) FROM {table}"  # noqa: S608
    percent = f"least(100, {100 * SAMPLED}.0 / greatest(({size}), 1))"
    looked_at = (
        f"SELECT count(*) FILTER (WHERE {column} LIKE %s), count(*), ({size})"  # noqa: S608
        f" FROM {table} TABLESAMPLE SYSTEM ({percent})"
    )
    cursor.execute(looked_at, [_pattern(part)])
    hits, rows, last = cursor.fetchone()
    return bool(hits >= TELLING and hits * last > _most(last) * rows)


def _most(size: int) -> int:
    return isqrt(WALK * size) + FEW


def _phrase(part: str) -> str:
    return '"' + part.replace('"', '""') + '"'


def _pattern(part: str) -> str:
    escaped = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


@contextmanager
def inserting(table: str, first: int, last: int) -> Iterator[None]:
    """Note the keys from `first` to `last` as one range, whatever the block inserts; inside a transaction.

    The block inserts exactly those keys. While it does, `QUIET` says so, and triggers for single rows may keep still: a
    trigger before the deletion of that word does their work for all rows at once. PostgreSQL has triggers for whole
    statements, and nothing is done there.
    """
    if connection.vendor != "sqlite":
        yield
        return
    come: list[Any] = [table, first, last]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {QUIET} (table_name, first_key, last_key) VALUES (%s, %s, %s)", come)  # noqa: S608
        try:
            yield
        finally:
            cursor.execute(f"DELETE FROM {QUIET}")  # noqa: S608
        ranges = [(index, first, last) for index in _indexes_of(table)]
        cursor.executemany(f"INSERT OR REPLACE INTO {RANGES} VALUES (%s, %s, %s)", ranges)  # noqa: S608


def _indexes_of(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        names = [row[0] for row in cursor.fetchall()]
    return [name.removesuffix("_made") for name in names if name.startswith("search_") and name.endswith("_made")]


def catch_up(limit: int = AT_ONCE) -> int:
    """Bring at most `limit` rows of each column from each list into the index, in short transactions; returns how many.

    Call it after bringing in many rows, until it returns 0; a periodic job does the rest. On PostgreSQL the lists are
    its own, of up to 4 MB an index, and once is enough: what others write meanwhile is left to the next time.
    """
    if connection.vendor != "sqlite":
        _sort_in_pending()
        return 0
    listed = sum(_bring_in(name, limit) for name in _waiting(DIRTY))
    return listed + sum(_bring_in_range(name, limit) for name in _waiting(RANGES))


def _sort_in_pending() -> None:
    """Sort in what PostgreSQL put off: until then it reads all of it at each search, and rather reads whole tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gin_clean_pending_list(to_regclass(indexname)) FROM pg_indexes"
            " WHERE schemaname = current_schema() AND indexname LIKE %s",
            [_index("%", "%")],
        )


def _waiting(listing: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT index_name FROM {listing}")  # noqa: S608
        return [row[0] for row in cursor.fetchall()]


def _bring_in(index: str, limit: int) -> int:
    table, column = _place(index)
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


def _bring_in_range(index: str, limit: int) -> int:
    """Bring in the beginning of the first range and cut it off; returns how many keys that were."""
    table, column = _place(index)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {RANGES} WHERE index_name = %s AND first_key ="  # noqa: S608
            f" (SELECT min(first_key) FROM {RANGES} WHERE index_name = %s) RETURNING first_key, last_key",
            [index, index],
        )
        found = cursor.fetchall()
        if not found:
            return 0
        first, last = found[0]
        end = min(last, first + limit - 1)
        cursor.execute(
            f"INSERT INTO {index} (rowid, text) SELECT id, {column} FROM {table} WHERE id BETWEEN %s AND %s",  # noqa: S608
            [first, end],
        )
        if end < last:
            cursor.execute(f"INSERT INTO {RANGES} VALUES (%s, %s, %s)", [index, end + 1, last])  # noqa: S608
        return int(end - first + 1)


def _place(index: str) -> tuple[str, str]:
    table, _mark, column = index.removeprefix("search_").partition("__")
    return table, column


def install(table: str, column: str, schema_editor: Any) -> None:
    """Make the index of a column, as a migration does; what stands in the table waits to be brought in."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in _sqlite_statements(table, column):
            schema_editor.execute(statement)
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    name = _index(table, column)
    schema_editor.execute(f"CREATE INDEX {name} ON {table} USING gin ({column} gin_trgm_ops)")


def remove(table: str, column: str, schema_editor: Any) -> None:
    """Drop the index of a column and what keeps it, as a migration does."""
    index = _index(table, column)
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute(f"DROP INDEX {index}")
        return
    for trigger in ("made", "changed"):
        schema_editor.execute(f"DROP TRIGGER {index}_{trigger}")
    for listing in (DIRTY, RANGES):
        schema_editor.execute(f"DELETE FROM {listing} WHERE index_name = '{index}'")  # noqa: S608
    schema_editor.execute(f"DROP TABLE {index}")


def note_ranges(table: str, column: str, schema_editor: Any) -> None:
    """Let the triggers of an index that is older than ranges keep still for them, as a migration does."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {_index(table, column)}_made")
        for statement in [*_listings(), _made(table, column)]:
            schema_editor.execute(statement)


def name_what_is_quiet(schema_editor: Any) -> None:
    """Let the word for rows that come by the thousand tell which, as a migration does."""
    if schema_editor.connection.vendor == "sqlite":
        for column in ("table_name", "first_key", "last_key"):
            schema_editor.execute(f"ALTER TABLE {QUIET} ADD COLUMN {column}")


def range_noted(table: str, column: str, first: str, last: str) -> str:
    """Return the statement by which a trigger notes rows for an index that it wrote while all was quiet."""
    return f"INSERT OR REPLACE INTO {RANGES} VALUES ('{_index(table, column)}', {first}, {last})"  # noqa: S608


def watch_again(table: str, column: str, schema_editor: Any) -> None:
    """Renew both triggers of an index after Django rebuilt the table, as a migration does; the index itself stays."""
    if schema_editor.connection.vendor == "sqlite":
        for trigger, statement in (("made", _made(table, column)), ("changed", _changed(table, column))):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {_index(table, column)}_{trigger}")
            schema_editor.execute(statement)


def compare_by_bytes(table: str, column: str, length: int, schema_editor: Any) -> None:
    """Let PostgreSQL sort an ASCII column as SQLite does, so that both have one order and prefixes use the index."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f'ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar({length}) COLLATE "C"')


def _sqlite_statements(table: str, column: str) -> list[str]:
    index = _index(table, column)
    return [
        *_listings(),
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {index} USING fts5(text, content='', columnsize=0, tokenize='trigram')",
        _made(table, column),
        _changed(table, column),
        f"INSERT OR IGNORE INTO {DIRTY} (index_name, row_id) SELECT '{index}', id FROM {table}",  # noqa: S608
    ]


def _listings() -> list[str]:
    key = "PRIMARY KEY (index_name, first_key)"
    return [
        f"CREATE TABLE IF NOT EXISTS {DIRTY} (index_name, row_id, PRIMARY KEY (index_name, row_id)) WITHOUT ROWID",
        f"CREATE TABLE IF NOT EXISTS {RANGES} (index_name, first_key, last_key, {key}) WITHOUT ROWID",
        f"CREATE TABLE IF NOT EXISTS {QUIET} (yes)",
    ]


def _made(table: str, column: str) -> str:
    index = _index(table, column)
    return f"CREATE TRIGGER {index}_made AFTER INSERT ON {table} WHEN NOT {IS_QUIET} BEGIN {_note(index)}; END"


def _changed(table: str, column: str) -> str:
    index = _index(table, column)
    # What waits in a range is brought in as it stands then.
    range_before = f"SELECT last_key FROM {RANGES} WHERE index_name = '{index}' AND first_key <= new.id"  # noqa: S608
    waits = f"coalesce(({range_before} ORDER BY first_key DESC LIMIT 1), 0) >= new.id"
    changed = f"AFTER UPDATE OF {column} ON {table} WHEN new.{column} IS NOT old.{column} AND NOT {waits}"
    return f"CREATE TRIGGER {index}_changed {changed} BEGIN {_note(index)}; END"


def _note(index: str) -> str:
    return f"INSERT OR IGNORE INTO {DIRTY} (index_name, row_id) VALUES ('{index}', new.id)"  # noqa: S608


def _index(table: str, column: str) -> str:
    return f"search_{table}__{column}"
