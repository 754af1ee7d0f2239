"""Small files of rows beside the base of SQLite, attached for the transaction that reads them."""

from contextlib import suppress
from functools import partial
from pathlib import Path

from django.db import connection, transaction

# SQLite attaches ten files at most, and lets none go before the transaction that read it has ended.
ATTACHABLE = 8
ATTACHED = "beside_"


def attached(path: str) -> str | None:
    """Return the name under which the rows can be read as `name.loaded`, or None when no more files can be attached.

    The file goes with the transaction, or, when that failed, with `let_go`.
    """
    taken = [name for name, _ in _beside()]
    if len(taken) >= ATTACHABLE:
        Path(path).unlink(missing_ok=True)
        return None
    name = next(name for name in (f"{ATTACHED}{number}" for number in range(ATTACHABLE)) if name not in taken)
    with connection.cursor() as cursor:
        cursor.execute(f"ATTACH %s AS {name}", [path])
    transaction.on_commit(partial(_forget, name, path))
    return name


def let_go() -> None:
    """Let go of the files of transactions that failed; outside any transaction, which would hold on to all of them."""
    if connection.vendor == "sqlite":
        for name, path in _beside():
            _forget(name, path)


def _beside() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA database_list")
        return [(name, path) for _, name, path in cursor.fetchall() if name.startswith(ATTACHED)]


def _forget(name: str, path: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DETACH {name}")
    with suppress(OSError):
        Path(path).unlink()
