"""From a grid of cells to the shape of a file: head, columns, samples, marks. The same for every format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from . import limits
from .heads import Cells, column_names, find_head
from .refusals import refused
from .shapes import ColumnShape, FileShape, Format, Row
from .values import agreed, date_order, decimal_mark


@dataclass
class Grid:
    """Cells of a table: its `first` rows with all above the data, and a `spread` of rows from further down.

    `offset` is how many rows of the file stand above `first` (empty ones a reader leaves out); `rows` counts all
    rows of the file; `whole` says that `first` is all there is; `head` is given where the format itself names columns.
    """

    first: Sequence[Cells]
    spread: Sequence[Cells] = field(default_factory=list)
    offset: int = 0
    rows: int = 0
    whole: bool = False
    head: Sequence[str] | None = None


def describe(grid: Grid, *, name: str, kind: Format, damaged: bool = False, **known: Any) -> FileShape:
    """The shape of the table in `grid`. Raises Refused for an empty table, one without rows, and too many columns."""
    head, data = (None, 0) if grid.head is not None else find_head(grid.first[: limits.HEAD_SEARCH_ROWS])
    rows = [row for row in grid.first[data:] if any(cell and cell.strip() for cell in row)]
    titles = grid.head if grid.head is not None else (grid.first[head] if head is not None else ())
    if not rows and grid.whole:
        raise refused("file.no_rows" if any(titles) else "file.empty")
    width = _width(titles, rows)
    spread = [row for row in grid.spread if len(row) == width]
    names = column_names(titles, width)
    columns = tuple(_column(at, names[at], [*rows, *spread]) for at in range(width))
    step = max(1, len(spread) // limits.SPREAD_ROWS)
    return FileShape(
        name=name,
        format=kind,
        columns=columns,
        head_row=(1 if grid.head is not None else None) if head is None else grid.offset + head + 1,
        data_row=grid.offset + data + (2 if grid.head is not None else 1),
        rows=max(len(rows), grid.rows - data),
        sample=tuple(_row(row, width) for row in rows[: limits.SAMPLE_ROWS]),
        spread=tuple(_row(row, width) for row in spread[::step][: limits.SPREAD_ROWS]),
        decimal_mark=agreed([column.decimal_mark for column in columns]),
        date_order=agreed([column.date_order for column in columns]),
        damaged=damaged,
        **known,
    )


def _width(titles: Cells, rows: Sequence[Cells]) -> int:
    """As wide as the head; without one as wide as the rows. A nameless last column counts when most rows fill it."""
    named = max((at + 1 for at, cell in enumerate(titles) if cell and cell.strip()), default=0)
    filled = sorted(max((at + 1 for at, cell in enumerate(row) if cell and cell.strip()), default=0) for row in rows)
    most = filled[(len(filled) - 1) // 2] if len(filled) > 2 else 0
    width = max(named, most) if named else max(filled, default=0)
    if max(width, len(titles)) > limits.COLUMNS:
        raise refused("file.too_many_columns", most=limits.COLUMNS)
    if not width:
        raise refused("file.not_a_table")
    return max(width, len(titles))


def _column(at: int, header: str, rows: Sequence[Cells]) -> ColumnShape:
    values = [cell for row in rows if len(row) > at and (cell := row[at]) and cell.strip()]
    return ColumnShape(
        position=at,
        header=header,
        samples=tuple(dict.fromkeys(values))[: limits.VALUE_SAMPLES],
        filled=round(len(values) / len(rows), 4) if rows else 0.0,
        decimal_mark=decimal_mark(values),
        date_order=date_order(values),
    )


def _row(row: Cells, width: int) -> Row:
    cells = [cell or None for cell in row[:width]]
    return tuple(cells + [None] * (width - len(cells)))
