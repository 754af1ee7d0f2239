"""Bringing customers up to date one by one, going through the whole base, and counting by hand give the same."""

from random import Random
from typing import Any

import pytest
import time_machine

from klientela.core.actor import system
from klientela.insight.actions.analyse import analyse_full, refresh
from klientela.insight.models import Conclusion, Scoring
from tests.insight.naive import expected
from tests.insight.random_facts import END, add_fact, add_order, make_base

pytestmark = pytest.mark.django_db(transaction=True)
MACHINE = system("tests")
NOW = "2024-03-01 12:00:00+00:00"


def stored() -> dict[int, dict[str, Any]]:
    rows = Conclusion.objects.unscoped("tests look at everything").order_by("pk").values()
    return {row["customer_id"]: row for row in rows}


def assert_as_expected(rows: dict[int, dict[str, Any]], told: dict[int, dict[str, Any]]) -> None:
    found = {key: {name: row[name] for name in told[key] if name != "history"} for key, row in rows.items()}
    for key, row in rows.items():
        found[key]["history"] = [each["marker"] for each in row["marker_history"]]
    differing = {key: (found[key], told[key]) for key in told if found[key] != told[key]}
    assert differing == {}
    assert found.keys() == told.keys()


@pytest.mark.parametrize("seed", [1, 2])
@time_machine.travel(NOW, tick=False)
def test_the_full_run_equals_the_naive_computation(seed):
    make_base(Random(seed), 60)
    analysis = analyse_full(actor=MACHINE)
    assert analysis.customers == 60
    assert_as_expected(stored(), expected(analysis.as_of))


@pytest.mark.parametrize("seed", [3, 4])
@time_machine.travel(NOW, tick=False)
def test_a_random_sequence_of_facts_brings_the_same_whichever_way(seed):
    random = Random(seed)
    customers = make_base(random, 40)
    add_order(random, customers[0], END)
    analyse_full(actor=MACHINE)
    for _ in range(25):
        touched = random.sample(customers, random.randint(1, 3))
        for customer in touched:
            add_fact(random, customer)
        refresh([customer.pk for customer in touched])
    one_by_one = stored()
    analyse_full(actor=MACHINE)
    assert stored() == one_by_one
    assert Scoring.objects.count() == 1
    # A new scoring ranks everybody anew: then the naive computation ranks alike.
    analysis = analyse_full(actor=MACHINE, refit=True)
    assert_as_expected(stored(), expected(analysis.as_of))
    # And each customer alone comes to the same under it.
    ranked = stored()
    refresh([customer.pk for customer in customers])
    assert stored() == ranked
