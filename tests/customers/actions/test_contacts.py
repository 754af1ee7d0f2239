"""Contacts: one human has one name, on every side on which somebody knows him."""

import pytest

from klientela.accounts.models import ChangeRow
from klientela.customers.actions import contacts
from klientela.customers.models import Affiliation, Contact, Customer
from tests.factories.customers import make_customer, make_person

pytestmark = pytest.mark.django_db
WHY = "a test counts everything"


def test_who_is_renamed_at_a_firm_is_renamed_as_the_customer_of_somebody_else_too(as_colleague, colleague, stranger):
    anna = make_person("Anna Kowal", owner=stranger)
    Affiliation(customer=make_customer("Acme", owner=colleague), contact=anna.person).save()
    contacts.edit(anna.person_id, {"name": "Anna Nowak"}, version=1, actor=as_colleague)
    customer = Customer.objects.unscoped(WHY).get(pk=anna.pk)
    assert (customer.name, customer.name_key, customer.version) == ("Anna Nowak", "anna nowak", 2)
    assert Contact.objects.unscoped(WHY).get(pk=anna.person_id).name == "Anna Nowak"
    labels = ChangeRow.objects.filter(verb=ChangeRow.Verb.UPDATED).values_list("label", "first_key").order_by("label")
    assert list(labels) == [("customers.contact", anna.person_id), ("customers.customer", anna.pk)]
