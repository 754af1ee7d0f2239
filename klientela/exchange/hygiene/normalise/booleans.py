"""Yes and no in the languages of our users and in the habits of programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

YES: Final = frozenset("1 y yes true t on x + ✓ ✔ да д истина tak t prawda ja wahr j oui si".split())
NO: Final = frozenset("0 n no false f off - – нет н ложь nie fałsz falsz nein falsch non".split())


def booleans(values: Sequence[str | None]) -> list[bool | None]:
    """True, False, or None for an empty or unknown word."""
    return [_boolean(value.strip().casefold()) if value else None for value in values]


def _boolean(word: str) -> bool | None:
    if word in YES:
        return True
    return False if word in NO else None
