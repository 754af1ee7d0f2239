"""The list and the card in a browser: edited in place, narrowed while one types."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from klientela.customers.actions import customers
from klientela.customers.models import Customer, Interaction
from tests.factories.whole import make_whole_customer

READY = ":root[data-ready]"
WHY = "a test reads what was written"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def acme(as_manager: Any) -> Customer:
    """Return a customer with something in every panel."""
    return make_whole_customer(as_manager)


@pytest.fixture
def inside(page: Any, live_server: Any, manager: Any) -> Any:
    """Return a page of the manager."""
    client = Client()
    client.force_login(manager)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    page.house = live_server.url
    return page


def opened(page: Any, path: str) -> Any:
    page.goto(f"{page.house}{path}")
    page.wait_for_selector(READY)
    return page


def test_the_list_narrows_while_one_types(inside, acme, as_manager):
    customers.add("Baltic Print", actor=as_manager)
    opened(inside, "/customers/")
    inside.fill("#narrow", "ветер")
    inside.wait_for_selector("tr[data-row] >> text=Baltic Print", state="detached")
    assert "Северный" in inside.inner_text("tr[data-row]")


def test_a_property_is_edited_in_its_place(inside, acme):
    opened(inside, f"/customers/{acme.pk}/")
    inside.click("#p-industry a")
    inside.fill("input[name=industry]", "Холод")
    inside.press("input[name=industry]", "Enter")
    inside.wait_for_selector("#p-industry >> text=Холод")
    assert Customer.objects.unscoped(WHY).get(pk=acme.pk).industry == "Холод"


def test_a_note_stands_in_the_timeline_at_once(inside, acme):
    opened(inside, f"/customers/{acme.pk}/")
    inside.fill(".composer textarea", "Wants it on Tuesday")
    inside.click(".composer .buttons button")
    inside.wait_for_selector("#timeline >> text=Wants it on Tuesday")
    assert "Wants it on Tuesday" in inside.inner_text("#timeline .event:first-child")
    assert Interaction.objects.unscoped(WHY).filter(customer=acme, summary="Wants it on Tuesday").count() == 1


def test_ticking_a_row_brings_up_the_bar(inside, acme):
    opened(inside, "/customers/")
    assert not inside.is_visible("#bulk")
    inside.check("tr[data-row] input")
    assert inside.is_visible("#bulk")
