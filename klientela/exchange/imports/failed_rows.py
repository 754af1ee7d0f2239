"""The rows that did not come in, as a file with the same columns and the reason, to be corrected and dropped again.

A workbook, because its cells can be texts that no spreadsheet program takes for formulas or shortens to numbers.
"""

from collections.abc import Iterator
from typing import Any

import xlsxwriter
from django.conf import settings
from django.utils.translation import gettext as _

from klientela.exchange.imports.readers import FileShape
from klientela.exchange.imports.reasons import SENTENCES
from klientela.exchange.imports.staging.opening import Stage
from klientela.exchange.models import FailedRow, Import

BATCH = 5_000
SAMPLE = 200
# What one sheet holds, less the head.
MOST = 1_048_575


def write(stage: Stage, row: Import) -> str | None:
    """Write the file and return its path relative to the home directory, None when every row came in."""
    failed = _failed(stage)
    first = next(failed, None)
    if first is None:
        return None
    path = settings.HOME / "failed" / f"{row.pk}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    book = xlsxwriter.Workbook(str(draft), {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    headers = FileShape.from_json(row.shape).headers
    _write_row(sheet, 0, [*headers, _("Row of the file"), _("Reason")])
    _write_failed(sheet, 1, first)
    for place, cells in enumerate(failed, start=2):
        _write_failed(sheet, place, cells)
        if place >= MOST:
            break
    book.close()
    draft.replace(path)
    return str(path.relative_to(settings.HOME))


def _failed(stage: Stage) -> Iterator[tuple[Any, ...]]:
    found = stage.execute("SELECT row, code, cells FROM failed_cells ORDER BY row")
    while rows := found.fetchmany(BATCH):
        yield from rows


def _write_failed(sheet: Any, place: int, failed: tuple[Any, ...]) -> None:
    number, code, cells = failed
    _write_row(sheet, place, [*cells, str(number), str(SENTENCES.get(code, code))])


def _write_row(sheet: Any, place: int, texts: list[str | None]) -> None:
    for column, text in enumerate(texts):
        if text is not None:
            sheet.write_string(place, column, text[:32767])


def sample(stage: Stage, row: Import) -> list[FailedRow]:
    """Return the first failed rows, unsaved, for the page."""
    found = stage.execute(f"SELECT row, code, key FROM failed_cells ORDER BY row LIMIT {SAMPLE}").fetchall()  # noqa: S608
    return [FailedRow(source=row, row=number, code=code, column=key or "") for number, code, key in found]


def keep(stage: Stage) -> None:
    """Make `failed_cells(row, code, key, cells)`, which outlives the source of the staging."""
    columns = [name for (name, *_) in stage.execute("DESCRIBE source").fetchall() if name not in {"row", "surplus"}]
    listed = ", ".join(f"s.{name}" for name in columns)
    stage.execute(
        f"""CREATE OR REPLACE TABLE failed_cells AS
        SELECT o.row, o.code, b.key, [{listed}] AS cells FROM outcomes o JOIN source s USING (row)
        LEFT JOIN bad_rows b ON b.row = o.row WHERE o.outcome = 'failed'"""  # noqa: S608
    )
