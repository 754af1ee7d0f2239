"""Phone numbers as E.164, fast for the usual shapes and by Google's tables for the rest.

The tables manage some nine thousand numbers a second, which is too slow for a purchased list of a million; most
numbers have one of few shapes, whose lengths are fixed by their national plans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

import phonenumbers

PLAIN: Final = re.compile(r"^[+\d\s().\-/–\u00a0\u2010\u2011]+$")
NOT_DIGITS: Final = re.compile(r"\D+")
# The tables know the words for an extension in a few countries only.
EXTENSION: Final = re.compile(
    r"[\s.,]*\b(?:wewn?|вн|внутр|доб|доп|ext|int|dw|durchwahl)\b\.?:?\s*\d{1,6}\s*$", re.IGNORECASE
)
BETWEEN_DIGITS: Final = str.maketrans(dict.fromkeys(" ().-/"))

LENGTHS: Final = {
    "7": (11,),
    "48": (11,),
    "49": (9, 10, 11, 12, 13),
    "44": (12,),
    "1": (11,),
    "33": (11,),
    "380": (12,),
    "375": (12,),
    "31": (11,),
    "34": (11,),
    "420": (12,),
    "421": (12,),
}
"""Calling code → lengths of the whole number; what follows the code does not begin with a zero in any of them."""
WIDTHS: Final = tuple(sorted({len(code) for code in LENGTHS}))

LOCAL: Final = {
    "RU": (re.compile(r"^8([3-9]\d{9})$"), re.compile(r"^([3-9]\d{9})$"), "7"),
    "KZ": (re.compile(r"^8([67]\d{9})$"), re.compile(r"^([67]\d{9})$"), "7"),
    "PL": (re.compile(r"^0?([1-9]\d{8})$"), None, "48"),
    "DE": (re.compile(r"^0([1-9]\d{6,10})$"), None, "49"),
    "GB": (re.compile(r"^0([1-9]\d{9})$"), None, "44"),
    "UA": (re.compile(r"^0([1-9]\d{8})$"), None, "380"),
    "FR": (re.compile(r"^0([1-9]\d{8})$"), None, "33"),
}


class Phone(NamedTuple):
    """`e164` is None for what no plan knows; `digits` are all digits as written, for search."""

    e164: str | None
    digits: str


def phones(values: Sequence[str | None], *, country: str | None) -> list[Phone | None]:
    """Each number as E.164, local ones read as in `country` (ISO code); None only where there is no digit at all."""
    return [_phone(value, country) if value else None for value in values]


def _phone(value: str, country: str | None) -> Phone | None:
    if value[0] == "+" and "(0" not in value:
        # Most numbers of a clean list: nothing but digits and what stands between them.
        digits = value[1:].translate(BETWEEN_DIGITS)
        if digits.isascii() and digits.isdigit() and (found := _international(digits)):
            return Phone(found, digits)
    value = EXTENSION.sub("", value)
    digits = NOT_DIGITS.sub("", value)
    if not digits:
        return None
    plain = PLAIN.match(value) is not None and "(0" not in value
    found = (_usual(value.strip(), digits, country) if plain else None) or _by_tables(value, country)
    return Phone(found, found[1:] if found else digits)


def _usual(value: str, digits: str, country: str | None) -> str | None:
    if value.startswith("+"):
        return _international(digits)
    if value.startswith("00"):
        return _international(digits[2:])
    if country not in LOCAL:
        return None
    with_trunk, without, code = LOCAL[country]
    match = with_trunk.match(digits) or (without.match(digits) if without else None)
    if match:
        return f"+{code}{match.group(1)}"
    return _international(digits) if digits.startswith(code) else None


def _international(digits: str) -> str | None:
    for width in WIDTHS:
        lengths = LENGTHS.get(digits[:width])
        if lengths and len(digits) in lengths and digits[width] != "0":
            return f"+{digits}"
    return None


def _by_tables(value: str, country: str | None) -> str | None:
    written = re.sub(r"^\s*00", "+", value)
    try:
        number = phonenumbers.parse(written, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    number.extension = None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
