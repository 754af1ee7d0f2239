"""Columns of Arrow as a small file that the database reads by itself; free of Django, for any process.

SQLite reads a file of its own kind that ADBC writes. ADBC brings a SQLite of its own, and two of them in one process
must never open the same file; this file is closed by the one before the other opens it. PostgreSQL reads CSV.
Arrow is loaded when the first file is written: whoever only reads them, such as the web process, does without.
"""

import io
import os
import tempfile
from pathlib import Path
from typing import Any

from klientela.core.frameless import frameless

LOADED = "loaded"


def as_sqlite(table: Any, directory: Path) -> str:
    """Write the rows as the table `LOADED` of a new SQLite file in `directory`, and return its path."""
    with frameless():
        import adbc_driver_sqlite.dbapi  # noqa: PLC0415
        import pyarrow  # noqa: PLC0415
    columns = {name: _stored(column) for name, column in zip(table.column_names, table.columns, strict=True)}
    path = _new(directory, ".sqlite3")
    with adbc_driver_sqlite.dbapi.connect(path, autocommit=True) as beside, beside.cursor() as cursor:
        # Nobody misses the file after a crash.
        cursor.execute("PRAGMA synchronous = OFF")
        cursor.adbc_ingest(LOADED, pyarrow.table(columns), mode="create")
    return path


def _stored(column: Any) -> Any:
    import pyarrow  # noqa: PLC0415

    return column.cast(pyarrow.string()) if pyarrow.types.is_date(column.type) else column


def as_csv(table: Any) -> bytes:
    """Return the rows as PostgreSQL reads them; quotation marks around everything but null tell empty from nothing."""
    from pyarrow import csv  # noqa: PLC0415

    text = io.BytesIO()
    csv.write_csv(table, text, csv.WriteOptions(include_header=False, quoting_style="all_valid"))
    return text.getvalue()


def as_csv_file(table: Any, directory: Path) -> str:
    """Write the rows as CSV into a new file in `directory`, and return its path."""
    path = _new(directory, ".csv")
    Path(path).write_bytes(as_csv(table))
    return path


def _new(directory: Path, suffix: str) -> str:
    handle, path = tempfile.mkstemp(prefix="rows-", suffix=suffix, dir=directory)
    os.close(handle)
    return path
