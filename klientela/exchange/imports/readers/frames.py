"""The one shape every reader yields: `row`, `surplus`, then all columns as text.

`row` (int64) is the row number in the file as a person counts it; `surplus` (text) is null for a sound row and
otherwise shows what did not fit, so that the caller can mark the row failed instead of losing or shifting it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from .shapes import Record


def schema(width: int) -> pa.Schema:
    """The schema of every batch of a table with `width` columns."""
    fields = [pa.field("row", pa.int64(), nullable=False), pa.field("surplus", pa.string())]
    return pa.schema(fields + [pa.field(f"c{at}", pa.string()) for at in range(width)])


def from_records(records: Iterable[Record], width: int, size: int) -> Iterator[pa.RecordBatch]:
    """Batches of at most `size` rows out of Python rows; empty cells become null and blank rows are dropped."""
    kept: list[Record] = []
    for record in records:
        kept.append(record)
        if len(kept) == size:
            yield _batch(kept, width)
            kept = []
    if kept:
        yield _batch(kept, width)


def _batch(records: list[Record], width: int) -> pa.RecordBatch:
    numbers, cells, surplus = zip(*records, strict=True)
    columns = [pa.array(column, pa.string()) for column in zip(*cells, strict=True)]
    return from_columns(pa.array(numbers, pa.int64()), columns, pa.array(surplus, pa.string()), width)


def from_columns(rows: pa.Array, columns: list[pa.Array], surplus: pa.Array | None, width: int) -> pa.RecordBatch:
    """One batch out of Arrow columns of text; empty cells become null and blank rows without a surplus are dropped."""
    empty = pa.scalar("", pa.string())
    columns = [pc.if_else(pc.equal(column, empty), pa.scalar(None, pa.string()), column) for column in columns]
    surplus = pa.nulls(len(rows), pa.string()) if surplus is None else surplus
    batch = pa.record_batch([rows, surplus, *columns], schema=schema(width))
    solid = _solid(columns, surplus)
    return batch if solid is None else batch.filter(solid)


def _solid(columns: list[pa.Array], surplus: pa.Array) -> pa.Array | None:
    """Which rows hold anything but blanks; None when all do. Looks at as few columns as it takes."""
    solid = pc.is_valid(surplus)
    for column in columns:
        trimmed = pc.utf8_trim_whitespace(column)
        solid = pc.or_(solid, pc.fill_null(pc.greater(pc.binary_length(trimmed), 0), False))
        if pc.all(solid).as_py():
            return None
    return solid
