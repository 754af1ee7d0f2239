"""What distinct texts of a column mean, as the plain values that staging tables hold; the rules stand in `hygiene`."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from babel.numbers import list_currencies

from klientela.core.money import PRICE_SCALE, scaled
from klientela.core.search_key import search_key
from klientela.exchange.hygiene import normalise

LARGEST: Final = 2**63 - 1

KINDS: Final = {
    "company": "company firm firma organisation organization org legal entity legal person business spolka "
    "kompaniya organizatsiya yurlitso iurlitso yuridicheskoe litso unternehmen",
    "government": "government public state municipal urzad gosudarstvo gosorgan budzhet budget authority behoerde",
    "person": "person individual private human osoba fizyczna fizlitso fizicheskoe litso chastnoe chelovek privat",
}
FIRM: Final = re.compile(
    r"\d|\b(?:gmbh|ag|kg|s\.?a\.?|srl|bv|ltd|limited|oy|ab|sl|llc|inc|corp|plc)\b"
    r"|\b(?:sp\. ?z ?o\. ?o|ооо|оао|зао|пао|ао)\b",
    re.IGNORECASE,
)
SCHEMES: Final = {"unverified": "tax"}
ROLES: Final = {
    "decides": ("decid", "decision", "decyd", "lpr", "reshen"),
    "influences": ("influenc", "vliya", "wplyw", "doradca"),
    "buys": ("buyer", "zakup", "purchas", "kupiec"),
    "accounts": ("account", "bukhgalter", "ksieg"),
    "guards": ("gatekeeper", "sekretar", "secretar"),
    "uses": ("user", "polzovatel", "uzytkownik"),
}
SIGNS: Final = {"€": "EUR", "$": "USD", "£": "GBP", "zł": "PLN", "zl": "PLN", "₽": "RUB", "руб": "RUB", "р": "RUB"}
CANCELLED: Final = ("cancel", "otmen", "anul", "storn", "refus", "otkaz")


def days(texts: Sequence[str], order: str | None) -> list[int | None]:
    """Days since 1970-01-01."""
    return normalise.dates(texts, order)  # type: ignore[arg-type]


def decimals(texts: Sequence[str], mark: str | None) -> list[int | None]:
    """Integers of 10**-6; None also for what is too large to be kept."""
    return [_scaled(number) for number in normalise.decimals(texts, mark)]  # type: ignore[arg-type]


def _scaled(number: str | None) -> int | None:
    value = None if number is None else scaled(Decimal(number), PRICE_SCALE)
    return value if value is not None and abs(value) <= LARGEST else None


def wholes(texts: Sequence[str], mark: str | None) -> list[int | None]:
    """Whole numbers from 0 to 2,147,483,647 (what a column of the base holds)."""
    numbers = normalise.decimals(texts, mark)  # type: ignore[arg-type]
    rounded = [None if number is None else round(Decimal(number)) for number in numbers]
    return [number if number is not None and 0 <= number < 2**31 else None for number in rounded]


def phones(texts: Sequence[str], country: str) -> list[str]:
    """E.164; empty where no national plan knows the number."""
    return [(found.e164 or "") if found else "" for found in normalise.phones(texts, country=country)]


def emails(texts: Sequence[str]) -> list[str]:
    """Folded addresses; empty for what has not the form of one."""
    return [found.address[:255] if found and found.valid else "" for found in normalise.emails(texts)]


def sites(texts: Sequence[str]) -> list[str]:
    """Sites without scheme, www and closing slash, in small letters."""
    return [_site(text) for text in texts]


def _site(text: str) -> str:
    bare = text.strip().casefold().split("://", 1)[-1].removeprefix("www.").rstrip("/")
    return bare[:255] if "." in bare else ""


def countries(texts: Sequence[str]) -> list[str | None]:
    """ISO 3166 alpha-2."""
    return normalise.places(texts)


def kinds(texts: Sequence[str]) -> list[str | None]:
    """The kind of customer that a word in any of our languages names."""
    return [_kind(search_key(text)) for text in texts]


def _kind(key: str) -> str | None:
    words = key.replace(".", " ").replace("-", " ").split()
    return next((kind for kind, known in KINDS.items() if words and words[0] in known.split()), None)


def cancelled(texts: Sequence[str]) -> list[bool]:
    """Whether the word for the state of an order says that it was cancelled."""
    return [any(word in search_key(text) for word in CANCELLED) for text in texts]


def keys(texts: Sequence[str]) -> list[str | None]:
    """Search keys; None where nothing is left."""
    return [search_key(text)[:512] or None for text in texts]


def tax_numbers(texts: Sequence[str], country: str) -> dict[str, list[object]]:
    """The number, its scheme, whether its check digits are right, and whether it can tell two customers apart."""
    found = normalise.tax_numbers(texts, country)
    numbers = [each.number[:100] if each else None for each in found]
    return {
        "value": list(numbers),
        "scheme": [None if each is None else SCHEMES.get(each.kind, each.kind) for each in found],
        "is_valid": [each is not None and each.valid for each in found],
        # "0000000000" and "1" are what people write when they must write something.
        "tells": [number is not None and len(number) >= 5 and len(set(number)) > 1 for number in numbers],
    }


def guessed_kinds(texts: Sequence[str]) -> list[str | None]:
    """The kind of customer that a name speaks for, None where it could be anybody."""
    # Names of firms are most of all names, and most of them are known by a digit or a legal form at a glance.
    open_question = [text for text in texts if not FIRM.search(text)]
    guesses = {
        text: name.kind for text, name in zip(open_question, normalise.names(open_question), strict=True) if name
    }
    return [guess if (guess := guesses.get(text)) in KINDS else None for text in texts]


def currencies(texts: Sequence[str]) -> list[str | None]:
    """ISO 4217 codes of codes and signs."""
    return [_currency(text.strip()) for text in texts]


def _currency(text: str) -> str | None:
    code = SIGNS.get(text.casefold().rstrip("."), text.upper())
    return code if code in list_currencies() else None


def roles(texts: Sequence[str]) -> list[str | None]:
    """What say somebody has in a decision, by the words of our languages."""
    keys = [search_key(text) for text in texts]
    return [next((role for role, words in ROLES.items() if any(word in key for word in words)), None) for key in keys]
