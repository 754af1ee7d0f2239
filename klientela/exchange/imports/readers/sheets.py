"""Workbooks (XLSX, XLS, ODS) through calamine, which also knows the two calendars of Excel."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from . import limits
from .cells import cell_text
from .describe import Grid, describe
from .refusals import refused
from .shapes import FileShape, Format, Record

if TYPE_CHECKING:
    import pyarrow as pa

FIRST_ROWS: Final = 300


def inspect_sheet(path: Path, kind: Format, *, name: str, sheet: str | None) -> FileShape:
    """The shape of one sheet: the one asked for, else the first visible one with something in it."""
    workbook = _open(path)
    names = tuple(workbook.sheet_names)
    if sheet is not None and sheet not in names:
        raise refused("file.no_sheet", sheet=sheet)
    chosen = _sheet(workbook, sheet) if sheet is not None else _first_filled(workbook)
    rows = _rows(chosen)
    first = [cells for _, cells in itertools.islice(rows, FIRST_ROWS)]
    step = max(1, chosen.height // limits.SPREAD_ROWS)
    spread = [cells for _, cells in itertools.islice(rows, 0, None, step)]
    grid = Grid(first, spread, _start(chosen), chosen.height, whole=chosen.height <= FIRST_ROWS)
    return describe(grid, name=name, kind=kind, sheet=chosen.name, sheets=names)


def _open(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError as locked:
        raise refused("file.encrypted") from locked
    except (CalamineError, OSError) as broken:
        raise refused("file.truncated") from broken


def _sheet(workbook: CalamineWorkbook, name: str) -> CalamineSheet:
    try:
        sheet = workbook.get_sheet_by_name(name)
    except CalamineError as broken:
        raise refused("file.truncated") from broken
    if sheet.total_width * sheet.total_height > limits.SHEET_CELLS:
        raise refused("file.sheet_too_large", rows=sheet.total_height, columns=sheet.total_width)
    return sheet


def _first_filled(workbook: CalamineWorkbook) -> CalamineSheet:
    hidden = {meta.name for meta in workbook.sheets_metadata if meta.visible != SheetVisibleEnum.Visible}
    for name in sorted(workbook.sheet_names, key=lambda name: name in hidden):
        sheet = _sheet(workbook, name)
        if sheet.start is not None:
            return sheet
    raise refused("file.empty")


def _start(sheet: CalamineSheet) -> int:
    return sheet.start[0] if sheet.start else 0


def _rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[str | None]]]:
    """Rows with their number in the file (1-based); columns begin at the first filled one."""
    # iter_rows pads from row 1 in some formats and not in others; only the rectangle itself is the same in all.
    for number, cells in enumerate(_rectangle(sheet), start=_start(sheet) + 1):
        yield number, [_checked(cell, number) for cell in cells]


def _rectangle(sheet: CalamineSheet) -> Iterator[list[Any]]:
    rows = sheet.iter_rows()
    empty_above = _start(sheet) if sheet.start else 0
    first_column = sheet.start[1] if sheet.start else 0
    for cells in itertools.islice(rows, empty_above, None):
        yield list(cells[first_column:])


def _checked(cell: Any, number: int) -> str | None:
    text = cell_text(cell)
    if text is not None and len(text) > limits.CELL_CHARS:
        raise refused("file.cell_too_large", row=number, most=limits.CELL_CHARS)
    return text


def sheet_batches(path: Path, shape: FileShape, size: int) -> Iterator[pa.RecordBatch]:
    """The data rows of the sheet that `shape` names."""
    from . import frames  # noqa: PLC0415

    workbook = _open(path)
    sheet = _sheet(workbook, shape.sheet or workbook.sheet_names[0])
    width = len(shape.columns)
    records = (_record(number, cells, width) for number, cells in _rows(sheet) if number >= shape.data_row)
    yield from frames.from_records(records, width, size)


def _record(number: int, cells: list[str | None], width: int) -> Record:
    surplus = [cell for cell in cells[width:] if cell]
    # PostgreSQL has no place for a zero character, and no cell means one.
    kept = [cell.replace("\x00", "") if cell and "\x00" in cell else cell for cell in cells[:width]]
    return number, kept + [None] * (width - len(kept)), "; ".join(surplus) or None
