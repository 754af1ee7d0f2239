"""One digest over the content of a base, so that "as before" can be said of everything at once."""

import hashlib

from django.apps import apps
from django.db import connection

# What rightly differs after something was done and taken back: the story of it, its jobs and messages, kept files and
# who is signed in. What finds names is no model. Conclusions, scorings and stale marks are content: they must be as
# before once everything has settled.
LISTED = frozenset(
    {
        "accounts_changeset",
        "accounts_changerow",
        "accounts_changepayload",
        "core_job",
        "core_schedule",
        "core_outboxevent",
        "core_delivery",
        "core_storedfile",
        "exchange_import",
        "exchange_failedrow",
        "django_session",
    }
)
# Every write counts them on, also the one that takes another back.
BOOKKEEPING = frozenset({"version", "updated_at", "last_login"})


def content(*, ids: bool = True) -> dict[str, str]:
    """Return one digest per table; without `ids`, columns that hold keys and moments are left out."""
    tables = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)} - LISTED)
    return {table: _digest(table, ids=ids) for table in tables}


def _digest(table: str, *, ids: bool) -> str:
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        names = [column[0] for column in cursor.description]
        kept = [place for place, name in enumerate(names) if name not in BOOKKEEPING and (ids or not _varies(name))]
        rows = sorted(repr([row[place] for place in kept]) for row in cursor.fetchall())
    for row in rows:
        digest.update(row.encode())
    return digest.hexdigest()


def _varies(name: str) -> bool:
    return name in {"id", "created_at", "made_at", "change"} or name.endswith("_id")
