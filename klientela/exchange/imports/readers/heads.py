"""Where the head of a table is: under title rows, in the first row, or nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from .values import looks_like_data

Cells = Sequence[str | None]
HEAD_SHARE: Final = 0.6
"""A head names at least this share of the columns the data fill."""


def find_head(rows: Sequence[Cells]) -> tuple[int | None, int]:
    """The 0-based places in `rows` of the head (None when there is none) and of the first data row.

    Rows above that fill far fewer columns than the data are titles. A row is a head when its cells are texts that
    do not look like values and do not come again among the values below them.
    """
    widths = [_filled(row) for row in rows]
    width = _usual(widths)
    wide = [at for at, filled in enumerate(widths) if filled and filled >= max(1, width * HEAD_SHARE)]
    if not wide:
        return None, 0
    first = wide[0]
    below = [rows[at] for at in wide[1:]]
    return (first, first + 1) if _is_head(rows[first], below) else (None, first)


def _filled(row: Cells) -> int:
    return sum(1 for cell in row if cell and cell.strip())


def _usual(widths: Sequence[int]) -> int:
    """The width of the data: the commonest of the lower half of the rows, since titles stand above."""
    lower = [width for width in widths[len(widths) // 2 :] if width] or [width for width in widths if width]
    if not lower:
        return 0
    counts = Counter(lower)
    return max(counts, key=lambda width: (counts[width], width))


def _is_head(row: Cells, below: Sequence[Cells]) -> bool:
    cells = [(at, cell.strip()) for at, cell in enumerate(row) if cell and cell.strip()]
    valued = sum(looks_like_data(cell) for _, cell in cells)
    if valued * 4 > len(cells) or (valued and len(cells) < 4):
        return False
    repeated = sum(any(len(other) > at and other[at] == cell for other in below) for at, cell in cells)
    return repeated * 4 <= len(cells)


def column_names(head: Cells, width: int) -> list[str]:
    """Headers for `width` columns: trimmed, on one line, and told apart when one comes twice ("phone", "phone (2)")."""
    seen: Counter[str] = Counter()
    names = []
    for at in range(width):
        name = " ".join((head[at] or "").split()) if at < len(head) else ""
        name = name.lstrip("\ufeff")
        seen[name.casefold()] += 1
        again = seen[name.casefold()]
        names.append(f"{name} ({again})" if name and again > 1 else name)
    return names
