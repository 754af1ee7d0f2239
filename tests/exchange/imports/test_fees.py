"""Fees are told from products by whole codes and whole texts."""

import pytest

from klientela.exchange.imports.staging.fees import are_fees


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("POST", "POSTAGE"),
        ("C2", "CARRIAGE"),
        ("M", "Manual"),
        ("D", "Discount"),
        ("BANK CHARGES", " Bank Charges"),
        ("ADJUST", "Adjustment by Peter on 24/05/2010 1"),
        ("", "Доставка"),
        ("77", "Koszty wysyłki"),
    ],
)
def test_what_is_no_goods_is_a_fee(code, text):
    assert are_fees([code], [text]) == [True]


@pytest.mark.parametrize(
    ("code", "text"), [("B", "Basket"), ("22423", "POSTAGE STAMP NOTEBOOK"), ("M", "Mirror"), ("10", "Transporter")]
)
def test_what_only_sounds_like_a_fee_is_a_product(code, text):
    assert are_fees([code], [text]) == [False]
