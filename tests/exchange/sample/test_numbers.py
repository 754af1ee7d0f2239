"""Numbers of made-up customers: right by their own rules, and nobody's."""

from random import Random

import pytest
from stdnum.de import vat as german_vat
from stdnum.gb import vat as british_vat
from stdnum.pl import nip
from stdnum.ru import inn

from klientela.exchange.sample.numbers import phone, tax_number

CHECKS = {"PL": nip, "DE": german_vat, "RU": inn, "GB": british_vat}
SERIALS = [0, 1, 7, 1234, 99_999, 543_210, 999_999]
# As published: Ofcom for drama, the Bundesnetzagentur for media productions; nobody has 11 or 200 as an area code.
FICTION = {
    "PL": ("+4811",),
    "RU": ("+7200",),
    "GB": ("+441632960", "+442079460", "+447700900", "+441614960", "+441214960", "+441414960"),
    "DE": ("+493023125", "+494066969", "+496990009", "+492214710", "+498999998", "+4917139200"),
}


@pytest.mark.parametrize("country", CHECKS)
def test_tax_numbers_have_right_check_digits(country):
    assert [serial for serial in SERIALS if not CHECKS[country].is_valid(tax_number(country, serial))] == []


@pytest.mark.parametrize("country", CHECKS)
def test_no_two_customers_have_one_tax_number(country):
    assert len({tax_number(country, serial) for serial in range(5000)}) == 5000


@pytest.mark.parametrize("country", FICTION)
def test_phones_come_from_ranges_that_are_nobodys(country):
    rng = Random(5)
    numbers = [phone(country, rng)[1] for _ in range(300)]
    assert [number for number in numbers if not number.startswith(FICTION[country])] == []


def test_a_phone_is_written_as_its_owner_would_and_kept_in_e164():
    assert phone("PL", Random(1)) == ("+48 11 134 36 42", "+48111343642")
