"""How one typed value is brought to the form that is compared and searched: phones, e-mails, sites, numbers, names."""

import re
from dataclasses import dataclass

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from klientela.core.errors import Refused
from klientela.core.search_key import search_key

# Schemes whose numbers are compared with their marks.
MARKED = frozenset({"external", "registration"})
MIN_PHONE_DIGITS = 5
# Of each part of a human name.
LONGEST_PART = 100
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A human name in its parts; unknown parts are empty."""

    first: str
    patronymic: str
    last: str


def phone(text: str, country: str) -> str:
    """Return a phone number in E.164, read as one of `country` (ISO 3166) unless it says otherwise."""
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException as problem:
        raise Refused("phone.wrong", "“%(value)s” is not a phone number.", value=text) from problem
    # Possible, not valid: numbering plans change faster than any list, and fiction has its own ranges.
    if not phonenumbers.is_possible_number(number):
        raise Refused("phone.wrong", "“%(value)s” is not a phone number.", value=text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email(text: str) -> str:
    """Return an e-mail address folded for comparison; only its form is checked, the mailbox is not."""
    try:
        checked = validate_email(text.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError as problem:
        raise Refused("email.wrong", "“%(value)s” is not an e-mail address.", value=text) from problem
    return checked.normalized.casefold()


def site(text: str) -> str:
    """Return a site without scheme, "www." and closing slash, in small letters."""
    bare = _SCHEME.sub("", text.strip()).rstrip("/").casefold()
    return bare.removeprefix("www.")


def number(text: str) -> str:
    """Return a tax or registration number without spaces and marks, in capitals."""
    return "".join(each for each in text if each.isalnum()).upper()


def identifier(scheme: str, text: str) -> str:
    """Return the compared form of an identifier: other systems mean their marks, offices do not; as imports have it."""
    return text.strip().lower() if scheme in MARKED else number(text)


def point(kind: str, text: str, country: str) -> str:
    """Return the compared form of a contact point of `kind`; refuses what cannot be one."""
    if not text.strip():
        raise Refused("point.empty", "Write the number or the address.")
    if kind == "phone":
        return phone(text, country)
    if kind == "email":
        return email(text)
    return site(text) if kind == "site" else search_key(text)


def person_name(text: str) -> PersonName:
    """Split "first [patronymic] last"; a single word is taken as the first name. Each is cut to what is kept of it."""
    words = text.split()
    if len(words) < 2:
        return PersonName(text.strip()[:LONGEST_PART], "", "")
    first, patronymic, last = words[0], " ".join(words[1:-1]), words[-1]
    return PersonName(first[:LONGEST_PART], patronymic[:LONGEST_PART], last[:LONGEST_PART])
