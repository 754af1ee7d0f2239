"""Which database holds the base: SQLite in the home directory, or PostgreSQL by `DATABASE_URL`.

Both run the same code and the same tests; only the connection is described here.
"""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# FULL, not NORMAL: with NORMAL a power cut loses commits that were already acknowledged to a person.
# A checkpoint each 16 MB: with the usual 4 MB an import writes the pages of its indexes ten times over.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000;"
    " PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"
)
SQLITE_BUSY_SECONDS = 20


def database(home: Path, url: str) -> dict[str, Any]:
    """Return Django's description of the database; an empty `url` means SQLite inside `home`."""
    return _postgresql(url) if url else _sqlite(home)


def _sqlite(home: Path) -> dict[str, Any]:
    return {
        "ENGINE": "klientela.core.sqlite",
        "NAME": home / "klientela.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # BEGIN IMMEDIATE: a transaction that reads first and writes later would otherwise fail as "locked".
            "transaction_mode": "IMMEDIATE",
            "timeout": SQLITE_BUSY_SECONDS,
            "init_command": SQLITE_PRAGMAS,
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL must start with postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
