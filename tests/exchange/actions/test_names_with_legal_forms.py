"""Firms are one customer however their legal form is written, and two where the forms differ."""

import pytest

from klientela.customers.models import Customer
from tests.exchange.importing import bring_in, rows_of, write

pytestmark = pytest.mark.django_db

HEAD = "company,city,industry"


def names():
    return list(
        Customer.objects.unscoped("the test looks at all")
        .order_by("origin_id", "origin_row")
        .values_list("name", flat=True)
    )


# Each pair in a town of its own, so that one file holds all of them.
SAME = [
    ("ООО Ромашка", "«Ромашка» ООО"),
    ("Łódź Papier Sp. z o.o.", "Łódź Papier spółka z o. o."),
    ("Łódź Papier sp.z o.o.", "ŁÓDŹ PAPIER SP Z O O"),
    ("Müller GmbH & Co. KG", "Müller GmbH und Co KG"),
    ("Ромашка", "ООО Ромашка"),
    ("Alpha Works Limited", "Alpha Works"),
]
DIFFERENT = [
    ("ООО Ромашка", "АО Ромашка"),
    ("Müller GmbH", "Müller GmbH & Co. KG"),
    ("Brown", "Brown & Co"),
]


def test_in_one_place_a_name_is_one_customer_however_its_form_is_written(tmp_path, as_owner):
    told = [line for town, (one, other) in enumerate(SAME) for line in (f"{one},T{town},", f"{other},T{town},Metals")]
    row = bring_in(write(tmp_path, "a.csv", HEAD, *told), as_owner)
    assert (rows_of(row), names()) == ((12, 6, 0, 6, 0, 0), [one for one, _ in SAME])
    later = [f"{other},T{town},Food" for town, (_, other) in enumerate(SAME)]
    again = bring_in(write(tmp_path, "b.csv", HEAD, *later), as_owner)
    assert (rows_of(again), names()) == ((6, 0, 6, 0, 0, 0), [one for one, _ in SAME])
    trades = Customer.objects.unscoped("the test looks at all").values_list("industry", flat=True)
    assert set(trades) == {"Food"}


def test_two_forms_of_one_name_are_two_customers(tmp_path, as_owner):
    told = [f"{name},T{town}," for town, pair in enumerate(DIFFERENT) for name in pair]
    bring_in(write(tmp_path, "a.csv", HEAD, *told), as_owner)
    stand = [name for pair in DIFFERENT for name in pair]
    assert names() == stand
    again = bring_in(write(tmp_path, "b.csv", HEAD, *reversed(told)), as_owner)
    assert (rows_of(again), names()) == ((6, 0, 0, 0, 6, 0), stand)


def test_a_name_without_its_form_is_neither_of_two_firms(tmp_path, as_owner):
    told = ("ООО Ромашка,Lublin,", "АО Ромашка,Lublin,", "Ромашка,Lublin,", "Ромашка ООО,Lublin,")
    row = bring_in(write(tmp_path, "a.csv", HEAD, *told), as_owner)
    assert (rows_of(row), names()) == ((4, 3, 0, 1, 0, 0), ["ООО Ромашка", "АО Ромашка", "Ромашка"])


def test_a_firm_with_a_form_is_neither_the_one_with_another_nor_both_the_one_without(tmp_path, as_owner):
    bring_in(write(tmp_path, "a.csv", HEAD, "Ромашка,Lublin,", "АО Ромашка,Gdynia,"), as_owner)
    later = ("ООО Ромашка,Lublin,", "АО Ромашка,Lublin,", "ООО Ромашка,Gdynia,")
    bring_in(write(tmp_path, "b.csv", HEAD, *later), as_owner)
    assert names() == ["Ромашка", "АО Ромашка", "ООО Ромашка", "АО Ромашка", "ООО Ромашка"]


def test_elsewhere_the_same_name_is_somebody_else_and_without_a_place_the_form_must_be_the_same(tmp_path, as_owner):
    told = ("ООО Ромашка,Lublin,", "Ромашка ООО,Gdynia,", "Alpha Ltd,,", "Alpha,,", "Alpha Limited,,")
    row = bring_in(write(tmp_path, "a.csv", HEAD, *told), as_owner)
    assert rows_of(row) == (5, 4, 0, 1, 0, 0)
    assert names() == ["ООО Ромашка", "Ромашка ООО", "Alpha Ltd", "Alpha"]


def test_tax_numbers_that_differ_keep_apart_whoever_has_one_name(tmp_path, as_owner):
    head = f"{HEAD},tax id"
    told = ("Ромашка ООО,Lublin,,DE136695976", "ООО Ромашка,Lublin,,DE129273398", "Ромашка,Lublin,,")
    bring_in(write(tmp_path, "a.csv", head, *told), as_owner)
    assert names() == ["Ромашка ООО", "ООО Ромашка", "Ромашка"]


def test_a_long_file_finds_them_too(tmp_path, as_owner):
    bring_in(write(tmp_path, "a.csv", HEAD, *(f"Firm {n} Ltd,Lublin," for n in range(310))), as_owner)
    row = bring_in(write(tmp_path, "b.csv", HEAD, *(f"Firm {n},Lublin,Metals" for n in range(310))), as_owner)
    assert rows_of(row) == (310, 0, 310, 0, 0, 0)
