"""Names of firms and people: a key under which the same name written differently is equal, and what it names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from anyascii import anyascii

from .given_names import GIVEN_NAMES
from .legal_forms import FORMS_AFTER, FORMS_BEFORE, LONGEST

Kind = Literal["company", "government", "person"]

NOT_WORDS: Final = re.compile(r"[^a-z0-9]+")
WITHIN_WORDS: Final = re.compile(r"(?<=\w)[.'’`´](?=\w)|(?<=\w)\.")
PATRONYMIC: Final = re.compile(r"(?:ovich|evich|ich|ovna|evna|ichna|inichna)$")
TITLES: Final = frozenset("mr mrs ms miss dr herr frau pan pani gospodin gospozha sir madam".split())
GOVERNMENT: Final = (
    "ministerstvo|administratsiya|federalnaya sluzhba|departament|upravlenie federaln|munitsipaln|gosudarstvenn|"
    "mbou|gbou|mbu|gbu|gbuz|fgbu|fgku|fgbou|mkou|mku|gku|mbdou|ufns|mvd|prokuratura|"
    "ministerstwo|urzad|starostwo|gmina|powiat|wojewodztwo|szkola podstawowa|kuratorium|komenda|sad rejonowy|"
    "ministry|government|council|city of|county of|state of|department of|municipality|embassy|federal agency|"
    "bundesamt|bundesministerium|ministerium|landkreis|stadtverwaltung|stadt|gemeinde|landratsamt|finanzamt|"
    "mairie|prefecture|ayuntamiento|ministerio|comune di"
).split("|")
PUBLIC: Final = re.compile(r"(?:^| )(?:" + "|".join(GOVERNMENT) + r")")


class Name(NamedTuple):
    """`key` for comparing, `kind` as guessed, `form` the legal form as folded ("ooo", "sp z oo") or empty."""

    key: str
    kind: Kind
    form: str


def names(values: Sequence[str | None]) -> list[Name | None]:
    """Each name's key, kind and legal form; None for an empty cell and for one without a letter or digit."""
    return [_name(value) if value else None for value in values]


def _name(value: str) -> Name | None:
    words = fold(value).split()
    if not words:
        return None
    bare, form = _without_forms(words)
    return Name(" ".join(bare), _kind(value, words, form), form)


def fold(value: str) -> str:
    """Latin small letters and digits with one space between words ("ООО «Ромашка»" → "ooo romashka")."""
    text = anyascii(unicodedata.normalize("NFKC", value)).casefold()
    return NOT_WORDS.sub(" ", WITHIN_WORDS.sub("", text)).strip()


def _without_forms(words: list[str]) -> tuple[list[str], str]:
    """The words without legal forms at both ends; a name that is nothing but a form keeps it."""
    found = []
    words, form = _cut_end(words)
    while form:
        found.append(form)
        words, form = _cut_end(words)
    words, form = _cut_start(words)
    return words, " ".join(filter(None, [form, *reversed(found)]))


def _cut_end(words: list[str]) -> tuple[list[str], str]:
    for length in range(min(LONGEST, len(words) - 1), 0, -1):
        if tuple(words[-length:]) in FORMS_AFTER:
            return words[:-length], " ".join(words[-length:])
    return words, ""


def _cut_start(words: list[str]) -> tuple[list[str], str]:
    for length in range(min(LONGEST, len(words) - 1), 0, -1):
        if tuple(words[:length]) in FORMS_BEFORE:
            return words[length:], " ".join(words[:length])
    return words, ""


def _kind(value: str, words: list[str], form: str) -> Kind:
    if PUBLIC.search(" ".join(words)) and form not in {"ooo", "gmbh", "ltd", "llc", "inc", "sp z oo"}:
        return "government"
    if form or any(letter.isdigit() for letter in value):
        return "company"
    if words[0] in TITLES and 2 <= len(words) <= 4:
        return "person"
    named = [word for word in words if word in GIVEN_NAMES]
    patronymic = len(words) == 3 and any(PATRONYMIC.search(word) for word in words[1:])
    return "person" if patronymic or (2 <= len(words) <= 3 and named and "&" not in value) else "company"
