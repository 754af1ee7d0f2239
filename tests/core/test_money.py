"""Money: exact in whole minor units, whatever the currency's exponent."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klientela.core.money import Money, exponent, scaled, to_minor, unscaled


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("12.34", "PLN", 1234),
        ("12.345", "PLN", 1234),  # half to even: 1234.5 -> 1234
        ("12.355", "PLN", 1236),  # 1235.5 -> 1236
        ("-0.005", "EUR", 0),
        ("1999", "JPY", 1999),
        ("1.2345", "KWD", 1234),  # three decimal places, 1234.5 -> 1234
    ],
)
def test_an_amount_becomes_whole_minor_units(amount: str, currency: str, minor: int) -> None:
    assert to_minor(Decimal(amount), currency) == minor


def test_currencies_know_their_decimal_places() -> None:
    assert [exponent(currency) for currency in ("PLN", "RUB", "JPY", "KWD")] == [2, 2, 0, 3]


@given(st.integers(min_value=-(10**15), max_value=10**15), st.sampled_from(["PLN", "JPY", "KWD"]))
def test_minor_units_survive_the_way_to_an_amount_and_back(minor: int, currency: str) -> None:
    assert to_minor(Money(minor, currency).amount, currency) == minor


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6))
def test_prices_keep_six_places(price: Decimal) -> None:
    assert unscaled(scaled(price)) == price
