"""Pages put one after another are the whole sorted list: forwards, backwards, with ties and with unknown values."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klientela.core.listing import ListQuery, Order, Page, fetch
from klientela.core.listing.keyset import ranges
from klientela.customers.models import Customer
from klientela.insight.models import Conclusion
from tests.factories.customers import make_customer

pytestmark = pytest.mark.django_db
WHY = "a test reads everything"
ORDERS = {
    "by name": Order(("name_key",)),
    "by place and name": Order(("locality", "name_key")),
    "by key": Order(()),
    "by employees": Order(("employees",), nullable=True),
    "by total": Order(("conclusion__total",), nullable=True, known_tail="conclusion__customer_id"),
    "by marker": Order(("conclusion__marker",), nullable=True, known_tail="conclusion__customer_id"),
    "by last purchase": Order(("conclusion__last_purchase_on",), nullable=True, known_tail="conclusion__customer_id"),
}
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["acme", "acme ltd", "baltic", "zaklad"]),
        st.sampled_from(["", "lodz", "wien"]),
        st.none() | st.integers(0, 3),
        st.none() | st.tuples(st.integers(0, 2), st.sampled_from(["gold", "white"]), st.none() | st.dates()),
    ),
    max_size=12,
)


def fill(rows: list[Any]) -> None:
    Customer.objects.unscoped(WHY).delete()
    for name, place, employees, conclusion in rows:
        made = make_customer(name, locality=place, employees=employees)
        if conclusion:
            total, marker, day = conclusion
            Conclusion(customer=made, total=total, marker=marker, last_purchase_on=day).save()


def expected(order: Order) -> list[int]:
    """Sort in Python, unknown values last either way, ties by key in the direction of the order."""
    rows = list(Customer.objects.unscoped(WHY).values_list(*order.all_paths))
    known = [row for row in rows if not order.nullable or row[0] is not None]
    unknown = sorted(row[-1] for row in rows if order.nullable and row[0] is None)
    return [row[-1] for row in sorted(known, reverse=order.descending)] + unknown


def turn(order: Order, size: int, parts: int, **place: str) -> Page:
    rows = Customer.objects.unscoped(WHY)
    cut = [rows] if parts == 1 else [rows.filter(country=""), rows.exclude(country="")]
    return fetch(cut, order, ListQuery(size=size, **place), [], actor=None, related={})  # type: ignore[arg-type]


def forwards(order: Order, size: int, parts: int) -> list[list[int]]:
    page = turn(order, size, parts)
    pages = [page]
    while page.later:
        page = turn(order, size, parts, after=page.later)
        pages.append(page)
    return [[row.key for row in each.rows] for each in pages], page


def backwards(order: Order, size: int, parts: int, last: Page) -> list[list[int]]:
    pages = [[row.key for row in last.rows]]
    page = last
    while page.earlier:
        page = turn(order, size, parts, before=page.earlier)
        pages.insert(0, [row.key for row in page.rows])
    return pages


@pytest.mark.parametrize("name", ORDERS)
@pytest.mark.parametrize("descending", [False, True])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, size=st.integers(1, 5), parts=st.integers(1, 2))
def test_pages_in_a_row_are_the_whole_list_in_both_directions(name, descending, rows, size, parts):
    given_order = ORDERS[name]
    order = Order(given_order.paths, descending, given_order.nullable, given_order.known_tail)
    fill(rows)
    for odd in Customer.objects.unscoped(WHY).order_by("pk")[::2]:
        Customer.objects.unscoped(WHY).filter(pk=odd.pk).update(country="PL")
    pages, last = forwards(order, size, parts)
    assert [key for page in pages for key in page] == expected(order)
    assert [key for page in backwards(order, size, parts, last) for key in page] == expected(order)


def test_each_range_of_a_page_lies_in_one_piece_of_an_index():
    rows = Customer.objects.unscoped(WHY)
    cuts = ranges(rows, Order(("locality", "name_key")), ("lodz", "acme", 7), backwards=False)
    assert [str(cut.query).partition(" WHERE ")[2].partition(" ORDER ")[0].count(" AND ") for cut in cuts] == [2, 1, 0]
