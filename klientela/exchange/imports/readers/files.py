"""One door for all formats: which reader a file needs is decided by its content.

Readers are imported when they are needed: a child that only looks at a text file must not wait for Arrow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .shapes import FileShape
from .sniff import sniff

if TYPE_CHECKING:
    import pyarrow as pa


def inspect(
    path: Path, *, name: str, sheet: str | None = None, encoding: str | None = None, delimiter: str | None = None
) -> FileShape:
    """What the file at `path` holds. `name` is how the person calls it; the rest overrides what would be found.

    Raises Refused with one of the codes in `refusals.MESSAGES`.
    """
    found = sniff(path)
    if found == "csv":
        from .text import inspect_text  # noqa: PLC0415

        return inspect_text(path, name=name, encoding=encoding, delimiter=delimiter)
    if found == "parquet":
        from .columnar import inspect_parquet  # noqa: PLC0415

        return inspect_parquet(path, name=name)
    from .sheets import inspect_sheet  # noqa: PLC0415

    return inspect_sheet(path, found, name=name, sheet=sheet)


def batches(path: Path, shape: FileShape, *, size: int = 50_000) -> Iterator[pa.RecordBatch]:
    """The data rows of the file in batches: `row` (int64), `surplus` (text), `c0` … (text, null when empty).

    Row numbers count as a person does, from 1 with title rows and head; blank rows are left out but counted. In text
    files a row is a record, so that a line break inside quotation marks does not move the numbers. A row with more
    cells than the table has columns, with loose quotation marks or with unreadable characters has a `surplus`.
    """
    if shape.format == "csv":
        from .text_rows import text_batches  # noqa: PLC0415

        yield from text_batches(path, shape, size)
    elif shape.format == "parquet":
        from .columnar import parquet_batches  # noqa: PLC0415

        yield from parquet_batches(path, shape, size)
    else:
        from .sheets import sheet_batches  # noqa: PLC0415

        yield from sheet_batches(path, shape, size)
