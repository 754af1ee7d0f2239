"""Check digits of tax and registration numbers, and a guess at which scheme a typed number belongs to."""

from types import ModuleType

from stdnum import lei
from stdnum.eu import vat
from stdnum.pl import nip, regon
from stdnum.ru import inn, ogrn

CHECKS: dict[str, ModuleType] = {"nip": nip, "regon": regon, "inn": inn, "ogrn": ogrn, "vat": vat, "lei": lei}
# What a bare tax number means in the country of the base.
OF_COUNTRY = {"PL": "nip", "RU": "inn"}


def is_valid(scheme: str, number: str) -> bool:
    """Tell whether the check digits are right; a scheme without any is always right."""
    check = CHECKS.get(scheme)
    return check is None or bool(check.is_valid(number))


def scheme_of(number: str, country: str) -> str:
    """Return the scheme of a bare tax number: a VAT number begins with letters, else by the country and its digits."""
    if number[:2].isalpha():
        return "vat"
    scheme = OF_COUNTRY.get(country, "tax")
    return scheme if is_valid(scheme, number) else "tax"
