"""One writer per file format: each takes columns and rows of plain values and returns how many rows it wrote.

CSV is opened by spreadsheets, which run whatever begins with "=", "+", "-" or "@", in some also their full-width
twins: such text gets an apostrophe in front. XLSX keeps text as text, Parquet and JSON run nothing.
"""

import csv
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils import timezone

from klientela.core.errors import Refused
from klientela.rules.fields import FieldType

Rows = Iterable[tuple[Any, ...]]
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
PLAIN_NUMBER = re.compile(r"[+-]?[\d\s]+")
BATCH = 10_000
# What a sheet holds below its head; a writer drops every further row without a word.
SHEET_ROWS = 1_048_575


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: its stable key, its head for people, the type of its values."""

    key: str
    label: str
    type: FieldType


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: what browsers call it, and its writer."""

    content_type: str
    write: Callable[[Path, Sequence[Column], Rows], int]


def harmless(value: Any) -> Any:
    """Return text that no spreadsheet takes for a formula; a plain number such as a phone stays as it is."""
    if isinstance(value, str) and value.startswith(DANGEROUS) and not PLAIN_NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def write_csv(path: Path, columns: Sequence[Column], rows: Rows) -> int:
    """Write UTF-8 with a byte order mark, so that every spreadsheet reads the letters right."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([harmless(each.label) for each in columns])
        for row in rows:
            writer.writerow([harmless(_plain(value)) for value in row])
            count += 1
    return count


def write_xlsx(path: Path, columns: Sequence[Column], rows: Rows) -> int:
    """Write one sheet, row by row, in constant memory; refuse more rows than a sheet holds."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only who writes a sheet waits for it

    count = 0
    with Workbook(str(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 1)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.label)
        for count, row in enumerate(rows, start=1):
            if count > SHEET_ROWS:
                raise Refused(
                    "export.sheet_full", "A sheet holds %(rows)s rows at most. Choose CSV or Parquet.", rows=SHEET_ROWS
                )
            for place, value in enumerate(row):
                _cell(sheet, count, place, value)
    return count


def _cell(sheet: Any, row: int, place: int, value: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(row, place, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, place, timezone.localtime(value).replace(tzinfo=None))
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(row, place, value)
    elif value is not None:
        sheet.write_datetime(row, place, datetime.combine(value, datetime.min.time()))


def write_json(path: Path, columns: Sequence[Column], rows: Rows) -> int:
    """Write a list of objects by field key."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for row in rows:
            named = dict(zip((each.key for each in columns), row, strict=True))
            file.write(("," if count else "") + "\n" + json.dumps(named, ensure_ascii=False, default=_plain))
            count += 1
        file.write("\n]\n")
    return count


def write_parquet(path: Path, columns: Sequence[Column], rows: Rows) -> int:
    """Write typed columns by field key: amounts as decimals, days as days."""
    import pyarrow as pa  # noqa: PLC0415 - only who writes Parquet waits for it
    import pyarrow.parquet as pq  # noqa: PLC0415

    types = {
        FieldType.NUMBER: pa.float64(), FieldType.RFM: pa.int64(), FieldType.MONEY: pa.decimal128(24, 3),
        FieldType.DAY: pa.date32(), FieldType.MOMENT: pa.timestamp("us", tz="UTC"),
        FieldType.FLAG: pa.timestamp("us", tz="UTC"),
    }  # fmt: skip
    schema = pa.schema([(each.key, types.get(each.type, pa.string())) for each in columns])
    remaining, count = iter(rows), 0
    with pq.ParquetWriter(path, schema) as writer:
        while batch := list(islice(remaining, BATCH)):
            arrays = [
                pa.array(values, field.type) for values, field in zip(zip(*batch, strict=True), schema, strict=True)
            ]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            count += len(batch)
    return count


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="minutes")
    return value if value is None or isinstance(value, int | float) else str(value)


FORMATS: dict[str, Format] = {
    "csv": Format("text/csv; charset=utf-8", write_csv),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "json": Format("application/json", write_json),
    "parquet": Format("application/vnd.apache.parquet", write_parquet),
}
