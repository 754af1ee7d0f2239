"""The values offered for a condition: frequent ones first, of visible customers only."""

import pytest

from klientela.core.clock import now
from klientela.customers.queries import suggestions
from klientela.customers.queries.suggestions import frequent
from tests.factories.customers import make_customer

pytestmark = pytest.mark.django_db


def test_the_most_frequent_values_come_first_and_those_of_somebody_else_never(
    as_owner, as_colleague, colleague, stranger
):
    for place, owner in (("Łódź", colleague), ("Warszawa", colleague), ("Warszawa", None), ("Москва", stranger)):
        make_customer(owner=owner, locality=place, industry="Metals" if owner else "")
    make_customer(owner=colleague, locality="Archived", archived_at=now())
    assert frequent(as_colleague) == {"locality": ("Warszawa", "Łódź"), "industry": ("Metals",)}
    assert set(frequent(as_owner)["locality"]) == {"Warszawa", "Łódź", "Москва"}


def test_no_more_than_fifty_are_offered(as_owner, as_colleague):
    for number in range(60):
        make_customer(locality=f"Place {number}")
    assert (len(frequent(as_owner)["locality"]), len(frequent(as_colleague)["locality"])) == (50, 50)


def test_an_empty_base_offers_nothing(as_owner):
    assert frequent(as_owner) == {"locality": (), "industry": ()}


def test_no_more_rows_are_read_than_are_read_without_a_wait(as_owner, as_colleague, monkeypatch):
    monkeypatch.setattr(suggestions, "LOOKED_AT", 3)
    for number in range(10):
        make_customer(locality=f"Place {number}")
    assert (len(frequent(as_owner)["locality"]), len(frequent(as_colleague)["locality"])) == (3, 3)
