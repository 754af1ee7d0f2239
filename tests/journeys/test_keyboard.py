"""A morning on Today without a mouse."""

import pytest

from klientela.customers.models import Interaction
from klientela.work.models import Setaside
from tests.journeys.conftest import READY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def every(model):
    return model.objects.unscoped("a test looks at all rows")


def test_today_is_worked_off_by_keys_alone(journey, busy_base):
    page = journey(busy_base)
    page.wait_for_selector(READY)
    keys = page.keyboard
    keys.press("j")
    keys.press("e")
    page.get_by_role("dialog", name="Done").wait_for()
    # What was done is chosen already, a mail; the sentence has the focus.
    keys.type("Sent the offer.")
    keys.press("Control+Enter")
    page.locator(".toast").get_by_text("Done: Beta Ltd.").wait_for()
    assert every(Interaction).values_list("customer__name", "kind", "summary").get() == (
        "Beta Ltd",
        "mail",
        "Sent the offer.",
    )
    # The list moved on: Gamma stands where Beta stood, and keys go on from it.
    page.locator('[data-row][aria-current="true"]', has_text="Gamma Ltd").wait_for()
    keys.press("s")
    page.get_by_role("dialog", name="Later").wait_for()
    keys.press("Enter")
    page.locator(".toast").get_by_text("Gamma Ltd comes back later.").wait_for()
    assert every(Setaside).count() == 2
    keys.press("k")
    keys.press("Enter")
    page.get_by_role("heading", level=1, name="Alpha Ltd").wait_for()
