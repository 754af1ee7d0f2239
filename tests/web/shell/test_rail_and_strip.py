"""The rail with its counts, and the line above the page."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from klientela.core import clock
from klientela.core.listing import Count, ListQuery
from klientela.core.preferences import prefer
from klientela.customers.models import Customer
from klientela.insight.models import Conclusion
from klientela.web import rail, strip

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller(client: Client, colleague: Any) -> Client:
    client.force_login(colleague)
    return client


def test_a_page_without_counts_asks_for_them_and_the_next_one_has_them(seller: Client) -> None:
    assert 'hx-get="/rail"' in seller.get("/me/").content.decode()
    fragment = seller.get("/rail", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/customers/?q=a"})
    assert fragment.content.decode().count('aria-current="page"') == 1
    assert 'href="/customers/" aria-current="page"' in fragment.content.decode()
    later = seller.get("/me/").content.decode()
    assert 'hx-get="/rail"' not in later
    assert '<span class="count">0</span>' in later


def test_only_rooms_that_exist_stand_in_the_rail() -> None:
    assert [room.key for room in rail.ROOMS] == ["today", "customers", "analysis", "exchange"]


@pytest.fixture
def last_bought() -> Callable[[int], date]:
    def buy(days_ago: int) -> date:
        day = clock.today() - timedelta(days=days_ago)
        customer = Customer(name="Drewnex", kind=Customer.Kind.COMPANY)
        customer.save()
        Conclusion(customer=customer, last_purchase_on=day).save()
        return day

    return buy


def test_the_line_is_empty_for_a_base_that_is_alive(last_bought: Callable[[int], date]) -> None:
    last_bought(3)
    assert strip.strip() == strip.Strip()


def test_the_sample_is_plainly_marked(seller: Client) -> None:
    prefer("is_sample", True)
    assert "This is a sample base." in seller.get("/me/").content.decode()


def test_data_that_ended_long_ago_name_their_last_day(seller: Client, last_bought: Callable[[int], date]) -> None:
    day = last_bought(400)
    assert strip.strip().data_end_on == day
    assert f'<time datetime="{day.isoformat()}"' in seller.get("/me/").content.decode()


def test_a_page_of_the_frame_costs_few_queries(seller: Client, django_assert_max_num_queries: Any) -> None:
    seller.get("/me/")
    with django_assert_max_num_queries(3):
        seller.get("/me/")


@pytest.mark.parametrize(
    ("who", "may_add", "may_drop"), [("manager", True, True), ("colleague", True, False), ("reader", False, False)]
)
def test_nobody_is_offered_what_their_role_does_not_allow(
    client: Client, cast: dict[str, Any], who: str, may_add: bool, may_drop: bool
) -> None:
    client.force_login(cast[who])
    page = client.get("/me/").content.decode()
    assert ('href="/customers/new"' in page, "data-drop=" in page) == (may_add, may_drop)


def test_the_rail_counts_customers_as_their_list_does(as_colleague, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(rail.lists, "total", lambda query, actor: asked.append((query, actor)) or Count(43_000, False))
    assert rail.counts_for(as_colleague)["customers"] == 43_000
    assert asked == [(ListQuery(), as_colleague)]
