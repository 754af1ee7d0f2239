"""Numbers by which states know firms: which kind a number is, and whether its check digits are right.

What fits no kind, or whose check fails, is kept as unverified: people mistype numbers, and dropping one would lose it.
Formats and check digits are python-stdnum's, except KPP (Russian tax office order ММВ-7-6/435) and KRS (ten digits,
of which the first three are zeros), which it lacks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from stdnum import lei
from stdnum.eu import vat
from stdnum.pl import nip, regon
from stdnum.ru import inn, ogrn

SEPARATORS: Final = re.compile(r"[\s\u00a0.\-–_/]+")
LABEL: Final = re.compile(
    r"^(?:инн|кпп|огрнип|огрн|inn|kpp|ogrn|nip|regon|krs|vat|vat id|ust-?id(?:-?nr)?\.?|tax id|lei)[\s.:№#]*",
    re.IGNORECASE,
)
INN_WITH_KPP: Final = re.compile(r"^(\d{10}|\d{12})\s*[/\\|]\s*(?:\d{4}[\dA-Z]{2}\d{3})?$")
KPP: Final = re.compile(r"^\d{4}[0-9A-Z]{2}\d{3}$")
KRS: Final = re.compile(r"^000\d{7}$")
GERMAN_VAT: Final = re.compile(r"DE[1-9]\d{8}", re.ASCII)

Check = tuple[str, Callable[[str], bool]]


class TaxNumber(NamedTuple):
    """`kind` is inn, kpp, ogrn, nip, regon, krs, vat, lei or unverified; `number` is without spaces and dashes."""

    kind: str
    number: str
    valid: bool


def _is_kpp(number: str) -> bool:
    return KPP.match(number) is not None


def _is_krs(number: str) -> bool:
    return KRS.match(number) is not None


RUSSIAN: Final[tuple[Check, ...]] = (("inn", inn.is_valid), ("ogrn", ogrn.is_valid), ("kpp", _is_kpp))
POLISH: Final[tuple[Check, ...]] = (("krs", _is_krs), ("nip", nip.is_valid), ("regon", regon.is_valid))
UNKNOWN: Final[tuple[Check, ...]] = (
    ("inn", inn.is_valid),
    ("krs", _is_krs),
    ("nip", nip.is_valid),
    ("ogrn", ogrn.is_valid),
    ("regon", regon.is_valid),
)
BY_COUNTRY: Final = {"RU": RUSSIAN, "PL": POLISH}


def tax_numbers(values: Sequence[str | None], country: str | None) -> list[TaxNumber | None]:
    """Each number with its kind; `country` (ISO code) settles what several states could have issued.

    A Polish VAT number is the NIP behind "PL", so both come out as the same NIP. An INN that lost its leading zero in
    a spreadsheet gets it back when the check digits then agree. None only for a cell without a letter or digit.
    """
    return [_tax_number(value, country) if value else None for value in values]


def _tax_number(value: str, country: str | None) -> TaxNumber | None:
    if GERMAN_VAT.fullmatch(value):
        return _german_vat(value)
    text = LABEL.sub("", value.strip())
    pair = INN_WITH_KPP.match(text.upper())
    number = SEPARATORS.sub("", pair.group(1) if pair else text).upper()
    if not any(letter.isalnum() for letter in number):
        return None
    if len(number) == 20 and lei.is_valid(number):
        return TaxNumber("lei", number, valid=True)
    if number[:2].isalpha() and number.isascii():
        return _with_prefix(number)
    for kind, is_valid in _checks(text, country):
        if is_valid(number):
            return TaxNumber(kind, number, valid=True)
        if kind == "inn" and len(number) in (9, 11) and is_valid("0" + number):
            return TaxNumber(kind, "0" + number, valid=True)
    return _national(number, country)


def _german_vat(number: str) -> TaxNumber:
    """By ISO 7064 mod 11,10, as stdnum does: half of a purchased list is such numbers, and here it takes a tenth."""
    product = 10
    for digit in number[2:10]:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    valid = (11 - product) % 10 == int(number[10])
    return TaxNumber("vat" if valid else "unverified", number, valid=valid)


def _with_prefix(number: str) -> TaxNumber:
    if number.startswith("PL") and nip.is_valid(number[2:]):
        return TaxNumber("nip", number[2:], valid=True)
    if vat.is_valid(number):
        return TaxNumber("vat", vat.compact(number), valid=True)
    return TaxNumber("unverified", number, valid=False)


def _checks(text: str, country: str | None) -> tuple[Check, ...]:
    if country in BY_COUNTRY:
        return BY_COUNTRY[country]
    # Without a country the dashes tell: 526-025-02-74 is how a NIP is written and an INN never.
    return POLISH if text.count("-") >= 2 else UNKNOWN


def _national(number: str, country: str | None) -> TaxNumber:
    if country and vat.is_valid(f"{country}{number}"):
        return TaxNumber("vat", vat.compact(f"{country}{number}"), valid=True)
    return TaxNumber("unverified", number, valid=False)
