"""What a purchase is worth: any engine and currency, who tells nothing, and when the model's assumption fails."""

import math

import numpy as np
import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klientela.measures.errors import Declined
from klientela.measures.lifetime.value import fit_value
from tests.measures.engines import every_engine, rows
from tests.measures.lifetime.people import spending

LOOSE = {"rel": 1e-3}


def buyers(customers=600, p=4.0, q=3.5, gamma=20.0, lean=0.0):
    """Return customers whose amounts are Gamma-Gamma; with `lean` frequent ones spend more."""
    random = np.random.default_rng(4)
    x = random.geometric(0.3, customers)
    rate = random.gamma(q, 1 / gamma, customers) * x**-lean
    mean = random.gamma(p * x) / rate / x
    return polars.DataFrame({"customer_id": range(customers), "frequency": x, "monetary": mean})


BUYERS = buyers()


def codes(found):
    return [each.code for each in found.warnings]


@every_engine
def test_every_engine_gives_the_same_fit_and_its_own_kind_of_table(frame):
    table = frame(BUYERS.to_dict(as_series=False))
    found = fit_value(table)
    values = found.expected_value(table)
    assert found.log_likelihood == pytest.approx(fit_value(BUYERS).log_likelihood, abs=1e-6)
    assert type(values) is type(table)
    assert len(rows(values)) == 600


def test_the_parameters_that_were_put_in_are_found_again():
    found = fit_value(BUYERS)
    truth = {"p": 4.0, "q": 3.5, "gamma": 20.0}
    assert max(abs(found.params[name] - truth[name]) / found.standard_errors[name] for name in truth) < 3
    assert found.identified
    assert found.warnings == ()


@given(st.sampled_from([1e-4, 0.01, 90.0, 1e6]))
@settings(max_examples=4, deadline=None)
def test_the_currency_only_changes_the_unit(unit):
    one, two = fit_value(BUYERS), fit_value(BUYERS.with_columns(polars.col("monetary") * unit))
    assert two.params == pytest.approx(one.params | {"gamma": one.params["gamma"] * unit}, **LOOSE)
    assert two.log_likelihood == pytest.approx(one.log_likelihood - 600 * math.log(unit), abs=1e-3)
    assert two.population_mean == pytest.approx(one.population_mean * unit, **LOOSE)


def test_the_order_of_rows_does_not_matter():
    assert fit_value(BUYERS.reverse()).params == pytest.approx(fit_value(BUYERS).params, **LOOSE)


def test_an_earlier_fit_is_a_short_way_to_the_same_place():
    cold = fit_value(BUYERS)
    assert fit_value(BUYERS, start=cold.params).params == pytest.approx(cold.params, **LOOSE)


def test_one_time_buyers_tell_nothing():
    once = polars.DataFrame({"customer_id": [-1], "frequency": [0], "monetary": [None]})
    more = polars.concat([BUYERS, once], how="vertical_relaxed")
    assert fit_value(more) == fit_value(BUYERS)


def test_a_customer_with_one_purchase_gets_the_population_mean():
    # p γ / (q - 1) = 4 · 20 / 2.5
    known = spending(4.0, 3.5, 20.0)
    table = polars.DataFrame({"customer_id": [1], "frequency": [0], "monetary": [None]}).cast(
        {"monetary": polars.Float64}
    )
    assert known.population_mean == 32
    assert known.expected_value(table)["expected_value"].to_list() == [32]


def test_the_more_is_known_of_a_customer_the_less_counts_the_mean_of_all():
    # p (γ + mx) / (px + q - 1) with m = 100: x = 1: 4 · 120 / 6.5; x = 1,000: 4 · 100,020 / 4,002.5
    table = polars.DataFrame({"customer_id": [1, 2], "frequency": [1, 1_000], "monetary": [100.0, 100.0]})
    found = spending(4.0, 3.5, 20.0).expected_value(table)["expected_value"].to_list()
    assert found == pytest.approx([480 / 6.5, 400_080 / 4_002.5])


def test_amounts_that_are_unknown_or_not_above_zero_are_left_out_and_counted():
    odd = polars.DataFrame({"customer_id": [-1, -2, -3], "frequency": [2, 3, 4], "monetary": [0.0, -5.0, None]})
    found = fit_value(polars.concat([BUYERS, odd], how="vertical_relaxed"))
    assert (found.customers, codes(found), found.warnings[0].params) == (600, ["value.left_out"], {"customers": 3})
    assert found.params == fit_value(BUYERS).params


@pytest.mark.parametrize(("lean", "code"), [(0.5, "value.frequent_spend_more"), (-0.5, "value.frequent_spend_less")])
def test_a_tie_between_frequency_and_amount_is_said(lean, code):
    found = fit_value(buyers(lean=lean))
    assert code in codes(found)
    assert math.copysign(1, found.correlation) == math.copysign(1, lean)


def test_too_few_repeats_are_declined_with_the_figures():
    with pytest.raises(Declined, match="Only 9 customers") as refused:
        fit_value(BUYERS.head(9))
    assert refused.value.code == "value.too_few_repeats"


@pytest.mark.parametrize(
    "amounts", [[50.0] * 20, [50.0] * 19 + [5e7], [1e-6] * 10 + [1e9] * 10], ids=["all alike", "a giant", "two worlds"]
)
def test_odd_amounts_get_finite_figures_and_a_word(amounts):
    table = polars.DataFrame({"customer_id": range(20), "frequency": [2] * 20, "monetary": amounts})
    found = fit_value(table)
    assert found.params["q"] > 1
    assert found.expected_value(table)["expected_value"].is_finite().all()
    assert "value.few_repeats" in codes(found)
