"""The same table as every engine holds it, and any table read back as plain rows."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import duckdb
import narwhals as nw
import pandas
import polars
import pyarrow
import pytest

Columns = Mapping[str, Sequence[Any]]


@cache
def connection() -> duckdb.DuckDBPyConnection:
    """Return the one connection of all relations: those of two cannot be joined."""
    return duckdb.connect()


def in_duckdb(columns: Columns) -> duckdb.DuckDBPyRelation:
    return connection().from_arrow(pyarrow.table(dict(columns)))


FRAMES: dict[str, Callable[[Columns], Any]] = {
    "duckdb": in_duckdb,
    "pandas": lambda columns: pandas.DataFrame(dict(columns)),
    "polars": lambda columns: polars.DataFrame(dict(columns)),
    "polars lazy": lambda columns: polars.LazyFrame(dict(columns)),
    "arrow": lambda columns: pyarrow.table(dict(columns)),
}
every_engine = pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES.keys())


def collected(table: Any) -> nw.DataFrame[Any]:
    return nw.from_native(table).lazy().collect()


def rows(table: Any, by: str = "customer_id") -> list[dict[str, Any]]:
    """Return the rows, sorted; unknown is `None` and a moment at midnight is its day, whatever the engine says."""
    found = collected(table)
    return sorted(
        ({name: _plain(value) for name, value in row.items()} for row in found.iter_rows(named=True)),
        key=lambda row: row[by],
    )


def _plain(value: Any) -> Any:
    if pandas.isna(value):
        return None
    return value.date() if hasattr(value, "date") else value
