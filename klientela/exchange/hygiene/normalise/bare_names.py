"""Names of firms without their legal form, however it is written and wherever it stands.

"ООО Ромашка" and "Ромашка, ООО" are one name with one form; "АО Ромашка" is the same name with another. It works on
names that are folded already (`core.search_key`), because a base of a million customers is read through it.
"""

from __future__ import annotations

import re
from typing import Final

from .legal_forms import FORMS_AFTER, FORMS_BEFORE, same_form

DOTS: Final = re.compile(r"(?<=[a-z0-9])[.']")
NOT_WORDS: Final = re.compile(r"[^a-z0-9]+")
# Words that end names as often as they are forms: "Brown & Co" is not "Brown".
NAMING: Final = frozenset({("co",), ("company",), ("firma",), ("kompaniya",), ("me",), ("na",)})
AFTER: Final = FORMS_AFTER - NAMING
BEFORE: Final = FORMS_BEFORE - NAMING
# Of the forms that end or begin with a word, how many words the longest has: most names need no further look.
LAST_WORDS: Final = {form[-1]: len(form) for form in sorted(AFTER, key=len)}
FIRST_WORDS: Final = {form[0]: len(form) for form in sorted(BEFORE, key=len)}
# What is left must tell something: "AB Ltd" is not "AB Oy".
SHORTEST: Final = 3


def bare_name(key: str) -> tuple[str, str]:
    """Return the words of a folded name without its legal form, and that form in one spelling, empty for none.

    A name of which too little would be left keeps its form: ("ab ltd", "").
    """
    words = (key if key.replace(" ", "").isalnum() else NOT_WORDS.sub(" ", DOTS.sub("", key))).split()
    if not words:
        return "", ""
    rest, form = words, ""
    if words[-1] in LAST_WORDS:
        rest, form = _cut_end(words)
    if not form and words[0] in FIRST_WORDS:
        rest, form = _cut_start(words)
    bare = " ".join(rest)
    return (bare, form) if form and len(bare) >= SHORTEST else (" ".join(words), "")


def _cut_end(words: list[str]) -> tuple[list[str], str]:
    for length in range(min(LAST_WORDS[words[-1]], len(words) - 1), 0, -1):
        if tuple(words[-length:]) in AFTER:
            return words[:-length], same_form(" ".join(words[-length:]))
    return words, ""


def _cut_start(words: list[str]) -> tuple[list[str], str]:
    for length in range(min(FIRST_WORDS[words[0]], len(words) - 1), 0, -1):
        if tuple(words[:length]) in BEFORE:
            return words[length:], same_form(" ".join(words[:length]))
    return words, ""
