"""What must stand before Django reads its settings: a home of its own, a database, no way out to the network.

pytest loads this as a plugin by name (see `pyproject.toml`), because a conftest is read after the settings.
`KLIENTELA_TEST_DATABASE` is `sqlite` (default) or `postgresql`; the server is started once and shared by all workers.
"""

import atexit
import os
import shutil
import socket
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings as properties

ENGINE = os.environ.get("KLIENTELA_TEST_DATABASE", "sqlite")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
BASE = "KLIENTELA_TEST_BASE"


def prepare() -> None:
    """Put home, database and time zone of the tests into the environment; workers inherit what the first began."""
    if ENGINE not in {"sqlite", "postgresql"}:
        raise SystemExit(f"KLIENTELA_TEST_DATABASE is {ENGINE!r}: say sqlite or postgresql")
    if not WORKER:
        _begin()
    home = Path(os.environ[BASE]) / (WORKER or "alone")
    (home / "static").mkdir(parents=True, exist_ok=True)
    os.environ["KLIENTELA_HOME"] = str(home)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in the thread of the test


def _begin() -> None:
    base = tempfile.mkdtemp(prefix="klientela-tests-")
    os.environ[BASE] = base
    for outer in ("DATABASE_URL", "KLIENTELA_HOSTS", "KLIENTELA_TLS", "KLIENTELA_CURRENCY", "KLIENTELA_COUNTRY"):
        os.environ.pop(outer, None)
    os.environ["KLIENTELA_TIME_ZONE"] = "Europe/Warsaw"  # not UTC, so that a mixed-up zone shows
    atexit.register(shutil.rmtree, base, ignore_errors=True)
    if ENGINE == "postgresql":
        from tests.postgresql import start

        os.environ["DATABASE_URL"] = start(Path(base) / "postgresql")


class NetworkUsed(Exception):
    """A test reached for an address beyond this machine."""


class LoopbackSocket(socket.socket):
    """A socket that connects to this machine only."""

    def connect(self, address: Any) -> None:
        """Connect, or raise `NetworkUsed` for any address beyond loopback."""
        _only_loopback(self.family, address)
        super().connect(address)

    def connect_ex(self, address: Any) -> int:
        """Connect like `connect`, with an error number for failures."""
        _only_loopback(self.family, address)
        return super().connect_ex(address)


def _only_loopback(family: int, address: Any) -> None:
    if family in {socket.AF_INET, socket.AF_INET6} and address[0] not in {"127.0.0.1", "::1", "localhost"}:
        raise NetworkUsed(f"tests do without a network, this one wanted {address!r}")


prepare()
# No deadlines: a machine that is busy is not a counterexample.
properties.register_profile("house", deadline=None)
properties.load_profile("house")
socket.socket = LoopbackSocket  # type: ignore[misc]
