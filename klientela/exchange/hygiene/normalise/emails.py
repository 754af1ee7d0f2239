"""Mail addresses in the one form in which they are compared: bare and in small letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from email_validator import EmailNotValidError, validate_email

USUAL: Final = re.compile(
    r"^[a-z0-9_+\-]+(?:[.'&][a-z0-9_+\-]+)*@(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9\-]{0,61}[a-z0-9]$"
)
LONGEST: Final = 254
BARE: Final = re.compile(r"<([^<>]+)>\s*$")


class Email(NamedTuple):
    """`address` as it is compared; `valid` says whether it has the form of an address (nothing was sent)."""

    address: str
    valid: bool


def emails(values: Sequence[str | None]) -> list[Email | None]:
    """Each address without name, "mailto:" and stray signs, in small letters; None for an empty cell."""
    return [_email(value) if value and not value.isspace() else None for value in values]


def _email(value: str) -> Email:
    if USUAL.match(value) and len(value) <= LONGEST:
        return Email(value, valid=True)
    named = BARE.search(value)
    text = (named.group(1) if named else value).strip(" \t\r\n\u00a0\u200b,;.<>\"'").casefold()
    text = text.removeprefix("mailto:").strip()
    if USUAL.match(text) and len(text) <= LONGEST:
        return Email(text, valid=True)
    return Email(text, valid=text.isascii() is False and _international(text))


def _international(text: str) -> bool:
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True
