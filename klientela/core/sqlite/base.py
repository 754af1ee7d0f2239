"""The database backend `klientela.core.sqlite`: Django's for SQLite with a `Place` in the queue for each connection.

A transaction takes its place before `BEGIN IMMEDIATE` and leaves it at COMMIT or ROLLBACK; nested blocks are savepoints
of the one transaction. A statement that writes outside a transaction takes its place for itself.
"""

from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

from klientela.core.sqlite.queue import Place

READING = ("SELECT", "PRAGMA", "EXPLAIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT", "END", "BEGIN", "WITH")


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that stands in the queue for what it writes outside a transaction."""

    place: Place

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement."""
        if self.connection.in_transaction or query.lstrip().upper().startswith(READING):
            return super().execute(query, params)
        self.place.wait()
        try:
            return super().execute(query, params)
        finally:
            self._leave()

    def executemany(self, query: str, param_list: Any) -> Any:
        """Run one statement with many sets of parameters."""
        if self.connection.in_transaction:
            return super().executemany(query, param_list)
        self.place.wait()
        try:
            return super().executemany(query, param_list)
        finally:
            self._leave()

    def _leave(self) -> None:
        # Not when the statement itself began a transaction: that one holds on until it ends.
        if not self.connection.in_transaction:
            self.place.leave()


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to SQLite whose writes wait for their turn."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self._place: Place | None = None

    @property
    def place(self) -> Place:
        """The place in the queue, beside whatever file the settings name at the moment."""
        if self._place is None:
            self._place = Place(None if self.is_in_memory_db() else Path(self.settings_dict["NAME"]))
        return self._place

    def create_cursor(self, name: Any = None) -> Any:  # noqa: ARG002 - Django's signature
        """Return a cursor that knows this connection's place."""
        cursor = self.connection.cursor(factory=Cursor)
        cursor.place = self.place
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        self.place.wait()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc] # the stubs lack it
        except BaseException:
            self.place.leave()
            raise

    def _commit(self) -> Any:
        try:
            return super()._commit()  # type: ignore[misc] # the stubs lack it
        finally:
            self._leave_if_over()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc] # the stubs lack it
        finally:
            self._leave_if_over()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc] # the stubs lack it
        finally:
            self._forget_place()

    def _leave_if_over(self) -> None:
        if self.connection is None or not self.connection.in_transaction:
            self.place.leave()

    def _forget_place(self) -> None:
        if self._place is not None:
            self._place.leave()
            self._place = None
