"""What a customer itself is reached by, for who sees the customer."""

import pytest

from klientela.customers.models import ContactPoint
from tests.factories.customers import make_customer, make_point

pytestmark = pytest.mark.django_db


def test_the_points_of_a_customer_are_for_those_who_see_it(as_owner, as_colleague, as_stranger, colleague):
    customer = make_customer("Acme", owner=colleague)
    point = make_point("+48600000001", customer=customer)
    make_point("+48600000002", customer=make_customer("Beta", owner=colleague))
    seen = [list(ContactPoint.objects.of_customer(customer, each)) for each in (as_owner, as_colleague, as_stranger)]
    assert seen == [[point], [point], []]


def test_the_points_of_a_customer_whom_nobody_owns_are_for_all(as_stranger):
    customer = make_customer("Acme")
    point = make_point("+48600000001", customer=customer)
    assert list(ContactPoint.objects.of_customer(customer, as_stranger)) == [point]
