"""The full run and the refresh of a few: what they conclude, that they agree, and what calls for a new scoring."""

from datetime import date

import pytest
import time_machine

from klientela.core.actor import system
from klientela.insight.actions.analyse import analyse_full, refresh
from klientela.insight.models import Conclusion, Scoring
from tests.factories.customers import make_customer
from tests.factories.facts import make_order

pytestmark = pytest.mark.django_db(transaction=True)
MACHINE = system("tests")


def conclusion_of(customer) -> Conclusion:
    return Conclusion.objects.unscoped("tests look at everything").get(pk=customer.pk)


@time_machine.travel("2024-05-30 12:00:00+00:00")
def test_five_buyers_are_scored_from_1_to_5():
    customers = [make_customer(f"Firm {number}") for number in range(1, 6)]
    for number, customer in enumerate(customers, start=1):
        for month in range(1, number + 1):
            make_order(customer, date(2024, month, 10), 1_000 * number)
    analysis = analyse_full(actor=MACHINE)
    # Firm n bought n times, last in month n, n × n × 1,000 in all: each measure has five different values.
    assert (analysis.customers, analysis.as_of, analysis.is_new_scoring) == (5, date(2024, 5, 30), True)
    assert [conclusion_of(each).rfm for each in customers] == [3, 6, 9, 12, 15]
    fifth = conclusion_of(customers[4])
    assert (fifth.purchases, fifth.total, fifth.marker) == (5, 25_000, "platinum")
    before = list(Conclusion.objects.unscoped("tests look at everything").order_by("pk").values())
    assert refresh([each.pk for each in customers]) == 5
    assert list(Conclusion.objects.unscoped("tests look at everything").order_by("pk").values()) == before
    assert Scoring.objects.count() == 1
