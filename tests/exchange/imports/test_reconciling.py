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
