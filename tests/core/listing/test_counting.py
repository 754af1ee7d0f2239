"""How many rows a list has: exact where they are few, near the truth where they are a small part of many."""

import pytest

from klientela.core.bulk import copy_rows, reserve_ids
from klientela.core.clock import now
from klientela.core.listing import counting
from klientela.customers.models import Customer

pytestmark = pytest.mark.django_db
WHY = "a test counts everything"
ALL, PART = 30_000, 1_500


@pytest.fixture
def rows(monkeypatch):
    """Return a base of 30,000 customers, of whom every twentieth is small."""
    monkeypatch.setattr(counting, "EXACT_UP_TO", 1_000)
    first = reserve_ids(Customer, ALL)
    fields = {field.attname: field for field in Customer._meta.concrete_fields if not field.null}
    alike = {name: field.get_default() for name, field in fields.items() if name not in {"id", "employees"}}
    alike |= {"name": "A", "name_key": "a", "created_at": now(), "updated_at": now()}
    rows = ((first + each, 0 if each % 20 == 0 else 1) for each in range(ALL))
    copy_rows(Customer, ("id", "employees"), rows, constants=alike)
    return Customer.objects.unscoped(WHY)


def test_a_part_of_a_twentieth_is_estimated_within_a_tenth(rows):
    found = counting.count(rows.filter(employees=0), rows)
    assert not found.is_exact
    assert abs(found.number - PART) <= PART / 10


def test_few_questions_are_asked_for_an_estimate(rows, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        counting.count(rows.filter(employees=0), rows)


def test_few_rows_are_counted_exactly(rows):
    assert counting.count(rows.filter(pk__lte=rows.order_by("pk")[699].pk), rows) == counting.Count(700, is_exact=True)
