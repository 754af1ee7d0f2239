"""Wakes sleeping workers: a file in the home directory that grows by a byte with each commit that made work.

Asking a file for its size fifty times costs as much as asking the database once. The bell may be lost (another
machine, a full disk): the worker asks the database now and then anyway, so a lost ring costs time and nothing else.
"""

import threading
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import transaction

LOOK = 0.1
LONGEST = 65536


def ring_on_commit() -> None:
    """Ring when the present transaction is committed, at once without one."""
    transaction.on_commit(_ring, robust=True)


def _ring() -> None:
    path = _path()
    with suppress(OSError):
        # Growing, not only touched: two rings within one tick of the file system's clock must differ.
        mode = "ab" if not path.exists() or path.stat().st_size < LONGEST else "wb"
        with path.open(mode) as file:
            file.write(b".")


def sound() -> tuple[int, int]:
    """Return what differs after each ring."""
    with suppress(OSError):
        found = _path().stat()
        return found.st_size, found.st_mtime_ns
    return 0, 0


def wait(heard: tuple[int, int], seconds: float, stopping: threading.Event) -> None:
    """Sleep until the bell sounds other than `heard`, at most `seconds`; heard before work began, no ring is missed."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and sound() == heard:
        if stopping.wait(LOOK):
            return


def _path() -> Path:
    return Path(settings.HOME) / "bell"
