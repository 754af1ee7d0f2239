"""What is known of a file after a look at it: frozen values that travel as JSON between processes and pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

Format = Literal["csv", "xlsx", "xls", "ods", "parquet"]
Mark = Literal[".", ","]
DateOrder = Literal["ymd", "dmy", "mdy"]
Row = tuple[str | None, ...]

Record = tuple[int, Sequence[str | None], str | None]
"""Row number, cells (as many as there are columns), and the surplus: None for a sound row."""


@dataclass(frozen=True)
class ColumnShape:
    """One column: where it stands, what it is called and what its values look like.

    `header` is as written, with a suffix when it occurred before ("phone", "phone (2)"), and empty in a file
    without a head. `filled` is the share (0..1) of looked-at rows with a value. Marks are None where unclear.
    """

    position: int
    header: str
    samples: tuple[str, ...]
    filled: float
    decimal_mark: Mark | None = None
    date_order: DateOrder | None = None

    @property
    def name(self) -> str:
        """The name of this column in the batches."""
        return f"c{self.position}"


@dataclass(frozen=True)
class FileShape:
    """A file as a table. Row numbers are 1-based and count every row of the file, title rows and head included.

    `head_row` is None in a file without a head; `data_row` is where data begin. `sample` are the first data rows,
    `spread` some from all over the file. `rows` is exact for workbooks and Parquet, an estimate for text.
    `damaged` says that some characters cannot be read in `encoding`: the rows that hold them come out marked.
    """

    name: str
    format: Format
    columns: tuple[ColumnShape, ...]
    head_row: int | None
    data_row: int
    rows: int
    sample: tuple[Row, ...] = ()
    spread: tuple[Row, ...] = ()
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    decimal_mark: Mark | None = None
    date_order: DateOrder | None = None
    damaged: bool = False

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(column.header for column in self.columns)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> FileShape:
        plain = dict(data)
        plain["columns"] = tuple(ColumnShape(**{**c, "samples": tuple(c["samples"])}) for c in data["columns"])
        for rows in ("sample", "spread"):
            plain[rows] = tuple(tuple(row) for row in data[rows])
        plain["sheets"] = tuple(data["sheets"])
        return cls(**plain)
