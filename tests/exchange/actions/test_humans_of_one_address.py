"""Humans who share an e-mail at one customer: two when their names contradict each other, one when they do not."""

import pytest

from klientela.customers.models import Contact, ContactPoint
from tests.exchange.importing import bring_in, rows_of, write

pytestmark = pytest.mark.django_db

HEAD = "customer id,company,contact name,email of contact,position"
ANNA = "A1,Alpha Works,Anna Nowak,info@alpha.example,Buyer"
JAN = "A1,Alpha Works,Jan Kowal,info@alpha.example,Driver"


def contacts():
    return list(
        Contact.objects.unscoped("the test looks at all").order_by("pk").values_list("name", "affiliations__position")
    )


def mails():
    points = ContactPoint.objects.unscoped("the test looks at all").filter(contact__isnull=False)
    return sorted(points.values_list("contact__name", "normalised"))


def test_names_without_a_word_in_common_are_two_contacts_in_a_file_and_once_more(tmp_path, as_owner):
    file = write(tmp_path, "a.csv", HEAD, ANNA, JAN)
    row = bring_in(file, as_owner)
    assert rows_of(row) == (2, 2, 0, 0, 0, 0)
    assert contacts() == [("Anna Nowak", "Buyer"), ("Jan Kowal", "Driver")]
    assert mails() == [("Anna Nowak", "info@alpha.example"), ("Jan Kowal", "info@alpha.example")]
    again = bring_in(file, as_owner)
    assert (rows_of(again), len(contacts()), len(mails())) == ((2, 0, 0, 0, 2, 0), 2, 2)


def test_a_contact_of_the_base_is_not_renamed_to_somebody_else_at_the_same_address(tmp_path, as_owner):
    bring_in(write(tmp_path, "a.csv", HEAD, ANNA), as_owner)
    row = bring_in(write(tmp_path, "b.csv", HEAD, JAN), as_owner)
    assert rows_of(row) == (1, 1, 0, 0, 0, 0)
    assert contacts() == [("Anna Nowak", "Buyer"), ("Jan Kowal", "Driver")]


@pytest.mark.parametrize("spelt", ["A. Nowak", "Nowak Anna", "Anna Nowak-Lis", ""])
def test_a_word_in_common_or_no_name_is_the_same_contact(tmp_path, as_owner, spelt):
    other = f"A1,Alpha Works,{spelt},info@alpha.example,"
    row = bring_in(write(tmp_path, "a.csv", HEAD, ANNA, other), as_owner)
    assert (rows_of(row)[1], contacts()) == (1, [("Anna Nowak", "Buyer")])
    assert mails() == [("Anna Nowak", "info@alpha.example")]
