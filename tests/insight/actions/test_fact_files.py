"""Facts as files: what stands in them is what the base concludes from, and not everybody may take them out."""

from dataclasses import replace
from datetime import date

import polars
import pytest

from klientela import measures
from klientela.accounts.models import ChangeSet
from klientela.core.errors import Refused
from klientela.insight.actions import fact_files
from tests.factories.customers import make_customer
from tests.factories.facts import make_order

WHY = "a test looks at everything"
# Another process reads what is committed.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def customers(db):
    """Return a regular, somebody whose order has no known worth, and somebody who only took a sample."""
    regular, unknown, sampled = (make_customer(name, industry="Retail") for name in ("A", "B", "C"))
    make_order(regular, date(2024, 2, 5), 5_000)
    make_order(regular, date(2024, 1, 8), 10_050)
    make_order(unknown, date(2024, 1, 9), 700, currency="EUR", home_net=None)
    make_order(sampled, date(2024, 1, 9), 0, is_purchase=False)
    return regular, unknown, sampled


def exports():
    return ChangeSet.objects.unscoped(WHY).filter(code="facts.exported")


def test_orders_are_written_in_whole_units_by_customer_and_day(customers, as_owner, tmp_path):
    assert fact_files.write(tmp_path, actor=as_owner) == {"orders": 3, "customers": 3}
    orders = polars.read_parquet(tmp_path / "orders.parquet")
    assert orders.columns == ["customer_id", "order_id", "ordered_on", "amount"]
    assert orders.select("customer_id", "ordered_on", "amount").rows() == [
        (customers[0].pk, date(2024, 1, 8), 100.5),
        (customers[0].pk, date(2024, 2, 5), 50.0),
        (customers[1].pk, date(2024, 1, 9), None),
    ]
    assert [each.params["count"] for each in exports()] == [3]


def test_the_measures_take_the_file_as_it_is(customers, as_owner, tmp_path):
    fact_files.write(tmp_path, actor=as_owner)
    orders = polars.read_parquet(tmp_path / "orders.parquet")
    # Four weeks from the first purchase to the second, and eight to the day of the analysis.
    summary = measures.purchases(orders, as_of=date(2024, 3, 4))
    assert summary.select("customer_id", "frequency", "recency", "age", "total").rows() == [
        (customers[0].pk, 1, 4.0, 8.0, 150.5)
    ]


def test_nobody_is_named(customers, as_owner, tmp_path):
    fact_files.write(tmp_path, actor=as_owner)
    assert polars.read_parquet(tmp_path / "customers.parquet").rows() == [
        (each.pk, "company", "Retail") for each in customers
    ]


def test_who_sees_a_part_of_the_base_takes_nothing_out(customers, as_owner, as_colleague, tmp_path):
    seller = replace(as_owner, sees=as_colleague.sees)
    with pytest.raises(Refused, match="whole base"):
        fact_files.write(tmp_path, actor=seller)
    with pytest.raises(Refused):
        fact_files.write(tmp_path, actor=as_colleague)
    assert (list(tmp_path.iterdir()), exports().count()) == ([], 0)


def test_a_folder_that_is_not_there_is_said(customers, as_owner, tmp_path):
    with pytest.raises(Refused, match="There is no folder"):
        fact_files.write(tmp_path / "nowhere", actor=as_owner)
    assert exports().count() == 0
