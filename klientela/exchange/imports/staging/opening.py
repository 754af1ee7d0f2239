"""Opens the staging of one import: where it lies, how much memory it may take, and the few functions all tables use."""
# ruff: noqa: S608 - the staging's own tables; what a file holds goes in as values, never as SQL

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from klientela.exchange.imports.staging import places

Stage = duckdb.DuckDBPyConnection

MEMORY = "600MB"
# A second thread pays from some ten thousand rows on; below, the two mostly wait for each other.
LARGE_BYTES = 2 * 2**20

# new things are known as -(number + 1) until their ids are reserved, things of the base by their ids
MACROS = (
    # half to even, exactly, on integers: as `core.money` does it
    """CREATE OR REPLACE MACRO half_even(n, d) AS sign(n)::HUGEINT * (
        abs(n) // d + CASE WHEN 2 * (abs(n) % d) > d OR (2 * (abs(n) % d) = d AND (abs(n) // d) % 2 = 1)
        THEN 1 ELSE 0 END)""",
    "CREATE OR REPLACE MACRO filled(text) AS nullif(trim(text), '')",
)


@contextmanager
def opened(import_id: int, *, read_only: bool = False) -> Iterator[Stage]:
    """Open the staging for the block; many may read at once, one alone may write."""
    place = places.directory(import_id)
    place.mkdir(parents=True, exist_ok=True)
    options: dict[str, Any] = {
        "memory_limit": MEMORY,
        "threads": _threads(place),
        "temp_directory": str(place / "spill"),
    }
    stage = duckdb.connect(str(place / "stage.duckdb"), read_only=read_only, config=options)
    try:
        # Drawn on the terminal of whoever serves, between the lines they read.
        stage.execute("SET enable_progress_bar = false")
        if not read_only:
            for macro in MACROS:
                stage.execute(macro)
        yield stage
    finally:
        stage.close()


def _threads(place: Path) -> int:
    return 2 if sum(each.stat().st_size for each in place.glob("*.*")) > LARGE_BYTES else 1


def put(stage: Stage, name: str, columns: dict[str, tuple[Sequence[Any], str]], *, kept: bool = False) -> None:
    """Make the table `name` of Python values; each column is (values, Arrow type by name).

    Only what is `kept` is still there when the staging is opened again for writing.
    """
    arrays = {column: pa.array(values, type=getattr(pa, kind)()) for column, (values, kind) in columns.items()}
    stage.register("incoming", pa.table(arrays))
    kind = "TABLE" if kept else "TEMP TABLE"
    stage.execute(f"CREATE OR REPLACE {kind} {name} AS SELECT * FROM incoming")
    stage.unregister("incoming")


def dictionary(
    stage: Stage, name: str, source: str, read: Callable[[list[str]], Sequence[Any]], kind: str = "string"
) -> None:
    """Make the table `name(raw, value)`: each distinct text of the query `source` and what `read` makes of it.

    A file of a million lines has some thousand different dates: reading each once is what makes it quick.
    """
    found = stage.execute(f"SELECT DISTINCT raw FROM ({source}) AS given(raw) WHERE raw IS NOT NULL ORDER BY raw")
    raw = [text for (text,) in found.fetchall()]
    put(stage, name, {"raw": (raw, "string"), "value": (read(raw) if raw else [], kind)})


def count(stage: Stage, query: str, values: Sequence[Any] = ()) -> int:
    """Return the one number that `query` asks for."""
    row = stage.execute(query, list(values)).fetchone()
    return int(row[0]) if row and row[0] is not None else 0


def columns(stage: Stage, query: str) -> pa.Table:
    """Return what `query` asks of the kept tables as columns of Arrow."""
    # Beside the connection itself, on which the rest of an earlier answer may be waiting.
    aside = stage.duplicate()
    try:
        return aside.sql(query).to_arrow_table()
    finally:
        aside.close()
