"""Phones and mail addresses as people write them."""

from __future__ import annotations

import phonenumbers
import pytest

from klientela.exchange.hygiene.normalise import Email, Phone, emails, phones, pieces


@pytest.mark.parametrize(
    ("written", "country", "e164"),
    [
        ("+49 30 123456", "RU", "+4930123456"),
        ("0049 30-123456", "PL", "+4930123456"),
        ("030 / 123456", "DE", "+4930123456"),
        ("8 (916) 123-45-67", "RU", "+79161234567"),
        ("9161234567", "RU", "+79161234567"),
        ("7 916 123 45 67", "RU", "+79161234567"),
        ("+7(495)1234567", None, "+74951234567"),
        ("8-800-555-35-35 доб. 12", "RU", "+78005553535"),
        ("22 123 45 67 wew. 12", "PL", "+48221234567"),
        ("030 1234567 Durchwahl 9", "DE", "+49301234567"),
        ("600 123 456", "PL", "+48600123456"),
        ("022 123 45 67", "PL", "+48221234567"),
        ("48 600 123 456", "PL", "+48600123456"),
        ("020 7946 0958", "GB", "+442079460958"),
        ("+44 (0)20 7946 0958", None, "+442079460958"),
        ("(212) 555-0123", "US", "+12125550123"),
        ("+39 06 1234 5678", "DE", "+390612345678"),
    ],
)
def test_a_number_is_the_same_however_it_is_written(written: str, country: str | None, e164: str) -> None:
    assert phones([written], country=country) == [Phone(e164, e164[1:])]


def test_a_number_no_plan_knows_keeps_its_digits() -> None:
    assert phones(["12", "030 123456", None, "", "none"], country="RU") == [
        Phone(None, "12"),
        Phone(None, "030123456"),
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    "number",
    [
        "+49 341 1234567",
        "+48 22 123 45 67",
        "+7 812 123-45-67",
        "+44 20 7946 0958",
        "+1 212 555 0123",
        "+380 44 123 45 67",
    ],
)
def test_the_fast_path_says_what_the_tables_say(number: str) -> None:
    table = phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.E164)
    assert phones([number], country=None) == [Phone(table, table[1:])]


def test_addresses_lose_names_and_capitals() -> None:
    assert emails(["Anna Kowalska <A.Kowalska@Example.COM>", "mailto:x@y.example", " Info@Acme.example; "]) == [
        Email("a.kowalska@example.com", valid=True),
        Email("x@y.example", valid=True),
        Email("info@acme.example", valid=True),
    ]


def test_what_is_no_address_is_kept_and_marked() -> None:
    assert emails(["bad@", "no address", "x y@z.example", "a@b", "", None, "почта@пример.рф"]) == [
        Email("bad@", valid=False),
        Email("no address", valid=False),
        Email("x y@z.example", valid=False),
        Email("a@b", valid=False),
        None,
        None,
        Email("почта@пример.рф", valid=True),
    ]


def test_several_in_one_cell_are_taken_apart() -> None:
    assert pieces(["+49 30 1, +49 30 2", "a@b.example; A@b.example\nc@d.example", "030/123", "1 / 2", None]) == [
        ("+49 30 1", "+49 30 2"),
        ("a@b.example", "A@b.example", "c@d.example"),
        ("030/123",),
        ("1", "2"),
        (),
    ]
