"""Headers brought to one form, and the idea behind each: exactly as in the table, or as words within it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from anyascii import anyascii

from .synonyms import SYNONYMS

CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
NOT_WORDS: Final = re.compile(r"[^a-z0-9]+")
REPEATED: Final = re.compile(r"\s*\(\d+\)$")
UNITS: Final = frozenset(
    "value values rub rubl rubley r eur euro usd pln zl gbp chf uah tys mln mio sht szt stk pcs in v w".split()
)
CERTAIN: Final = 0.95
WITHIN: Final = 0.7


class Idea(NamedTuple):
    """What a header stands for, and how sure that is (0..1)."""

    name: str
    confidence: float


def idea_of(header: str) -> Idea | None:
    """The idea behind a header, or None. Units, numbers at the end and words around the known ones are looked past."""
    words = _fold(REPEATED.sub("", header)).split()
    known = _table()
    exact = known.get(" ".join(words))
    if exact:
        return Idea(exact, CERTAIN)
    bare = [word for word in words if word not in UNITS and not word.isdigit()]
    exact = known.get(" ".join(bare))
    return Idea(exact, CERTAIN - 0.05) if exact else _within(bare)


def _fold(header: str) -> str:
    return " ".join(NOT_WORDS.sub(" ", anyascii(CAMEL.sub(" ", header)).casefold()).split())


@cache
def _table() -> dict[str, str]:
    found: dict[str, str] = {}
    for idea, headers in SYNONYMS.items():
        for header in headers.split("|"):
            found.setdefault(_fold(header.strip()), idea)
    return found


def _within(words: list[str]) -> Idea | None:
    """The longest known header among the words; a single short word within others proves too little."""
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length, -1, -1):
            piece = " ".join(words[start : start + length])
            if len(piece) > 3 and piece in _table():
                return Idea(_table()[piece], WITHIN * length / len(words) + 0.1)
    return None
