"""What the tests of the readers share: a file from bytes, and all its rows as plain lists."""

from __future__ import annotations

from pathlib import Path

from klientela.exchange.imports.readers import FileShape, batches, inspect

Rows = list[tuple[int, list[str | None], str | None]]


def put(directory: Path, content: bytes, name: str = "file.csv") -> Path:
    path = directory / name
    path.write_bytes(content)
    return path


def rows_of(path: Path, shape: FileShape, size: int = 50_000) -> Rows:
    """Row number, cells and surplus of every row the readers yield."""
    found: Rows = []
    for batch in batches(path, shape, size=size):
        columns = [column.to_pylist() for column in batch.columns]
        found.extend((row, list(cells), surplus) for row, surplus, *cells in zip(*columns, strict=True))
    return found


def read(path: Path, name: str = "file.csv") -> tuple[FileShape, Rows]:
    shape = inspect(path, name=name)
    return shape, rows_of(path, shape)
