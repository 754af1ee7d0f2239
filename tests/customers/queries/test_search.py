"""One box finds customers by a part of a name in any alphabet, by phone digits, e-mail, tax number and foreign ids."""

import pytest
from django.db import connection

from klientela.accounts.actions.history import whole
from klientela.core import bulk, search_index
from klientela.core.clock import now
from klientela.core.listing import ListQuery
from klientela.customers.models import ContactPoint, Customer
from klientela.customers.queries import lists
from tests.factories.customers import make_contact, make_customer, make_number, make_person, make_point

pytestmark = pytest.mark.django_db
WHY = "a test changes rows by hand"


@pytest.fixture
def base(colleague, stranger):
    """Return nothing: a small base of several alphabets, one customer of somebody else."""
    wind = make_customer("ООО «Северный ветер»", owner=colleague)
    zaklad = make_customer("Zakład Ślusarski Wąsik")
    acme = make_customer("Acme Ltd", owner=colleague)
    make_person("Анна Ковальская", owner=colleague)
    zuk = make_contact("Łukasz Żuk", at=[acme])
    make_point("+48601234567", customer=wind)
    make_point("anna@acme.example", "email", contact=zuk)
    make_number("7272811409", customer=zaklad)
    make_number("C-1007", "external", customer=acme)
    make_customer("Ветер чужой", owner=stranger)


FOUND = [
    ("ветер", ["ООО «Северный ветер»"]),
    ("се", []),
    ("оо", ["ООО «Северный ветер»"]),
    ("veter", ["ООО «Северный ветер»"]),
    ("ślus", ["Zakład Ślusarski Wąsik"]),
    ("SLUS", ["Zakład Ślusarski Wąsik"]),
    ("za", ["Zakład Ślusarski Wąsik"]),
    ("Ковальская Анна", ["Анна Ковальская"]),
    ("żuk", ["Acme Ltd"]),
    ("601 23", ["ООО «Северный ветер»"]),
    ("34567", ["ООО «Северный ветер»"]),
    ("anna@acme", ["Acme Ltd"]),
    ("727-28", ["Zakład Ślusarski Wąsik"]),
    ("c-1007", ["Acme Ltd"]),
    ("100%", ["Acme Ltd"]),
    ("999%", []),
    ('"acme', ["Acme Ltd"]),
    ("' OR 1=1 --", []),
]


def names(text, actor):
    page = lists.page(ListQuery(columns=("customer.name",), search=text), actor)
    return [row.values["customer.name"] for row in page.rows]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_a_part_finds_what_is_visible(base, as_colleague, text, expected):
    assert names(text, as_colleague) == expected


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_rows_in_the_index_are_found_as_those_that_wait_for_it(base, as_colleague, text, expected):
    while search_index.catch_up():
        continue
    assert names(text, as_colleague) == expected


def test_a_renamed_customer_is_found_by_the_new_name_only(base, as_colleague):
    search_index.catch_up()
    rows = Customer.objects.unscoped(WHY).filter(name="Acme Ltd")
    rows.update(name="Borealis", name_key="borealis")
    assert names("borea", as_colleague) == ["Borealis"]
    assert names("acme", as_colleague) == []
    search_index.catch_up()
    assert names("borea", as_colleague) == ["Borealis"]
    assert names("acme", as_colleague) == []


def bring_in(*names):
    """Insert customers as an import does."""
    first = bulk.reserve_ids(Customer, len(names))
    alike = {**whole(Customer()), "created_at": now(), "updated_at": now()}
    for column in ("id", "name", "name_key"):
        del alike[column]
    rows = [(first + place, name, name.lower()) for place, name in enumerate(names)]
    bulk.copy_rows(Customer, ("id", "name", "name_key"), rows, constants=alike)


def test_customers_of_an_import_are_found_before_they_are_in_the_index_and_after(base, as_colleague):
    while search_index.catch_up():
        continue
    bring_in("Ida 100% Mill", "Otto's Mill", "Uwe Works")
    make_customer("Emil Mill")
    Customer.objects.unscoped(WHY).filter(name="Uwe Works").update(name="Uwe Mill", name_key="uwe mill")
    expected = ["Emil Mill", "Ida 100% Mill", "Otto's Mill", "Uwe Mill"]
    assert names("mill", as_colleague) == expected
    while search_index.catch_up(limit=2):
        assert names("mill", as_colleague) == expected
    assert names("uwe works", as_colleague) == []
    assert names("mill", as_colleague) == expected


