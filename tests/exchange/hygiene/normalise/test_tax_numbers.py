"""Tax and registration numbers with check digits worked out by hand."""

from __future__ import annotations

import pytest

from klientela.exchange.hygiene.normalise import TaxNumber, tax_numbers


@pytest.mark.parametrize(
    ("written", "country", "kind", "number"),
    [
        # 7·2+7·4+0·10+7·3+0·5+8·9+3·4+8·6+9·8 = 14+28+0+21+0+72+12+48+72 = 267; 267 mod 11 mod 10 = 3
        ("7707083893", None, "inn", "7707083893"),
        ("ИНН 7707083893/773601001", None, "inn", "7707083893"),
        # 11th: 5·7+0·2+0·4+1·10+0·3+0·5+7·9+3·4+2·6+2·8 = 148; mod 11 = 5
        # 12th: 5·3+0+0+1·4+0+0+7·5+3·9+2·4+2·6+5·8 = 141; mod 11 = 9
        ("500100732259", "RU", "inn", "500100732259"),
        # the INN 0274062111 of Bashkortostan, whose zero a spreadsheet ate:
        # 0·2+2·4+7·10+4·3+0·5+6·9+2·4+1·6+1·8 = 166; 166 mod 11 = 1
        ("274062111", "RU", "inn", "0274062111"),
        # 102770013219 mod 11 = 5
        ("1027700132195", None, "ogrn", "1027700132195"),
        ("773601001", "RU", "kpp", "773601001"),
        # 5·6+2·5+6·7+0·2+2·3+5·4+0·5+2·6+7·7 = 169; 169 mod 11 = 4
        ("526-025-02-74", None, "nip", "5260250274"),
        ("PL 526 025 02 74", None, "nip", "5260250274"),
        # 1·8+2·9+3·2+4·3+5·4+6·5+7·6+8·7 = 192; 192 mod 11 = 5
        ("123456785", "PL", "regon", "123456785"),
        ("0000127206", "PL", "krs", "0000127206"),
        ("DE136695976", None, "vat", "DE136695976"),
        ("DE 136 695 976", None, "vat", "DE136695976"),
        ("136695976", "DE", "vat", "DE136695976"),
        ("529900T8BM49AURSDO55", None, "lei", "529900T8BM49AURSDO55"),
    ],
)
def test_the_kind_of_a_number_is_told_by_form_and_check_digits(
    written: str, country: str | None, kind: str, number: str
) -> None:
    assert tax_numbers([written], country) == [TaxNumber(kind, number, valid=True)]


def test_a_number_whose_check_fails_is_kept_as_unverified() -> None:
    assert tax_numbers(
        ["7707083890", "DE100000001", "DE136695970", "DE036695976", "PL5260250275", "n/a", "", "-", None], None
    ) == [
        TaxNumber("unverified", "7707083890", valid=False),
        TaxNumber("unverified", "DE100000001", valid=False),
        TaxNumber("unverified", "DE136695970", valid=False),
        TaxNumber("unverified", "DE036695976", valid=False),
        TaxNumber("unverified", "PL5260250275", valid=False),
        TaxNumber("unverified", "NA", valid=False),
        None,
        None,
        None,
    ]
