"""Countries and owners that the base does not know: the row comes in, the word stays in the note, and it is told."""

import pytest

from klientela.customers.models import Customer
from klientela.exchange.queries.imports import import_page
from tests.exchange.importing import bring_in, rows_of, write

pytestmark = pytest.mark.django_db

HEAD = "customer id,company,country,owner,note"
LINES = ("1,Alpha Works,Philipines,Nobody We Know,VIP", "2,Beta Trade,Germany,,", "3,Gamma Ltd,Philipines,,")


def test_they_stay_in_the_note_of_new_customers_and_are_told(tmp_path, as_owner):
    row = bring_in(write(tmp_path, "a.csv", HEAD, *LINES), as_owner)
    assert rows_of(row) == (3, 3, 0, 0, 0, 0)
    found = Customer.objects.unscoped("the test looks at all").order_by("pk").values_list("country", "owner", "note")
    assert list(found) == [("", None, "VIP\nPhilipines\nNobody We Know"), ("DE", None, ""), ("", None, "Philipines")]
    told = {
        each.target: (each.filled, each.unread, each.unread_samples) for each in import_page(as_owner, row.pk).columns
    }
    assert told["customer.country"] == (3, 2, ("Philipines",))
    assert told["customer.owner"] == (1, 1, ("Nobody We Know",))
    assert told["customer.name"] == (3, 0, ())


def test_the_note_of_a_customer_who_is_there_is_left_alone(tmp_path, as_owner):
    bring_in(write(tmp_path, "a.csv", "customer id,company,note", "1,Alpha Works,Likes tea"), as_owner)
    row = bring_in(write(tmp_path, "b.csv", "customer id,company,country", "1,Alpha Works,Philipines"), as_owner)
    assert rows_of(row) == (1, 0, 0, 0, 1, 0)
    assert Customer.objects.unscoped("the test looks at all").get().note == "Likes tea"
