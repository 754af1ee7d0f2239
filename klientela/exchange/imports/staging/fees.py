"""Which lines of an order are no goods: postage, fees, discounts, adjustments, samples, tests.

Codes are compared whole, and so are texts: "postage" is a fee, "postage stamp notebook" is a product.
"""

from collections.abc import Sequence
from typing import Final

from klientela.core.search_key import search_key

# Codes that can mean nothing else. "M", "D" or "C2" could be anybody's product: there the text decides.
CODES: Final = frozenset(
    "post postage adjust adjust2 amazonfee cruk test test001 test002 shipping delivery discount".split()
) | {"bank charges", "gift wrap", "handling fee"}

TEXTS: Final = frozenset(
    {
        # English
        "postage", "dotcom postage", "next day carriage", "carriage", "shipping", "shipping and handling", "delivery",
        "shipping costs", "delivery fee", "freight", "handling", "handling fee", "manual", "discount", "samples",
        "bank charges", "amazon fee", "cruk commission", "commission", "adjust bad debt", "packaging", "fee",
        "service fee",
        # Russian, folded
        "dostavka", "pochtovye raskhody", "transportnye uslugi", "transportnye raskhody", "uslugi dostavki", "skidka",
        "komissiia", "komissiya", "bankovskaia komissiia", "upakovka", "probnik", "obraztsy", "korrektirovka",
        # Polish, folded
        "wysylka", "przesylka", "koszt wysylki", "koszty wysylki", "koszt dostawy", "koszty dostawy", "dostawa",
        "transport", "uslugi transportowe", "rabat", "prowizja", "oplata", "oplata manipulacyjna", "opakowanie",
        "probki", "korekta",
    }
)  # fmt: skip
BEGINNINGS: Final = ("adjustment by", "this is a test product", "pads to match all cushions")


def are_fees(codes: Sequence[str], texts: Sequence[str]) -> list[bool]:
    """Tell for each product whether it is a fee, by its code or by what its line says."""
    return [_is_fee(code, text) for code, text in zip(codes, texts, strict=True)]


def _is_fee(code: str, text: str) -> bool:
    if search_key(code) in CODES:
        return True
    said = search_key(text).rstrip(".: ")
    return said in TEXTS or said.startswith(BEGINNINGS)
