"""The published figures: CDNOW's sample and master set, and Online Retail II."""

import numpy as np
import pytest

from klientela.measures.lifetime.fit import fit_lifetime
from klientela.measures.lifetime.value import fit_value
from tests.measures.lifetime.people import BG_PAPER, fitted, history

LIKELY, THREE_DIGITS = {"abs": 1e-3}, {"rel": 1e-3}

# Fader, Hardie & Lee 2005 and CLVTools' tests; MBG/NBD: two implementations agree.
SAMPLE = {
    "bg_nbd": (BG_PAPER, -9582.429),
    "pareto_nbd": ({"r": 0.55315, "alpha": 10.57633, "s": 0.60625, "beta": 11.67150}, -9594.976),
    "mbg_nbd": ({"r": 0.52484, "alpha": 6.18309, "a": 0.89136, "b": 1.61400}, -9582.1357),
}


@pytest.mark.parametrize("model", SAMPLE)
def test_the_sample_of_cdnow_gives_the_published_parameters(sample, model):
    params, log_likelihood = SAMPLE[model]
    found = fit_lifetime(sample, model=model)
    assert found.log_likelihood == pytest.approx(log_likelihood, **LIKELY)
    assert found.params == pytest.approx(params, **THREE_DIGITS)
    assert found.identified


def test_the_standard_errors_of_pareto_nbd_are_the_published_ones(sample):
    found = fit_lifetime(sample, model="pareto_nbd")
    assert found.standard_errors == pytest.approx(
        {"r": 0.04763, "alpha": 0.84272, "s": 0.18726, "beta": 6.21}, rel=0.02
    )


def test_cdnow_is_not_more_regular_than_chance(sample):
    found = fit_lifetime(sample, model="mbg_cnbd_k")
    assert found.params["k"] == 1
    assert found.log_likelihood == pytest.approx(-9582.1357, **LIKELY)


@pytest.mark.parametrize(
    ("model", "log_likelihood"), [("bg_nbd", -95368.444), ("mbg_nbd", -95336.958), ("pareto_nbd", -95415.119)]
)
def test_all_of_cdnow_has_the_known_likelihoods(master, model, log_likelihood):
    assert fit_lifetime(master, model=model).log_likelihood == pytest.approx(log_likelihood, **LIKELY)


def test_the_amounts_of_cdnow_give_the_published_parameters(sample):
    # Fader & Hardie 2013, note 025: 946 repeat buyers.
    found = fit_value(sample)
    assert found.customers == 946
    assert found.log_likelihood == pytest.approx(-4055.9177, **LIKELY)
    assert found.params == pytest.approx({"p": 6.24957, "q": 3.74422, "gamma": 15.44352}, **THREE_DIGITS)


def test_the_amounts_of_all_of_cdnow_have_the_known_likelihood(master):
    # One repeat customer got everything for nothing, and is not in the known figure.
    paid = master.filter(master["monetary"] > 0.011)
    assert fit_value(paid).log_likelihood == pytest.approx(-40763.476, **LIKELY)


def test_bg_nbd_is_identified_on_the_wholesaler(retail):
    found = fit_lifetime(retail, model="bg_nbd")
    assert found.log_likelihood == pytest.approx(-57349.888, **LIKELY)
    assert found.params == pytest.approx({"r": 0.68087, "alpha": 9.43331, "a": 0.15272, "b": 3.28239}, **THREE_DIGITS)
    assert found.identified


def test_mbg_nbd_has_the_known_likelihood_on_the_wholesaler(retail):
    assert fit_lifetime(retail, model="mbg_nbd").log_likelihood == pytest.approx(-57365.177, **LIKELY)


def test_pareto_nbd_is_not_identified_on_the_wholesaler_and_says_so(retail):
    found = fit_lifetime(retail, model="pareto_nbd")
    assert not found.identified
    assert [each.code for each in found.warnings] == ["lifetime.not_identified"]
    assert "do not settle" in str(found.warnings[0])


def test_a_new_customer_of_cdnow_makes_1_444_repeat_purchases_in_a_year():
    assert fitted("bg_nbd", **BG_PAPER).expected_new(52) == pytest.approx(1.44401, abs=1e-5)


@pytest.mark.parametrize(
    ("figures", "expected", "alive"),
    [((2, 30.43, 38.86), 1.2259, 0.72661), ((0, 0, 39), 0.19422, 1.0), ((26, 30.86, 31), 20.7503, 0.96892)],
)
def test_single_customers_of_cdnow_have_the_published_outlook(figures, expected, alive):
    model, summary = fitted("bg_nbd", **BG_PAPER), history(*figures)
    assert model.expected_purchases(summary, 39)["expected_purchases"].to_list() == [pytest.approx(expected, abs=1e-4)]
    assert model.p_alive(summary)["p_alive"].to_list() == [pytest.approx(alive, abs=1e-5)]


@pytest.mark.parametrize(
    ("figures", "alive"),
    [
        ((221, 103.42857, 103.57143), 0.99959605),
        ((254, 97.14286, 97.28571), 0.99955823),
        ((161, 94.71429, 98), 0.74948775),
        ((204, 98.57143, 99.42857), 0.99425508),
    ],
)
def test_heavy_buyers_have_a_chance_to_be_alive_that_was_once_no_number(figures, alive):
    model = fitted("pareto_nbd", r=0.5143, alpha=2.8845, s=0.2856, beta=14.1087)
    assert model.p_alive(history(*figures))["p_alive"].to_list() == [pytest.approx(alive, abs=1e-7)]


@pytest.mark.parametrize(("model", "alive"), [("bg_nbd", 0.813), ("pareto_nbd", 0.446)])
def test_the_models_disagree_about_who_is_still_there(sample, model, alive):
    found = fit_lifetime(sample, model=model).p_alive(sample)
    assert found["p_alive"].mean() == pytest.approx(alive, abs=5e-4)


@pytest.mark.parametrize(("model", "too_few"), [("bg_nbd", -0.041), ("pareto_nbd", -0.016)])
def test_the_sum_of_all_repeat_purchases_until_week_78_is_a_little_short(sample, model, too_few):
    # Actual 4,339. The whole course of each customer from the first purchase on, not only the holdout.
    found = fit_lifetime(sample, model=model)
    ages, customers = np.unique(sample["age"] + 39, return_counts=True)
    expected = customers @ [found.expected_new(age) for age in ages]
    actual = sample["frequency"].sum() + sample["holdout_frequency"].sum()
    assert actual == 4_339
    assert expected / actual - 1 == pytest.approx(too_few, abs=5e-4)
