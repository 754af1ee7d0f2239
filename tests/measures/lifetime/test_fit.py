"""Fitting to tables: any engine, what must not matter does not, and hostile data get a word instead of a number."""

import math
from dataclasses import replace

import numpy as np
import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klientela.measures.errors import BadTable, Declined
from klientela.measures.lifetime.fit import fit_lifetime, most_likely
from klientela.measures.lifetime.models import MODELS
from tests.measures.engines import every_engine, rows
from tests.measures.lifetime.people import fitted, history, simulated

PEOPLE = simulated(400, r=0.8, alpha=5, a=0.8, b=2.5).drop("later")
LOOSE = {"rel": 1e-3}
models = pytest.mark.parametrize("model", MODELS)


def summary(frequency, recency, age):
    figures = {"frequency": frequency, "recency": recency, "age": age}
    return polars.DataFrame(figures, strict=False).with_row_index("customer_id")


@every_engine
def test_every_engine_gives_the_same_fit_and_predictions_of_its_own_kind(frame):
    table = frame(PEOPLE.to_dict(as_series=False))
    found = fit_lifetime(table, model="bg_nbd")
    purchases, alive = found.expected_purchases(table, 26), found.p_alive(table)
    assert found.log_likelihood == pytest.approx(fit_lifetime(PEOPLE, model="bg_nbd").log_likelihood, abs=1e-6)
    assert type(purchases) is type(alive) is type(table)
    known = found.expected_purchases(PEOPLE, 26).sort("customer_id")["expected_purchases"].to_list()
    assert [row["expected_purchases"] for row in rows(purchases)] == pytest.approx(known)
    assert sum(row["p_alive"] for row in rows(alive)) == pytest.approx(found.p_alive(PEOPLE)["p_alive"].sum())


@models
def test_the_order_of_rows_does_not_matter(model):
    shuffled = PEOPLE.sample(fraction=1, shuffle=True, seed=5)
    assert fit_lifetime(shuffled, model=model) == fit_lifetime(PEOPLE, model=model)


@models
@given(unit=st.sampled_from([1 / 52, 0.25, 7.0, 30.0]))
@settings(max_examples=3, deadline=None)
def test_the_unit_of_time_only_changes_the_unit_of_the_parameters(model, unit):
    other = PEOPLE.with_columns(polars.col("recency", "age") * unit)
    one, two = fit_lifetime(PEOPLE, model=model), fit_lifetime(other, model=model)
    in_time = {"alpha", "beta"}
    assert two.params == pytest.approx(
        {name: v * unit if name in in_time else v for name, v in one.params.items()}, **LOOSE
    )
    assert two.log_likelihood == pytest.approx(
        one.log_likelihood - PEOPLE["frequency"].sum() * math.log(unit), abs=1e-3
    )
    assert two.expected_new(52 * unit) == pytest.approx(one.expected_new(52), **LOOSE)


@models
def test_customers_of_today_tell_nothing(model):
    newcomers = summary([0] * 500, [0.0] * 500, [0.0] * 500)
    more = polars.concat([PEOPLE.drop("customer_id"), newcomers.drop("customer_id")])
    one, two = fit_lifetime(PEOPLE, model=model), fit_lifetime(more, model=model)
    assert two.params == pytest.approx(one.params, **LOOSE)
    assert two.log_likelihood == pytest.approx(one.log_likelihood, abs=1e-3)


@models
def test_an_earlier_fit_is_a_short_way_to_the_same_place(model):
    cold = fit_lifetime(PEOPLE, model=model)
    warm = fit_lifetime(PEOPLE, model=model, start=cold.params)
    assert warm.log_likelihood == pytest.approx(cold.log_likelihood, abs=1e-5)
    assert warm.params == pytest.approx(cold.params, **LOOSE)


@pytest.mark.parametrize("k", [2, 4])
def test_the_regularity_that_was_put_in_is_found_again(k):
    regular = simulated(1_500, r=0.9, alpha=4, a=0.6, b=2.5, k=k)
    found = fit_lifetime(regular)
    assert (found.model, found.params["k"], found.identified) == ("mbg_cnbd_k", k, True)
    truth = {"r": 0.9, "alpha": 4, "a": 0.6, "b": 2.5}
    off = [abs(found.params[name] - truth[name]) / found.standard_errors[name] for name in truth]
    assert max(off) < 3


@pytest.mark.parametrize("k", [1, 3])
def test_what_is_expected_of_simulated_customers_comes_true(k):
    people = simulated(4_000, r=0.9, alpha=4, a=0.6, b=2.5, k=k, horizon=26)
    model = fitted("mbg_cnbd_k", r=0.9, alpha=4.0, a=0.6, b=2.5, k=k)
    expected = model.expected_purchases(people, 26)["expected_purchases"]
    # Three standard errors of the mean difference.
    off = (expected - people["later"]).to_numpy()
    assert abs(off.mean()) < 3 * off.std() / math.sqrt(len(off))


@pytest.mark.parametrize("k", [1, 3])
def test_new_customers_buy_as_often_as_simulated_ones(k):
    people = simulated(20_000, r=2.0, alpha=4, a=0.6, b=2.5, k=k, age=1e-9, horizon=40)
    found = fitted("mbg_cnbd_k", r=2.0, alpha=4.0, a=0.6, b=2.5, k=k).expected_new(40)
    assert found == pytest.approx(people["later"].mean(), rel=0.04)


