"""Parquet: typed columns become the text a person would write, set-based, in batches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from . import frames, limits
from .cells import number_text
from .describe import Grid, describe
from .refusals import refused
from .shapes import FileShape

FIRST_ROWS: Final = 300
HEAD: Final = 1
"""A Parquet file has no head row; it is counted as one so that its first data row is row 2, as in a spreadsheet."""


def inspect_parquet(path: Path, *, name: str) -> FileShape:
    """The shape of a Parquet file. Raises Refused when it is damaged or has too many columns."""
    with _open(path) as file:
        names = file.schema_arrow.names
        if len(names) > limits.COLUMNS:
            raise refused("file.too_many_columns", most=limits.COLUMNS)
        rows = file.metadata.num_rows
        first = _first(file)
        spread = _spread(file) if rows > FIRST_ROWS else []
    return describe(Grid(first, spread, rows=rows, whole=rows <= FIRST_ROWS, head=names), name=name, kind="parquet")


def _open(path: Path) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(path, memory_map=True, page_checksum_verification=True)
    except (pa.ArrowException, OSError) as broken:
        raise refused("file.truncated") from broken


def _first(file: pq.ParquetFile) -> list[list[str | None]]:
    for batch in _read(file, FIRST_ROWS):
        return _cells(batch)
    return []


def _spread(file: pq.ParquetFile) -> list[list[str | None]]:
    groups = file.metadata.num_row_groups
    found: list[list[str | None]] = []
    for group in sorted({0, groups // 3, 2 * groups // 3, groups - 1}):
        table = file.read_row_group(group)
        step = max(1, table.num_rows * 4 // limits.SPREAD_ROWS)
        for batch in table.take(pa.array(range(0, table.num_rows, step))).combine_chunks().to_batches():
            found.extend(_cells(batch))
    return found


def _cells(batch: pa.RecordBatch) -> list[list[str | None]]:
    columns = [text_column(column).to_pylist() for column in batch.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def _read(file: pq.ParquetFile, size: int) -> Iterator[pa.RecordBatch]:
    try:
        yield from file.iter_batches(batch_size=size)
    except (pa.ArrowException, OSError) as broken:
        raise refused("file.truncated") from broken


def parquet_batches(path: Path, shape: FileShape, size: int) -> Iterator[pa.RecordBatch]:
    """All rows of the Parquet file, numbered from 2."""
    number, width = 1 + HEAD, len(shape.columns)
    with _open(path) as file:
        for batch in _read(file, size):
            rows = pa.array(range(number, number + batch.num_rows), pa.int64())
            number += batch.num_rows
            yield frames.from_columns(rows, [text_column(column) for column in batch.columns], None, width)


def text_column(column: pa.Array) -> pa.Array:
    """A column of any type as text (pa.string()); nested values as Arrow prints them."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return text_column(column.dictionary_decode())
    if pa.types.is_string(kind):
        return column
    if pa.types.is_timestamp(kind):
        return _moments(column)
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return _numbers(column)
    try:
        return column.cast(pa.string())
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        return pa.array([None if value is None else str(value) for value in column.to_pylist()], pa.string())


def _moments(column: pa.Array) -> pa.Array:
    text = pc.utf8_slice_codeunits(column.cast(pa.timestamp("us")).cast(pa.string()), 0, 26)
    text = pc.replace_substring_regex(text, r"\.0+$", "")
    return pc.replace_substring_regex(text, r" 00:00:00$", "")


def _numbers(column: pa.Array) -> pa.Array:
    distinct = column.dictionary_encode()
    words = [number_text(word) for word in distinct.dictionary.cast(pa.string()).to_pylist()]
    return pa.array(words, pa.string()).take(distinct.indices)
