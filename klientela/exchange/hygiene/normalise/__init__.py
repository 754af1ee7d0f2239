"""One form for what people write in many: phones, mails, tax numbers, names, countries, dates, numbers, yes and no.

Every function takes the distinct values of a column and returns as many results, in the same order; the caller joins
them back. What cannot be understood is None or marked, never dropped or guessed silently."""

from .bare_names import bare_name
from .booleans import booleans
from .dates import dates
from .decimals import decimals
from .emails import Email, emails
from .names import Name, names
from .phones import Phone, phones
from .pieces import pieces
from .places import places
from .tax_numbers import TaxNumber, tax_numbers

__all__ = [
    "Email",
    "Name",
    "Phone",
    "TaxNumber",
    "bare_name",
    "booleans",
    "dates",
    "decimals",
    "emails",
    "names",
    "phones",
    "pieces",
    "places",
    "tax_numbers",
]