def test_auto_stays_with_the_default_in_a_near_tie():
    fits = [fitted(model, r=1, alpha=1, a=1, b=1) for model in ("mbg_nbd", "bg_nbd")]
    near = [fits[0], _with(fits[1], 1.9)]
    clear = [fits[0], _with(fits[1], 2.1)]
    assert (most_likely(near).model, most_likely(clear).model) == ("mbg_nbd", "bg_nbd")


def test_auto_leaves_out_what_is_not_identified():
    fits = [fitted(model, r=1, alpha=1, a=1, b=1) for model in ("mbg_nbd", "bg_nbd", "pareto_nbd")]
    vague = [replace(fits[0], identified=False), fits[1], replace(_with(fits[2], 50), identified=False)]
    assert most_likely(vague).model == "bg_nbd"


def _with(fit, log_likelihood):
    return replace(fit, log_likelihood=float(log_likelihood))


def test_auto_on_cdnow_is_mbg_nbd(sample):
    assert fit_lifetime(sample).model == "mbg_nbd"


def test_a_large_base_gives_the_same_from_a_sample_first(sample):
    # Sixty thousand customers: every one of CDNOW twenty-six times, so that the top is at the same place.
    large = polars.concat([sample] * 26)
    found = fit_lifetime(large, model="mbg_nbd")
    assert found.params == pytest.approx({"r": 0.52484, "alpha": 6.18309, "a": 0.89136, "b": 1.61400}, **LOOSE)
    assert found.log_likelihood == pytest.approx(-9582.1357 * 26, abs=0.01)


@pytest.mark.parametrize(
    ("frequency", "recency", "age"),
    [
        ([], [], []),
        ([0], [0.0], [5.0]),
        ([9], [5.0], [5.0]),
        ([0] * 50, [0.0] * 50, [0.0] * 50),
        ([0] * 500, [0.0] * 500, list(range(500))),
        ([3] * 9, [7.0] * 9, [9.0] * 9),
    ],
    ids=["empty", "one", "one loyal", "all on one day", "no repeats", "nine"],
)
def test_too_few_repeats_are_declined_with_the_figures(frequency, recency, age):
    table = summary(frequency, recency, age).cast({"frequency": polars.Int64, "recency": polars.Float64})
    with pytest.raises(Declined, match="bought again") as refused:
        fit_lifetime(table.cast({"age": polars.Float64}))
    assert refused.value.code == "lifetime.too_few_repeats"
    assert refused.value.params["customers"] == len(frequency)


@models
@pytest.mark.parametrize(
    "table",
    [
        summary([1] * 50, [1.0] * 50, [2.0] * 50),
        summary([5_000] + [0] * 80 + [1] * 20, [300.0] + [0.0] * 80 + [9.0] * 20, [301.0] + [40.0] * 100),
        summary([40] * 30, [300.0] * 30, [300.0] * 30),
        summary([2] * 30, [1e-3] * 30, [9_000.0] * 30),
    ],
    ids=["all alike", "a giant", "all to the last day", "all gone long ago"],
)
def test_odd_customers_get_finite_figures_and_a_word(model, table):
    found = fit_lifetime(table, model=model)
    expected, alive = found.expected_purchases(table, 52)["expected_purchases"], found.p_alive(table)["p_alive"]
    assert np.isfinite([found.log_likelihood, *found.params.values()]).all()
    assert expected.is_finite().all()
    assert alive.is_between(0, 1).all()
    assert "lifetime.few_repeats" in {each.code for each in found.warnings}
    assert all(str(each) for each in found.warnings)


@pytest.mark.parametrize(
    ("figures", "rule"),
    [
        ((1, 5.0, 4.0), "between 0 and age"),
        ((-1, 0.0, 4.0), "below 0"),
        ((1, 0.0, 4.0), "above 0 for more"),
        ((0, 2.0, 4.0), "0 for one purchase"),
        ((1, None, 4.0), "known"),
        ((1, 2.0, math.nan), "known"),
        ((1, 2.0, math.inf), "known"),
    ],
)
def test_histories_that_cannot_be_are_named(figures, rule):
    table = polars.DataFrame([(7, *figures)], orient="row", schema=["customer_id", "frequency", "recency", "age"])
    table = table.cast({"frequency": polars.Int64, "recency": polars.Float64, "age": polars.Float64})
    with pytest.raises(BadTable, match=rule):
        fit_lifetime(table)
    with pytest.raises(BadTable, match=rule):
        fitted("bg_nbd", r=1, alpha=1, a=1, b=1).p_alive(table)


def test_missing_columns_are_named():
    with pytest.raises(BadTable, match="no column recency, age"):
        fit_lifetime(polars.DataFrame({"customer_id": [1], "frequency": [1]}))


def test_an_unknown_model_is_named():
    with pytest.raises(ValueError, match="no model; expected one of auto, mbg_nbd, bg_nbd, pareto_nbd, mbg_cnbd_k"):
        fit_lifetime(PEOPLE, model="bgnbd")


@pytest.mark.parametrize("horizon", [0, -1, math.nan, math.inf])
def test_a_horizon_must_be_a_time(horizon):
    with pytest.raises(ValueError, match="horizon must be"):
        fitted("bg_nbd", r=1, alpha=1, a=1, b=1).expected_new(horizon)


def test_a_one_time_buyer_of_bg_nbd_is_alive_and_the_fit_says_what_that_is_worth():
    found = fit_lifetime(PEOPLE, model="bg_nbd")
    assert found.p_alive(history(0, 0, 500))["p_alive"].to_list() == [1.0]
    assert "lifetime.one_time_buyers" in {each.code for each in found.warnings}
