"""The sum under a list is not one of its rows; a firm that is called Total is."""

import pytest

from klientela.customers.models import Customer
from klientela.sales.models import Order
from tests.exchange.importing import bring_in, rows_of, write

pytestmark = pytest.mark.django_db


def names():
    return sorted(Customer.objects.unscoped("the test looks at all").values_list("name", flat=True))


def test_under_customers(tmp_path, as_owner):
    told = ("Acme,Lublin,100.00", "Total,Paris,50.00", "Suma,,", "Итого:,,150.00", "TOTAL,,150.00")
    row = bring_in(write(tmp_path, "firms.csv", "company,city,total purchases", *told), as_owner)
    assert (rows_of(row), row.preview["reasons"]) == ((5, 3, 0, 0, 2, 0), {"row.total": 2})
    assert names() == ["Acme", "Suma", "Total"]


def test_under_orders(tmp_path, as_owner):
    told = ("2024-01-05,R-1,Total,70.00", "2024-01-06,R-2,Acme,30.00", ",,Razem,100.00")
    row = bring_in(write(tmp_path, "sales.csv", "date,document,customer,amount", *told), as_owner)
    assert (rows_of(row), row.preview["reasons"]) == ((3, 2, 0, 0, 1, 0), {"row.total": 1})
    assert names() == ["Acme", "Total"]
    numbers = Order.objects.unscoped("the test looks at all").order_by("number").values_list("number", flat=True)
    assert list(numbers) == ["R-1", "R-2"]
