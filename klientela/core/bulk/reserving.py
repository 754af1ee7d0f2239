"""Takes ids before the rows are written, so that rows may refer to one another and history knows them as a range."""

from django.db import connection, models

from klientela.core.bulk.fields import key_of

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
    # The name is looked up in a query of its own, once: for each number it would take ten times as long.
    query = (
        "SELECT min(id), max(id) FROM (SELECT nextval((SELECT pg_get_serial_sequence(%s, %s)::regclass)) AS id"
        " FROM generate_series(1, %s)) drawn"
    )
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        for _ in range(TRIES):
            cursor.execute(query, [table, key_of(model).column, count])
            first, last = cursor.fetchone()
            if last - first + 1 == count:
                return int(first)
    raise CrowdedSequenceError(model._meta.db_table)
