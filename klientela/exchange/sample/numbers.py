"""Phone and tax numbers that cannot be anybody's.

Phones come from ranges that regulators keep for fiction: Ofcom's (United Kingdom) and the Bundesnetzagentur's
(Germany). Poland and Russia keep none, so theirs begin with area codes that nobody was ever given: +48 11 and +7 200.
The British and German ranges are small; in a big sample their numbers come back.
Tax numbers have right check digits behind beginnings that no office uses.
"""

from random import Random

from stdnum.iso7064 import mod_11_10
from stdnum.ru import inn

BRITISH = ("1632 960", "20 7946 0", "7700 900", "161 496 0", "121 496 0", "141 496 0")
GERMAN = ("30 23125", "40 66969", "69 90009", "221 4710", "89 99998")
NIP_WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)


def phone(country: str, rng: Random) -> tuple[str, str]:
    """Return a phone as its owner writes it and in E.164; country is PL, DE, RU or GB."""
    number = int(rng.random() * 10_000_000)
    written = PHONES[country](number)
    return written, "+" + "".join(letter for letter in written if letter.isdigit())


def _polish(number: int) -> str:
    text = f"{number:07d}"
    return f"+48 11 {text[:3]} {text[3:5]} {text[5:]}"


def _russian(number: int) -> str:
    text = f"{number:07d}"
    return f"+7 200 {text[:3]}-{text[3:5]}-{text[5:]}"


def _british(number: int) -> str:
    return f"+44 {BRITISH[number % len(BRITISH)]}{number // 7 % 1000:03d}"


def _german(number: int) -> str:
    if number % 3 == 0:
        return f"+49 171 39200{number // 7 % 100:02d}"
    return f"+49 {GERMAN[number % len(GERMAN)]}{number // 7 % 1000:03d}"


PHONES = {"PL": _polish, "RU": _russian, "GB": _british, "DE": _german}


def tax_number(country: str, serial: int) -> str:
    """Return the tax number of the customer with this serial number (0 … 999,999); country is PL, DE, RU or GB."""
    return TAXES[country](serial)


def _nip(serial: int) -> str:
    # A remainder of 10 has no digit: such a number was never given out, so the last digit moves on.
    for last in "01":
        stem = f"00{serial:06d}{last}"
        check = sum(weight * int(digit) for weight, digit in zip(NIP_WEIGHTS, stem, strict=True)) % 11
        if check < 10:
            break
    return f"{stem}{check}"


def _german_vat(serial: int) -> str:
    stem = f"99{serial:06d}"
    return f"DE{stem}{mod_11_10.calc_check_digit(stem)}"


def _inn(serial: int) -> str:
    stem = f"000{serial:06d}"
    return stem + str(inn.calc_company_check_digit(stem))


def _british_vat(serial: int) -> str:
    # Weights 8 … 2 and a two-digit check that brings the sum to a multiple of 97.
    stem = f"9{serial:06d}"
    weighted = sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), stem, strict=True))
    return f"GB{stem}{97 - weighted % 97:02d}"


TAXES = {"PL": _nip, "DE": _german_vat, "RU": _inn, "GB": _british_vat}
