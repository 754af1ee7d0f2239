"""Text lines as rows, by Python's own reader: slower than Arrow's, but it can say which row is wrong.

A row is one record: a line break inside quotation marks does not count as a new row, which is how a spreadsheet
program numbers the rows too. A quotation mark that is opened and never closed would swallow the rows after it;
its line comes out marked and the reading goes on behind it, but only if what follows are plainly rows."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from . import limits
from .refusals import refused
from .shapes import Record

MOST_REPAIRS: Final = 50
"""Each costs a look at up to a million characters, so a file full of them is refused."""


class _Lines:
    """Lines that can be put back, and that remember what the current record has taken."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(line)
        return line

    def put_back(self, lines: Sequence[str]) -> None:
        self._again.extendleft(reversed(lines))


def read_records(
    lines: Iterable[str], *, delimiter: str, width: int | None, first: int = 1, damaged: bool = False
) -> Iterator[Record]:
    """Rows of the `lines`, numbered from `first`.

    With `width` each row has that many cells: missing ones are empty, and what is too much is the surplus. Without
    a width rows come as they are. `damaged` also marks rows with characters that could not be decoded.
    Raises Refused for a cell beyond the limit, too many columns, and an open quotation mark that swallows rows.
    """
    csv.field_size_limit(limits.CELL_CHARS)
    source, repairs = _Lines(lines), 0
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    number = first - 1
    while True:
        source.taken.clear()
        number += 1
        try:
            cells, fault = next(reader), None
        except StopIteration:
            return
        except csv.Error as broken:
            repairs += 1
            cells, fault = _repair(source, delimiter, width, number, too_long="limit" in str(broken))
            if repairs > MOST_REPAIRS and len(source.taken) > 1:
                raise refused("file.open_quote", row=number) from broken
        yield _record(number, cells, fault or _unreadable(source.taken, damaged), delimiter, width)


def _repair(
    source: _Lines, delimiter: str, width: int | None, number: int, *, too_long: bool
) -> tuple[list[str], str | None]:
    taken = list(source.taken)
    if too_long and len(taken) == 1:
        raise refused("file.cell_too_large", row=number, most=limits.CELL_CHARS)
    after = [row for row in csv.reader(taken[1:4], delimiter=delimiter) if row]
    if any(len(row) != (width or len(after[0])) for row in after):
        raise refused("file.open_quote", row=number)
    source.put_back(taken[1:])
    line = taken[0].rstrip("\r\n")
    if too_long or line.count('"') % 2:
        return line.split(delimiter), line
    return next(csv.reader([line], delimiter=delimiter)), line


def _unreadable(taken: list[str], damaged: bool) -> str | None:
    for line in taken:
        if "\x00" in line or (damaged and "\ufffd" in line):
            return "".join(taken).rstrip("\r\n").replace("\x00", "\u2400")
    return None


def _record(number: int, cells: list[str], fault: str | None, delimiter: str, width: int | None) -> Record:
    if len(cells) > limits.COLUMNS:
        if any(cells[limits.COLUMNS :]):
            raise refused("file.too_many_columns", most=limits.COLUMNS)
        cells = cells[: limits.COLUMNS]
    if cells and cells[0].startswith("\ufeff"):
        cells[0] = cells[0].lstrip("\ufeff").strip('"')
    if fault:
        cells = [cell.replace("\x00", "") for cell in cells]
    if width is None:
        return number, cells, fault
    surplus = cells[width:]
    if any(cell.strip() for cell in surplus) and fault is None:
        fault = delimiter.join(surplus)
    return number, cells[:width] + [""] * (width - len(cells)), fault
