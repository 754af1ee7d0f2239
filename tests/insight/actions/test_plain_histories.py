"""What is concluded at once in SQL for plain histories is what is concluded for each of them alone."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from klientela.core.actor import system
from klientela.core.preferences import prefer
from klientela.customers.models import Inquiry, Interaction
from klientela.insight.actions.analyse import analyse_full, refresh
from klientela.insight.models import Conclusion
from tests.factories.customers import make_customer
from tests.factories.facts import make_consent, make_inquiry, make_interaction, make_order

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 10, 29)  # an hour came twice in Warsaw
# Midnight in Warsaw, when the day of a purchase begins.
BEGINNING = datetime(2023, 10, 28, 22, tzinfo=UTC)


def stored():
    rows = Conclusion.objects.unscoped("tests look at everything").order_by("pk").values()
    return {row["customer_id"]: row for row in rows}


@pytest.fixture
def customers():
    """Return customers whose facts meet at one moment, on one day, at either end of a day, or not at all."""
    made = [make_customer(f"Firm {number}", industry="Retail" if number % 2 else "") for number in range(10)]
    for _ in range(2):
        make_order(made[0], DAY)
    make_order(made[1], DAY)
    Inquiry(customer=made[1], received_at=BEGINNING).save()
    make_interaction(made[2], DAY, "meeting")
    make_consent(made[2], DAY, hour=10)
    for micros in (0, 1):
        at = datetime(2023, 10, 29, 22, 59, 59, micros, tzinfo=UTC)
        Interaction(customer=made[3], kind="call", direction="out", outcome="agreed", started_at=at).save()
    make_order(made[3], date(2023, 10, 30))
    make_order(made[4], DAY, 700)
    make_interaction(made[4], DAY, "presentation", hour=23)
    make_inquiry(made[4], date(2024, 1, 2))
    make_order(made[5], DAY, home_net=None, currency="USD")
    make_order(made[6], DAY, home_net=None, currency="USD")
    for day in (1, 8, 20, 23, 31):
        make_order(made[6], date(2024, 1, day), 100 * day)
        make_order(made[7], date(2024, 1, day), 10 * day)
    make_inquiry(made[8], DAY, hour=22)
    return made


@pytest.mark.parametrize("platinum", [1, 2, 4])
@time_machine.travel("2024-03-01 12:00:00+00:00", tick=False)
def test_each_alone_comes_to_what_all_at_once_come_to(customers, platinum):
    prefer("platinum_purchases", platinum)
    assert analyse_full(actor=system("tests")).customers == 10
    at_once = stored()
    refresh([customer.pk for customer in customers])
    assert stored() == at_once
    # The last three: five purchases each, an inquiry alone, nothing.
    bought = {1: ["platinum"] * 5, 2: ["platinum", "gold", "gold", "gold", "gold"], 4: ["gold"] * 5}[platinum]
    markers = [*bought[:2], "yellow", *bought[2:], "platinum", "platinum", "yellow-green", "white"]
    assert [row["marker"] for row in at_once.values()] == markers


@time_machine.travel("2024-03-01 12:00:00+00:00", tick=False)
def test_a_second_run_finds_everything_as_it_should_be(customers):
    analyse_full(actor=system("tests"))
    before = stored()
    Conclusion.objects.unscoped("the test spoils one").filter(pk=customers[0].pk).update(purchases=7, marker="white")
    analyse_full(actor=system("tests"))
    assert stored() == before
