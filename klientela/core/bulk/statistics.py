"""Tells the database how much there is, after many rows came or went at once."""

from django.db import connection


def renew() -> None:
    """Let PostgreSQL count its tables anew: by itself it does so a minute later, and plans badly until then.

    SQLite plans by its indexes alone here, and has nothing to renew.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
