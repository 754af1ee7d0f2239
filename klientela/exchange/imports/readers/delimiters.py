"""Which sign parts the cells of a text table."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from typing import Final

CANDIDATES: Final = (",", ";", "\t", "|")


def find_delimiter(lines: Sequence[str]) -> str:
    """The delimiter under which the `lines` (with their line ends) fall into the steadiest and widest rows.

    A single column has none; a comma is then as good as any.
    """
    return max(CANDIDATES, key=lambda sign: (_score(lines, sign), -CANDIDATES.index(sign)))


def _score(lines: Sequence[str], delimiter: str) -> float:
    widths = [len(row) for row in rows(lines, delimiter) if row]
    if not widths:
        return 0.0
    width, often = max(Counter(widths).items(), key=lambda pair: (pair[1] * (pair[0] > 1), pair[0]))
    if width < 2:
        return 0.0
    steady = often / len(widths)
    return steady * 10 + min(width, 30) / 10


def rows(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """The `lines` as rows; lines that break the rules of quoting are left out."""
    found: list[list[str]] = []
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        try:
            found.append(next(reader))
        except StopIteration:
            return found
        except csv.Error:
            continue
