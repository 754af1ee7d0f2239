"""The queue before SQLite's write lock: across threads and processes, first come, first served.

Two lock files beside the database. Whoever wants to write takes the *turn* and, holding it, waits for the *pen*; with
the pen in hand the turn goes to the next. The system lets waiters of a file lock in by order of arrival, and who just
put the pen down cannot snatch it again, because the turn is taken. With a process die its locks.

The queue is for fairness only: it is SQLite that keeps two writers apart. Where there are no file locks, or somebody
fell asleep with the pen, writers go on after `PATIENCE` without it, and SQLite itself makes them wait or refuses.
"""

import os
import threading
from contextlib import suppress
from pathlib import Path

from django.core.files import locks

# As long as a writer waits at most; afterwards SQLite's own time of waiting begins.
PATIENCE = 10.0
TURN, PEN = ".turn", ".pen"


class Place:
    """The place in the queue of one connection, which is used by one thread at a time; no queue for no file."""

    def __init__(self, database: Path | None) -> None:
        self._database = database
        self._pen: int | None = None

    def wait(self) -> None:
        """Return when it is this connection's turn to write; at once when it has the pen already."""
        if self._database is not None and self._pen is None:
            with suppress(OSError):
                self._pen = _take(self._database)

    def leave(self) -> None:
        """Put the pen down; does nothing without it."""
        if self._pen is not None:
            pen, self._pen = self._pen, None
            _put_down(pen)


def _take(database: Path) -> int | None:
    turn = _opened(database.with_name(database.name + TURN))
    pen = _opened(database.with_name(database.name + PEN))
    is_first = bool(locks.lock(turn, locks.LOCK_EX | locks.LOCK_NB))
    if is_first and locks.lock(pen, locks.LOCK_EX | locks.LOCK_NB):
        _put_down(turn)
        return pen
    return _Waiter(turn, pen, is_first=is_first).wait()


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def _put_down(file: int) -> None:
    # Not by closing alone: a process that was forked meanwhile holds the same open file, and would hold the lock.
    locks.unlock(file)
    os.close(file)


class _Waiter:
    """Waits in a thread of its own, because a system's lock can be waited for, but not for some seconds only."""

    def __init__(self, turn: int, pen: int, *, is_first: bool) -> None:
        self._turn, self._pen, self._is_first = turn, pen, is_first
        self._mutex = threading.Lock()
        self._came = threading.Event()
        self._gave_up = False

    def wait(self) -> int | None:
        """Return the pen, or None when it did not come in time."""
        threading.Thread(target=self._queue, name="waiting to write", daemon=True).start()
        if self._came.wait(PATIENCE):
            return self._pen
        with self._mutex:
            self._gave_up = not self._came.is_set()
        return None if self._gave_up else self._pen

    def _queue(self) -> None:
        if not self._is_first:
            locks.lock(self._turn, locks.LOCK_EX)
        locks.lock(self._pen, locks.LOCK_EX)
        _put_down(self._turn)
        with self._mutex:
            self._came.set()
            if self._gave_up:
                _put_down(self._pen)
