"""Countries by any name people give them, as ISO 3166 codes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

import pycountry
from anyascii import anyascii
from babel import Locale

LANGUAGES: Final = ("en", "ru", "pl", "de", "uk", "fr", "es")

ALSO: Final = {
    "GB": ("uk", "u k", "england", "scotland", "wales", "britain", "great britain", "northern ireland", "anglia",
           "angliya", "channel islands"),
    "US": ("usa", "u s a", "u s", "america", "united states of america", "ameryka", "ssha"),
    "RU": ("rf", "russian federation", "rossiya", "rossiyskaya federatsiya"),
    "NL": ("holland", "holandia", "gollandiya", "the netherlands"),
    "CZ": ("czech republic", "ceska republika"),
    "IE": ("eire", "republic of ireland"),
    "ZA": ("rsa",),
    "KR": ("korea", "south korea"),
    "AE": ("uae", "emirates", "zea"),
    "BY": ("belorussiya", "respublika belarus"),
    "KZ": ("respublika kazakhstan",),
    "HK": ("hong kong", "gonkong"),
    "TR": ("turkey",),
    "DE": ("brd", "frg"),
    "MK": ("macedonia",),
}  # fmt: skip
"""Further names by code, folded as `_fold` folds."""


def places(values: Sequence[str | None]) -> list[str | None]:
    """The ISO code (two letters) of each country named, in any of our languages or as a code; None when unknown."""
    known = _countries()
    return [known.get(_fold(value)) if value else None for value in values]


def _fold(value: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", anyascii(value).casefold()).split())


@cache
def _countries() -> dict[str, str]:
    codes = {country.alpha_2: country for country in pycountry.countries}
    found: dict[str, str] = {}
    for language in reversed(LANGUAGES):
        for code, name in Locale(language).territories.items():
            if code in codes:
                found[_fold(name)] = code
    for code, country in codes.items():
        names = [country.name, getattr(country, "common_name", ""), getattr(country, "official_name", "")]
        found.update({_fold(name): code for name in [*names, code, country.alpha_3] if name})
    for code, also in ALSO.items():
        found.update(dict.fromkeys(also, code))
    return found
