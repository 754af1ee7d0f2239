"""Cells in which people keep several phones or addresses at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

BETWEEN: Final = re.compile(r"[;,\n|]+|\s/\s|\s+:::\s+|\s+(?:or|и|или|oraz|lub|und|oder)\s+")


def pieces(values: Sequence[str | None]) -> list[tuple[str, ...]]:
    """The parts of each cell ("+49 30 1, +49 30 2" has two), trimmed, each once, in their order; empty for nothing."""
    return [_parts(value) if value else () for value in values]


def _parts(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for piece in BETWEEN.split(value) if (part := piece.strip())))
