"""From a dropped file to "who to call today", and back again."""

import re

import pytest

from klientela.customers.models import Customer, Interaction
from tests.journeys.conftest import READY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def every(model):
    return model.objects.unscoped("a test looks at all rows")


def test_a_file_comes_in_is_worked_with_and_is_taken_back(journey, owner, orders_file, work_off):
    page = journey(owner, "/exchange/")
    page.set_input_files("input[type=file]", orders_file)
    page.get_by_role("button", name="Look at the file").click()
    page.wait_for_selector("#import[data-state=looking]")
    work_off()
    page.wait_for_selector("#import[data-state=ready]")
    page.get_by_role("button", name=re.compile("^Bring in")).click()
    page.wait_for_selector("#import[data-state=writing]")
    work_off()
    page.wait_for_selector(".says")
    assert every(Customer).count() == 6
    page.get_by_role("link", name="Go to Today").click()
    page.wait_for_selector(READY)
    row = page.locator("[data-row]", has_text="Firm 5")
    row.get_by_role("button", name="Call").click()
    page.get_by_label("What was said").fill("Will order on Monday.")
    page.get_by_role("button", name="Keep the call").click()
    page.locator(".toast").get_by_text("The call with Firm 5 is kept.").wait_for()
    assert page.locator("[data-row]", has_text="Firm 5").count() == 0
    assert every(Interaction).get().summary == "Will order on Monday."
    page.locator(".toast").get_by_role("button", name="Undo").click()
    page.locator("[data-row]", has_text="Firm 5").get_by_role("link", name="Firm 5", exact=True).click()
    page.get_by_role("heading", level=1, name="Firm 5").wait_for()
    page.goto(page.url.partition("/customers/")[0] + "/exchange/")
    page.get_by_role("link", name="orders.csv").click()
    page.get_by_role("button", name="Undo this import").click()
    work_off()
    page.wait_for_selector("#import[data-state=undone]")
    assert every(Customer).count() == 0
