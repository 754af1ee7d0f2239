"""The rows of a text file: in blocks by Arrow where the text is sound, else row by row."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa

from . import blocks, decoding, frames
from .records import read_records
from .shapes import FileShape, Record
from .sniff import open_text


def text_batches(path: Path, shape: FileShape, size: int) -> Iterator[pa.RecordBatch]:
    """The data rows of the text file at `path`, in batches of at most about `size` rows."""
    delimiter, width = shape.delimiter or ",", len(shape.columns)
    with open_text(path) as text:
        chunks = decoding.utf8_chunks(text, shape.encoding or "utf-8", damaged=shape.damaged)
        if shape.damaged or width == 1:
            lines = decoding.lines_of(chunks)
            yield from _slowly(lines, shape, size, 1)
            return
        yield from _in_blocks(chunks, shape, size, delimiter, width)


def _in_blocks(
    chunks: Iterator[bytes], shape: FileShape, size: int, delimiter: str, width: int
) -> Iterator[pa.RecordBatch]:
    number, parts = 1, blocks.split(chunks)
    for block, whole in parts:
        sound = whole and blocks.is_sound(block, delimiter.encode())
        if not sound and not (whole and blocks.closes(block, delimiter)):
            # What a loose quotation mark means is only known from its row on, so the rest is read row by row.
            rest = itertools.chain([block], (part for part, _ in parts))
            yield from _slowly(decoding.lines_of(rest), shape, size, number)
            return
        columns = blocks.parse(block, delimiter, width) if sound else None
        if columns is None:
            counted = _Counted(decoding.lines_of([block]), shape, number)
            yield from frames.from_records(counted, width, size)
            number = counted.next
        else:
            yield from _sliced(columns, shape, size, number, width)
            number += len(columns[0])


class _Counted:
    """The records of a block from the first data row on, and afterwards the number of the row behind it."""

    def __init__(self, lines: Iterable[str], shape: FileShape, first: int) -> None:
        self._shape, self._lines, self.next = shape, lines, first

    def __iter__(self) -> Iterator[Record]:
        shape = self._shape
        for record in read_records(
            self._lines,
            delimiter=shape.delimiter or ",",
            width=len(shape.columns),
            first=self.next,
            damaged=shape.damaged,
        ):
            self.next = record[0] + 1
            if record[0] >= shape.data_row:
                yield record


def _slowly(lines: Iterable[str], shape: FileShape, size: int, first: int) -> Iterator[pa.RecordBatch]:
    yield from frames.from_records(_Counted(lines, shape, first), len(shape.columns), size)


def _sliced(columns: list[pa.Array], shape: FileShape, size: int, number: int, width: int) -> Iterator[pa.RecordBatch]:
    count = len(columns[0])
    for start in range(max(0, shape.data_row - number), count, size):
        part = [column.slice(start, size) for column in columns]
        rows = pa.array(range(number + start, number + start + len(part[0])), pa.int64())
        yield frames.from_columns(rows, part, None, width)
