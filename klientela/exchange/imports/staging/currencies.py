"""Which currencies a file speaks of: `read_currency(raw, value)` and `exponents(code, places)`."""

from klientela.core.money import exponent
from klientela.exchange.imports.staging import readings
from klientela.exchange.imports.staging.opening import Stage, dictionary, put
from klientela.exchange.imports.terms import Terms


def find(stage: Stage, terms: Terms) -> None:
    """Make both tables; what names no currency is in the one of the terms."""
    named = "SELECT order_currency FROM rows UNION ALL SELECT customer_revenue_currency FROM rows"
    dictionary(stage, "read_currency", named, readings.currencies)
    found = stage.execute("SELECT DISTINCT value FROM read_currency WHERE value IS NOT NULL").fetchall()
    codes = sorted({terms.currency, terms.home_currency, *(code for (code,) in found)})
    put(stage, "exponents", {"code": (codes, "string"), "places": ([exponent(code) for code in codes], "int64")})
