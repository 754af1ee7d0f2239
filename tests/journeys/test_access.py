"""Every page for everybody: no violation that axe knows, and nothing wider than the screen; on a phone in Russian."""

import pytest

from klientela.customers.models import Customer
from klientela.exchange.models import Import
from tests.factories.imports import make_import
from tests.factories.whole import make_whole_customer
from tests.journeys.conftest import READY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def pages(busy_base, as_owner):
    """Return the address of every page, each with something on it."""
    whole = make_whole_customer(as_owner)
    customer = Customer.objects.unscoped("any customer will do").earliest("pk")
    done = make_import(busy_base, rows_read=4, rows_new=3, rows_failed=1, results={"customers": 3})
    ready = make_import(busy_base, state=Import.State.READY, rows_read=2, shape=SHAPE, mapping={"0": "customer.name"})
    return [
        "/",
        f"/today/{customer.pk}/inquiry/call",
        "/customers/",
        "/customers/new",
        f"/customers/{whole.pk}/?in=",
        "/analysis/",
        "/exchange/",
        f"/exchange/{done.pk}/",
        f"/exchange/{ready.pk}/",
        "/me/",
    ]


SHAPE = {
    "format": "csv",
    "encoding": "utf-8",
    "delimiter": ";",
    "columns": [
        {"position": 0, "header": "Firma", "samples": ["Alpha Ltd", "Beta Ltd"], "filled": 1.0},
        {"position": 1, "header": "Uwagi", "samples": [], "filled": 0.0},
    ],
}


# Russian words are the longest.
@pytest.mark.parametrize(
    ("scheme", "width", "height", "language"), [("light", 1440, 900, "en"), ("dark", 390, 844, "ru")]
)
def test_axe_has_nothing_to_say_on_any_page(journey, axe, busy_base, pages, scheme, width, height, language):
    busy_base.language = language
    busy_base.save()
    page = journey(busy_base)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": height})
    root = page.url.rstrip("/")
    too_wide = []
    for path in pages:
        page.goto(root + path)
        page.wait_for_selector(READY)
        # It is this page that was looked at, and not the one it would have led to.
        assert page.url == root + path
        assert axe(page) == []
        found = page.evaluate("document.documentElement.scrollWidth")
        too_wide += [(path, found)] * (found > width)
    assert too_wide == []
