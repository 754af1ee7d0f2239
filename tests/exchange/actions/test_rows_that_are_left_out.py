"""The sum under a list is not one of its rows; a firm that is called Total is. A file of nobody does not come in."""

import pytest

from klientela.core.errors import Refused
from klientela.customers.models import Customer
from klientela.exchange.actions import imports
from klientela.exchange.models import Import
from klientela.sales.models import Order
from tests.exchange.importing import bring_in, look, rows_of, write

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


def test_a_file_in_which_no_column_names_anybody_is_refused_and_its_columns_can_be_said(tmp_path, as_owner):
    row = look(write(tmp_path, "x.csv", "colour,weight", "red,1", "blue,2"), as_owner)
    with pytest.raises(Refused) as refused:
        imports.bring_in(row, actor=as_owner)
    assert refused.value.code == "import.names_nobody"
    row.refresh_from_db()
    assert (row.state, row.change_set_id, names()) == (Import.State.READY, None, [])
