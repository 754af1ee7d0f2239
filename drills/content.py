"""One digest for each table of the base, so that two states of it can be compared whole."""

import hashlib

from django.apps import apps
from django.db import connection

# What rightly differs after something was done and taken back: the story of it, jobs and messages, kept files, who is
# signed in, and conclusions, which are rebuilt from the facts.
LEFT_OUT = ("accounts_change", "core_", "exchange_", "django_", "customers_stalemark", "insight_")


def content(*, ids: bool) -> dict[str, str]:
    """Return the digests by table; without `ids`, columns that hold keys and moments are left out."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return {table: _digest(table, ids=ids) for table in sorted(tables) if not table.startswith(LEFT_OUT)}


def _digest(table: str, *, ids: bool) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        names = [column[0] for column in cursor.description]
        kept = [place for place, name in enumerate(names) if ids or not _varies(name)]
        # The order of rows is nobody's promise, and a sum of digests does not depend on it.
        total = sum(_number([row[place] for place in kept]) for row in cursor)
    return f"{total:x}"


def _number(values: list[object]) -> int:
    return int.from_bytes(hashlib.sha256(repr(values).encode()).digest()[:16], "big")


def _varies(name: str) -> bool:
    return name in {"id", "created_at", "updated_at", "last_login"} or name.endswith("_id")
