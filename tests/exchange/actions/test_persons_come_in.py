"""Customers who are people: each is one customer with one contact, himself, and both bear one name."""

from datetime import date

import pytest

from klientela.customers.models import Contact, ContactPoint, Customer, CustomerTag
from klientela.exchange.models import Import
from klientela.sales.models import OpeningBalance
from tests.exchange.importing import bring_in, rows_of, write

pytestmark = pytest.mark.django_db

HEAD = "customer id,name,kind,phone,tags,total spent,number of purchases,last purchase"
ANNA = 'K1,Anna Nowak,person,"+48 22 1234567; +48 22 7654321","vip, tea",1200.50,3,2024-05-06'


def persons():
    found = Customer.objects.unscoped("the test looks at all").order_by("pk")
    return list(found.values_list("kind", "name", "person__name"))


def contacts():
    return Contact.objects.unscoped("the test looks at all").order_by("pk")


def test_a_person_is_one_customer_and_one_contact_with_everything_told(tmp_path, as_owner):
    row = bring_in(write(tmp_path, "a.csv", HEAD, ANNA), as_owner)
    assert (row.state, rows_of(row)) == (Import.State.DONE, (1, 1, 0, 0, 0, 0))
    assert (persons(), contacts().count()) == ([("person", "Anna Nowak", "Anna Nowak")], 1)
    points = ContactPoint.objects.unscoped("the test looks at all").order_by("pk")
    assert list(points.values_list("normalised", "is_primary")) == [("+48221234567", True), ("+48227654321", False)]
    assert sorted(CustomerTag.objects.values_list("tag__name", flat=True)) == ["tea", "vip"]
    balance = OpeningBalance.objects.unscoped("the test looks at all").get()
    assert (balance.purchases, balance.amount, balance.last_on) == (3, 120050, date(2024, 5, 6))


def test_a_new_name_of_a_person_renames_both(tmp_path, as_owner):
    bring_in(write(tmp_path, "a.csv", HEAD, ANNA), as_owner)
    row = bring_in(write(tmp_path, "b.csv", "customer id,name,kind", "K1,Anna Kowalska,person"), as_owner)
    assert rows_of(row) == (1, 0, 1, 0, 0, 0)
    assert (persons(), contacts().count()) == ([("person", "Anna Kowalska", "Anna Kowalska")], 1)


def test_first_and_last_names_without_firms_are_persons(tmp_path, as_owner):
    lines = ("first name,last name,email", "Anna,Nowak,anna@mail.example", "Jan,Kowal,jan@mail.example")
    row = bring_in(write(tmp_path, "people.csv", *lines), as_owner)
    assert rows_of(row) == (2, 2, 0, 0, 0, 0)
    assert persons() == [("person", "Anna Nowak", "Anna Nowak"), ("person", "Jan Kowal", "Jan Kowal")]
    assert list(contacts().values_list("first_name", "last_name")) == [("Anna", "Nowak"), ("Jan", "Kowal")]
    again = bring_in(write(tmp_path, "more.csv", lines[0], "Anna,Nowak-Lis,anna@mail.example"), as_owner)
    assert rows_of(again) == (1, 0, 1, 0, 0, 0)
    assert (persons()[0], contacts().count()) == (("person", "Anna Nowak-Lis", "Anna Nowak-Lis"), 2)
    assert contacts().first().last_name == "Nowak-Lis"


def test_the_first_row_of_a_person_need_not_name_him(tmp_path, as_owner):
    lines = ("first_name,surname,city,email", ",,Leeds,anna@example.test", "Anna,Fernley,Leeds,anna@example.test")
    row = bring_in(write(tmp_path, "a.csv", *lines, "Hugo,Eichwald,Bath,hugo@example.test"), as_owner)
    assert (row.state, row.rows_failed) == (Import.State.DONE, 0)
    assert {(each.name, each.person.name) for each in Customer.objects.unscoped("the test looks at all")} == {
        ("Anna Fernley", "Anna Fernley"), ("Hugo Eichwald", "Hugo Eichwald")
    }  # fmt: skip


def test_a_person_without_a_firm_comes_in_beside_those_of_firms(tmp_path, as_owner):
    head = "Name,Given Name,Family Name,E-mail 1 - Value,Phone 1 - Value,Organization 1 - Name"
    told = (
        "Anna Weber,Anna,Weber,anna@weber.example ::: aw@home.example,+49 170 1234567,Weber GmbH",
        "Uwe Lang,Uwe,Lang,,+49 170 7654321 ::: +49 170 7654322,",
    )
    row = bring_in(write(tmp_path, "google.csv", head, *told), as_owner)
    assert rows_of(row) == (2, 2, 0, 0, 0, 0)
    everybody = Customer.objects.unscoped("the test looks at all").order_by("name")
    assert list(everybody.values_list("name", "kind")) == [("Uwe Lang", "person"), ("Weber GmbH", "company")]
    assert ContactPoint.objects.unscoped("the test looks at all").filter(kind="phone").count() == 3
    assert ContactPoint.objects.unscoped("the test looks at all").filter(kind="email").count() == 2


def test_two_of_one_name_and_town_who_were_born_on_different_days_are_two(tmp_path, as_owner):
    head = "first name,last name,city,date of birth"
    told = ("Anna,Nowak,Lublin,1980-01-02", "Anna,Nowak,Lublin,1955-03-04", "Anna,Nowak,Lublin,1980-01-02")
    row = bring_in(write(tmp_path, "people.csv", head, *told), as_owner)
    assert rows_of(row) == (3, 2, 0, 1, 0, 0)
    later = ("Anna,Nowak,Lublin,1955-03-04", "Anna,Nowak,Lublin,1990-05-06", "Anna,Nowak,Lublin,1980-01-02")
    again = bring_in(write(tmp_path, "more.csv", head, *later), as_owner)
    assert rows_of(again) == (3, 1, 0, 0, 2, 0)
    assert contacts().count() == 3


def test_a_day_of_birth_that_is_not_told_contradicts_nobody(tmp_path, as_owner):
    bring_in(write(tmp_path, "a.csv", "first name,last name,city", "Jan,Kowal,Lublin"), as_owner)
    told = "Jan,Kowal,Lublin,1980-01-02"
    row = bring_in(write(tmp_path, "b.csv", "first name,last name,city,date of birth", told), as_owner)
    assert rows_of(row) == (1, 0, 1, 0, 0, 0)
    assert contacts().get().birth_on == date(1980, 1, 2)
