"""One line in, a customer out: "Acme Ltd, +48 601 234 567, anna@acme.pl, call tomorrow"."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from klientela.core.search_key import digits
from klientela.customers import values
from klientela.customers.tax_numbers import scheme_of

PHONE = re.compile(r"[+(]?[\d][\d\s().\-/]{5,}")
TAX = re.compile(r"(?:nip|inn|vat|инн|tax)[\s:.]*([a-z]{0,2}[\d\s\-]{6,})", re.IGNORECASE)
SITE = re.compile(r"(?:https?://|www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", re.IGNORECASE)
# Days from today by the words that say so, in the three languages of the pages.
DAYS = {"today": 0, "dziś": 0, "dzisiaj": 0, "сегодня": 0, "tomorrow": 1, "jutro": 1, "завтра": 1}
LONGEST = 500


@dataclass(slots=True)
class Quick:
    """What was understood: the name, how to reach it by kind of point, a tax number, and what to do next by when."""

    name: str = ""
    reach: dict[str, str] = field(default_factory=dict)
    tax_number: str = ""
    next_step: str = ""
    due_on: date | None = None


def read(line: str, today: date, country: str) -> Quick:
    """Return what the line says; the first words that are nothing else are the name, later ones the next step."""
    quick = Quick()
    for piece in (part.strip() for part in line[:LONGEST].split(",")):
        if piece:
            _place(quick, piece, country)
    quick.due_on = _day(quick.next_step, today)
    return quick


def _place(quick: Quick, piece: str, country: str) -> None:
    tax = TAX.fullmatch(piece)
    if tax or _is_tax_number(piece, country):
        quick.tax_number = tax.group(1) if tax else piece
    elif "@" in piece and " " not in piece:
        quick.reach.setdefault("email", piece)
    elif PHONE.fullmatch(piece):
        quick.reach.setdefault("phone", piece)
    elif not quick.name:
        quick.name = piece
    elif SITE.fullmatch(piece):
        quick.reach.setdefault("site", piece)
    else:
        quick.next_step = f"{quick.next_step}, {piece}" if quick.next_step else piece


def _is_tax_number(piece: str, country: str) -> bool:
    number = digits(piece)
    bare = number == values.number(piece) and " " not in piece and "+" not in piece
    return bare and len(number) in {10, 12} and scheme_of(number, country) != "tax"


def _day(words: str, today: date) -> date | None:
    found = [DAYS[word] for word in re.findall(r"\w+", words.lower()) if word in DAYS]
    return today + timedelta(days=found[0]) if found else None
