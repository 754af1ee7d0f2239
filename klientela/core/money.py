"""Money: whole minor units with their currency, so that sums are exact on every database.

SQLite returns decimals as floats, therefore totals are integers ("12,34 PLN" is 1234) and unit prices are integers
of a millionth. An unknown amount is `None` and is said to be unknown; it is never 0.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache

from babel.numbers import get_currency_precision

PRICE_SCALE = 6
QUANTITY_SCALE = 6


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of `currency` (ISO 4217)."""

    minor: int
    currency: str

    @property
    def amount(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))


@cache
def exponent(currency: str) -> int:
    """Return how many decimal places the currency has: 2 for PLN, 0 for JPY, 3 for KWD."""
    return get_currency_precision(currency)


def to_minor(amount: Decimal, currency: str) -> int:
    """Return `amount` (major units) as minor units, half to even: 12.345 PLN is 1234."""
    return int(amount.scaleb(exponent(currency)).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def scaled(value: Decimal, places: int = PRICE_SCALE) -> int:
    """Return a decimal as an integer of 10**-places: how prices and quantities are stored."""
    return int(value.scaleb(places).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def unscaled(value: int, places: int = PRICE_SCALE) -> Decimal:
    """Return the decimal that `scaled` stored."""
    return Decimal(value).scaleb(-places)
