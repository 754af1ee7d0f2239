"""CSV, TSV and their kin in any encoding: what such a file holds."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Final

from . import decoding, delimiters, encodings, limits
from .describe import Grid, describe
from .records import read_records
from .refusals import refused
from .shapes import FileShape
from .sniff import open_text
from .survey import Survey, survey

FIRST_LINES: Final = 400
BINARY_SHARE: Final = 0.01


def inspect_text(path: Path, *, name: str, encoding: str | None, delimiter: str | None) -> FileShape:
    """The shape of the text file at `path`; what the person chose (encoding, delimiter) goes before what is found."""
    found = survey(path)
    encoding = _known(encoding) if encoding else encodings.detect(found)
    _check_bytes(found, encoding)
    lines, damaged = _first_lines(path, encoding, found)
    delimiter = delimiter or _announced(lines) or delimiters.find_delimiter(lines)
    records = list(read_records(lines, delimiter=delimiter, width=None, damaged=damaged))
    grid = Grid(
        first=[cells for _, cells, _ in records],
        spread=_spread(found, encoding, delimiter),
        rows=max(found.newlines, found.returns, len(records)),
        whole=len(lines) < FIRST_LINES,
    )
    return describe(grid, name=name, kind="csv", encoding=encoding, delimiter=delimiter, damaged=damaged)


def _known(encoding: str) -> str:
    try:
        b"x".decode(encoding)
    except LookupError as unknown:
        raise refused("file.encoding", encoding=encoding) from unknown
    return encoding


def _check_bytes(found: Survey, encoding: str) -> None:
    # A few control bytes are dirt; many are a picture, a program or a compressed file.
    wide = encoding.startswith(("utf-16", "utf-32"))
    if not wide and found.controls + found.nulls > max(4, found.size * BINARY_SHARE):
        raise refused("file.binary")


def _first_lines(path: Path, encoding: str, found: Survey) -> tuple[list[str], bool]:
    damaged = _is_damaged(path, encoding, found)
    with open_text(path) as text:
        chunks = decoding.utf8_chunks(text, encoding, damaged=damaged)
        lines = list(itertools.islice(decoding.lines_of(chunks), FIRST_LINES))
    if not any(line.strip() for line in lines):
        raise refused("file.empty")
    return lines, damaged


def _is_damaged(path: Path, encoding: str, found: Survey) -> bool:
    """Whether some bytes mean nothing in `encoding`."""
    if encoding.startswith("utf-8"):
        return not found.valid_utf8
    try:
        with open_text(path) as text:
            for _ in decoding.utf8_chunks(text, encoding, damaged=False):
                pass
    except UnicodeError:
        return True
    return False


def _announced(lines: list[str]) -> str | None:
    """Excel's own first line "sep=;" names the delimiter."""
    first = lines[0].strip().strip('"').casefold()
    return first[4] if first.startswith("sep=") and len(first) == 5 else None


def _spread(found: Survey, encoding: str, delimiter: str) -> list[list[str]]:
    if encoding.startswith(("utf-16", "utf-32")):
        return []
    lines = [line.decode(encoding, "replace") + "\n" for line in found.spread]
    step = max(1, len(lines) // limits.SPREAD_ROWS)
    return delimiters.rows(lines[::step], delimiter)