def test_an_import_is_noted_for_the_index_as_one_range(base, as_colleague):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its index itself")
    while search_index.catch_up():
        continue
    acme = Customer.objects.unscoped(WHY).get(name="Acme Ltd")
    first = bulk.reserve_ids(ContactPoint, 1_000)
    alike = {**whole(ContactPoint()), "customer_id": acme.pk, "kind": "phone", "created_at": now(), "updated_at": now()}
    for column in ("id", "value", "normalised"):
        del alike[column]
    rows = [(first + place, f"+4930{place:06}", f"+4930{place:06}") for place in range(1_000)]
    bulk.copy_rows(ContactPoint, ("id", "value", "normalised"), rows, constants=alike)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT first_key, last_key FROM {search_index.RANGES}")
        assert cursor.fetchall() == [(first, first + 999)]
    assert names("30000999", as_colleague) == ["Acme Ltd"]
    assert search_index.catch_up(limit=600) == 600
    assert search_index.catch_up(limit=600) == 400
    assert names("30000999", as_colleague) == ["Acme Ltd"]


def test_words_of_a_firm_and_of_its_people_find_it_together(base, as_colleague):
    assert names("zuk acme", as_colleague) == ["Acme Ltd"]
    assert names("zuk lukasz", as_colleague) == ["Acme Ltd"]
    assert names("acme kowalska", as_colleague) == []


@pytest.fixture
def few_are_many(monkeypatch):
    monkeypatch.setattr(search_index, "WALK", 0)
    monkeypatch.setattr(search_index, "FEW", 1)


# PostgreSQL counts a few to the end, and knows many by a look at some pages.
@pytest.mark.parametrize("many", [3, 30])
def test_a_part_that_many_share_is_found_along_the_sorted_list(base, as_colleague, few_are_many, many):
    more = [f"Acme {number:02}" for number in range(many)]
    bring_in(*more)
    assert names("acme", as_colleague) == [*more, "Acme Ltd"]


def test_words_that_many_share_are_found_in_any_order(base, as_colleague, few_are_many):
    for name in ("Jan Nowak", "Jan Lis", "Ewa Kowalski", "Adam Kowalski", "Jan Kowalski"):
        make_contact(name, at=[make_customer(f"Firm of {name}")])
        make_customer(name)
    assert names("kowalski jan", as_colleague) == ["Firm of Jan Kowalski", "Jan Kowalski"]


def test_what_many_others_are_called_hides_nobody(as_colleague, colleague, stranger, few_are_many):
    make_customer("Metals Acme", owner=colleague)
    for number in range(3):
        make_customer(f"Acme Metals {number}", owner=stranger)
    assert names("acme metals", as_colleague) == ["Metals Acme"]


def test_a_number_of_a_contact_is_found_when_many_others_have_one_like_it(
    as_colleague, colleague, stranger, few_are_many
):
    make_number("CRM-10001", "external", contact=make_contact("Ewa Lis", at=[make_customer("Alpha", owner=colleague)]))
    for number in range(3):
        make_number(f"CRM-1000{number + 2}", "external", customer=make_customer(f"Beta {number}", owner=stranger))
    assert names("CRM-1000", as_colleague) == ["Alpha"]


def test_a_customer_of_somebody_else_does_not_change_what_is_found(as_colleague, colleague, stranger):
    make_customer("Wood and Steel", owner=colleague)
    assert names("steel and wood", as_colleague) == ["Wood and Steel"]
    make_customer("Steel and Wood", owner=stranger)
    assert names("steel and wood", as_colleague) == ["Wood and Steel"]


def test_a_deleted_customer_is_not_found(base, as_colleague):
    search_index.catch_up()
    Customer.objects.unscoped(WHY).filter(name="Zakład Ślusarski Wąsik").delete()
    assert names("slusar", as_colleague) == []
