"""What a column holds, told from its values alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from klientela.exchange.hygiene.normalise import dates, decimals, emails, names, phones, pieces, places, tax_numbers

URL: Final = re.compile(
    r"^(?:https?://|www\.)\S+$|^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|ru|pl|de|eu|io|рф)/?$", re.I
)
PHONE_SIGNS: Final = re.compile(
    r"^\s*(?:\+|00|8[\s(-]|\()[\d\s()+\-./]{6,}$|^\d{2,4}[\s-]\d{2,4}[\s-]\d{2,4}(?:[\s-]\d{2,4})*$"
)
ENOUGH: Final = 0.8
CONFIDENCE: Final = 0.6


def content_of(values: Sequence[str]) -> str | None:
    """The idea that at least four fifths of the distinct `values` carry, or None when they tell nothing."""
    distinct = list(dict.fromkeys(value.strip() for value in values if value.strip()))
    if not distinct:
        return None
    for idea, holds in TELLERS:
        share = sum(holds(distinct)) / len(distinct)
        if share >= ENOUGH:
            return idea
    return None


def supports(idea: str, values: Sequence[str]) -> bool:
    """Whether at least half of the `values` can be what the `idea` says; always, where its values have no form."""
    holds = FORMS.get(idea)
    distinct = list(dict.fromkeys(value.strip() for value in values if value.strip()))
    return holds is None or not distinct or sum(holds(distinct)) * 2 >= len(distinct)


def _emails(values: list[str]) -> list[bool]:
    # People keep several in one cell; the first tells what they are.
    first = [(pieces([value])[0] or ("",))[0] for value in values]
    return [found is not None and found.valid for found in emails(first)]


def _sites(values: list[str]) -> list[bool]:
    return [URL.match(value) is not None for value in values]


def _tax_numbers(values: list[str]) -> list[bool]:
    return [found is not None and found.valid for found in tax_numbers(values, None)]


def _phones(values: list[str]) -> list[bool]:
    found = phones(values, country="RU")
    return [
        PHONE_SIGNS.match(value) is not None and phone is not None and len(phone.digits) >= 9
        for value, phone in zip(values, found, strict=True)
    ]


def _days(values: list[str]) -> list[bool]:
    read = dates(values, "dmy"), dates(values, "mdy")
    return [(a is not None or b is not None) and not value.isdigit() for value, a, b in zip(values, *read, strict=True)]


def _countries(values: list[str]) -> list[bool]:
    # Two letters may be anything: initials, units, languages.
    return [code is not None and len(value) > 2 for value, code in zip(values, places(values), strict=True)]


def _people(values: list[str]) -> list[bool]:
    return [found is not None and found.kind == "person" for found in names(values)]


def _firms(values: list[str]) -> list[bool]:
    return [found is not None and found.form != "" for found in names(values)]


TELLERS: Final[tuple[tuple[str, Callable[[list[str]], list[bool]]], ...]] = (
    ("email", _emails),
    ("site", _sites),
    ("tax_number", _tax_numbers),
    ("phone", _phones),
    ("ordered_on", _days),
    ("country", _countries),
    ("full_name", _people),
    ("company", _firms),
)


def _numbers(values: list[str]) -> list[bool]:
    return [found is not None for found in decimals(values, None)]


def _with_digits(values: list[str]) -> list[bool]:
    return [sum(letter.isdigit() for letter in value) >= 5 for value in values]


FORMS: Final[dict[str, Callable[[list[str]], list[bool]]]] = {
    "email": _emails,
    "contact_email": _emails,
    "phone": _with_digits,
    "contact_phone": _with_digits,
    **dict.fromkeys(["ordered_on", "created_on", "birth_date", "first_purchase_on", "last_purchase_on"], _days),
    **dict.fromkeys(
        ["amount", "line_amount", "quantity", "unit_price", "revenue", "employees", "purchases", "total_purchases"],
        _numbers,
    ),
}
"""What the values of an idea look like, where they have a form at all."""
