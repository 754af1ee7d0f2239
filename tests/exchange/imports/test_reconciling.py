"""What the page of an import says of each column: cells of the file, and records that hold them."""

import pytest

from klientela.exchange.queries.imports import import_page
from tests.exchange.importing import bring_in, write

HEAD = "customer id,company,phone,city,industry,employees,street"
LINES = (
    "1,Alpha Works,+48 22 1234567,Lublin,Metals,12,Main 1",
    "2,Beta Trade,+48 22 7654321,Lublin,,many,",
    "2,Beta Trade,+48 22 7654321,Lublin,,,",
)


@pytest.mark.django_db
def test_each_column_is_counted_in_the_file_and_in_the_base(tmp_path, as_owner):
    row = bring_in(write(tmp_path, "a.csv", HEAD, *LINES), as_owner)
    told = {each.target: (each.filled, each.unread, each.stored) for each in import_page(as_owner, row.pk).columns}
    assert told == {
        "customer.external_id": (3, 0, 2),
        "customer.name": (3, 0, 2),
        "customer.phone": (3, 0, 2),
        "customer.city": (3, 0, 2),
        "customer.industry": (1, 0, 1),
        "customer.employees": (2, 1, 1),
        "customer.street": (1, 0, 1),
    }


SALES = (
    "order number,product code,product name,quantity,price,order date,customer id",
    "1001,A,Apple box,10,2.50,2024-01-05,77",
    "1001,A,Apple box,1,2.50,2024-01-05,77",
    "1002,B,,2,1.00,2024-01-06,77",
    "C1003,A,Apple box,-4,2.50,2024-02-10,77",
)


@pytest.mark.django_db
def test_what_takes_a_line_back_holds_its_cells_and_a_name_stands_with_its_product(tmp_path, as_owner):
    row = bring_in(write(tmp_path, "sales.csv", *SALES), as_owner)
    told = {each.target: (each.filled, each.stored) for each in import_page(as_owner, row.pk).columns}
    # two orders and a credit note; three lines and the credit note; "B" has no name
    assert told == {
        "order.number": (4, 3),
        "line.product_code": (4, 4),
        "line.product_name": (3, 3),
        "line.quantity": (4, 4),
        "line.unit_price": (4, 4),
        "order.ordered_on": (4, 3),
        "order.customer_external_id": (4, None),
    }
