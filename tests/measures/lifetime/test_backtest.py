"""Backtests: published holdout figures, baselines by hand, and when no model may speak."""

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars
import pytest

from klientela.measures.errors import Declined
from klientela.measures.lifetime import holdout
from klientela.measures.lifetime.accuracy import accuracy
from klientela.measures.lifetime.choice import choose
from klientela.measures.lifetime.holdout import Backtest, Trial, backtest
from tests.measures.engines import every_engine
from tests.measures.lifetime.people import fitted
from tests.measures.published import cdnow_sample, online_retail

NEW_YEAR = date(2024, 1, 1)


@pytest.fixture(scope="module")
def cdnow(data_dir):
    return backtest(cdnow_sample(data_dir), calibration_end=date(1997, 9, 30), as_of=date(1998, 6, 30))


@pytest.fixture(scope="module")
def wholesaler(data_dir):
    return backtest(online_retail(data_dir), calibration_end=date(2011, 5, 31), as_of=date(2011, 12, 9))


# MEASURES: holdout weeks 40-78, actual 1,882.
@pytest.mark.parametrize(
    ("model", "predicted", "mae", "correlation"),
    [("bg_nbd", 1_653, 0.7855, 0.6256), ("pareto_nbd", 1_666, 0.7545, 0.6302)],
)
def test_the_models_predict_cdnow_as_published(cdnow, model, predicted, mae, correlation):
    found = cdnow.trials[model].accuracy
    assert (round(found.predicted), found.actual) == (predicted, 1_882)
    assert found.mae == pytest.approx(mae, abs=5e-5)
    assert found.correlation == pytest.approx(correlation, abs=5e-5)
    assert found.bias == pytest.approx(predicted / 1_882 - 1, abs=3e-4)


def test_a_constant_rate_predicts_cdnow_as_published(cdnow):
    found = cdnow.baselines["constant_rate"]
    assert (round(found.predicted), found.actual) == (2_930, 1_882)
    assert found.mae == pytest.approx(1.0237, abs=5e-5)
    assert found.correlation == pytest.approx(0.5839, abs=5e-5)


def test_bg_nbd_predicts_the_wholesaler_as_known(wholesaler):
    found = wholesaler.trials["bg_nbd"].accuracy
    assert (wholesaler.customers, round(wholesaler.horizon, 2)) == (4_933, 27.43)
    assert found.predicted == pytest.approx(8_004.6, abs=0.05)
    assert found.actual == 8_136
    assert found.mae == pytest.approx(1.0872, abs=5e-5)
    assert found.correlation == pytest.approx(0.8531, abs=5e-5)


def test_the_table_by_frequency_holds_every_customer_once(cdnow):
    groups = cdnow.trials["bg_nbd"].accuracy.by_frequency
    assert [group.frequency for group in groups] == [0, 1, 2, 3, 4, 5, 6, 7]
    assert [group.customers for group in groups] == [1_411, 439, 214, 100, 62, 38, 29, 64]
    assert sum(group.customers * group.actual for group in groups) == pytest.approx(1_882)


def test_cdnow_is_trusted_to_mbg_nbd(cdnow):
    assert choose(cdnow) == "mbg_nbd"


def test_the_wholesaler_is_trusted_to_bg_nbd_although_a_baseline_has_the_smaller_absolute_error(wholesaler):
    assert wholesaler.baselines["last_period"].mae < wholesaler.trials["bg_nbd"].accuracy.mae
    assert choose(wholesaler) == "bg_nbd"


def orders(lines):
    days = [NEW_YEAR + timedelta(days=day) for _, day in lines]
    return {"customer_id": [who for who, _ in lines], "ordered_on": days, "amount": [10.0] * len(lines)}


# A dozen customers who buy every 10 days from day 0, every other one until day 50 only, and one who comes on day 60.
LINES = [(who, day) for who in range(12) for day in range(0, 110 if who % 2 else 60, 10)] + [(12, 60), (12, 70)]


@every_engine
def test_the_baselines_are_plain_arithmetic(frame):
    # Calibration to day 69, holdout of 35 days. Odd ones: 6 repeats in 69 days, and in days 35 to 69 purchases on
    # 40, 50, 60; they make 4 (70, 80, 90, 100). Even ones: 5 repeats, purchases on 40, 50; they make none.
    # The late one: no repeat, one purchase, makes one.
    table = frame(orders(LINES))
    found = backtest(
        table, calibration_end=NEW_YEAR + timedelta(69), as_of=NEW_YEAR + timedelta(104), unit="day", models=["mbg_nbd"]
    )
    rate, last = found.baselines["constant_rate"], found.baselines["last_period"]
    assert (found.customers, found.repeat_customers, found.horizon, found.history) == (13, 12, 35, 69)
    assert found.interval == 10
    assert rate.predicted == pytest.approx(6 * 6 * 35 / 69 + 6 * 5 * 35 / 69)
    assert last.predicted == 6 * 3 + 6 * 2 + 1
    assert rate.actual == last.actual == 6 * 4 + 1
    assert last.mae == pytest.approx((6 * 1 + 6 * 2 + 0) / 13)
    assert last.rmse == pytest.approx(math.sqrt((6 * 1 + 6 * 4) / 13))
    assert last.bias == pytest.approx(31 / 25 - 1)


def test_nobody_before_the_end_of_the_calibration_is_declined():
    table = polars.DataFrame(orders(LINES))
    with pytest.raises(Declined, match="Nobody had bought by 2023-01-01"):
        backtest(table, calibration_end=date(2023, 1, 1), as_of=date(2024, 6, 1))


def test_too_few_repeats_before_the_end_of_the_calibration_are_declined():
    table = polars.DataFrame(orders(LINES))
    with pytest.raises(Declined) as refused:
        backtest(table, calibration_end=NEW_YEAR + timedelta(5), as_of=NEW_YEAR + timedelta(100))
    assert refused.value.code == "lifetime.too_few_repeats"


def test_the_holdout_must_have_a_length():
    with pytest.raises(ValueError, match="must end before"):
        backtest(polars.DataFrame(orders(LINES)), calibration_end=NEW_YEAR, as_of=NEW_YEAR)


def test_a_holdout_without_purchases_has_no_bias_and_no_correlation():
    found = accuracy(np.array([0.5, 0.1]), np.array([0.0, 0.0]), np.array([1.0, 0.0]))
    assert (found.bias, found.correlation, found.mae) == (None, None, 0.3)


def a_backtest(**changes):
    """Return a backtest in which everything is in order."""
    good = replace(accuracy(np.array([1.0, 2.0]), np.array([1.0, 3.0]), np.array([0.0, 1.0])), rmse=1.0)
    trials = {
        name: Trial(fitted(name, r=1.0, alpha=1.0, a=1.0, b=1.0), good) for name in ("mbg_nbd", "bg_nbd", "pareto_nbd")
    }
    baselines = {"constant_rate": replace(good, rmse=2.0), "last_period": replace(good, rmse=1.5)}
    usual = Backtest(date(2024, 1, 1), date(2024, 6, 1), 20.0, 900, 300, 50.0, 4.0, trials, baselines)
    return replace(usual, **changes)


def with_trials(**changes):
    """Return a backtest whose models differ: `rmse`, `identified` or `log_likelihood` by name of the model."""
    usual = a_backtest()
    return replace(usual, trials={name: changes[name](trial) for name, trial in usual.trials.items()})


def missed(rmse):
    return lambda trial: replace(trial, accuracy=replace(trial.accuracy, rmse=rmse))


def vague(trial):
    return replace(trial, fitted=replace(trial.fitted, identified=False))


def silent(trial):
    return replace(trial, accuracy=None, declined=Declined("lifetime.too_many_purchases", "Too many."))


def likely(log_likelihood):
    return lambda trial: replace(trial, fitted=replace(trial.fitted, log_likelihood=log_likelihood))


def test_the_default_is_chosen_where_nothing_speaks_against_it():
    assert choose(a_backtest()) == "mbg_nbd"


def test_a_clearly_likelier_model_is_chosen():
    assert choose(with_trials(mbg_nbd=likely(-90.0), bg_nbd=likely(-95.0), pareto_nbd=likely(-80.0))) == "pareto_nbd"


def test_a_model_that_predicts_nothing_is_passed_over():
    assert choose(with_trials(mbg_nbd=silent, bg_nbd=likely(-95.0), pareto_nbd=likely(-96.0))) == "bg_nbd"


def test_a_model_that_is_worse_than_a_baseline_or_not_identified_is_passed_over():
    assert choose(with_trials(mbg_nbd=missed(1.6), bg_nbd=vague, pareto_nbd=likely(-80.0))) == "pareto_nbd"


@pytest.mark.parametrize(
    ("backtested", "code", "said"),
    [
        (a_backtest(repeat_customers=99), "lifetime.too_few_repeats", "Only 99 of 900"),
        (a_backtest(history=11.0), "lifetime.too_short_history", "11 units is shorter than 3 usual intervals of 4"),
        (with_trials(mbg_nbd=vague, bg_nbd=vague, pareto_nbd=vague), "lifetime.not_identified", "no model"),
        (
            with_trials(mbg_nbd=missed(1.7), bg_nbd=missed(1.6), pareto_nbd=missed(1.8)),
            "lifetime.worse_than_baseline",
            "bg_nbd was worse than the plain rule last_period: .* 1.6 instead of 1.5",
        ),
    ],
)
def test_no_model_speaks_and_the_reason_is_said(backtested, code, said):
    with pytest.raises(Declined, match=said) as refused:
        choose(backtested)
    assert refused.value.code == code


def test_a_day_split_in_two_and_people_who_never_buy_change_nothing():
    lines = orders(LINES)
    parts = {name: [*values, *values] for name, values in lines.items()} | {"amount": [5.0] * 2 * len(LINES)}
    nobodies = {"customer_id": [90, 91], "ordered_on": [NEW_YEAR, NEW_YEAR + timedelta(40)], "amount": [0.0, -3.0]}
    more = {name: [*parts[name], *nobodies[name]] for name in parts}
    span = {"calibration_end": NEW_YEAR + timedelta(69), "as_of": NEW_YEAR + timedelta(104)}
    assert figures(more, span) == pytest.approx(figures(lines, span), rel=1e-6)


def test_customers_may_be_named_by_words():
    lines = orders(LINES)
    named = lines | {"customer_id": [f"Customer {each}" for each in lines["customer_id"]]}
    span = {"calibration_end": NEW_YEAR + timedelta(69), "as_of": NEW_YEAR + timedelta(104)}
    assert figures(named, span) == pytest.approx(figures(lines, span), rel=1e-6)


def figures(columns, span):
    found = backtest(polars.DataFrame(columns), models=["mbg_nbd"], **span)
    (trial,) = found.trials.values()
    judged = [trial.accuracy, *found.baselines.values()]
    return [trial.fitted.log_likelihood, *(each.predicted for each in judged), *(each.rmse for each in judged)]


def test_a_model_that_predicts_beyond_all_measure_does_not_silence_the_others(monkeypatch):
    wild = {"mbg_nbd": {"r": 1e9, "alpha": 1, "a": 0.01, "b": 9}, "bg_nbd": {"r": 1.0, "alpha": 9, "a": 1, "b": 9}}
    monkeypatch.setattr(holdout, "fit_histories", lambda _, model: fitted(model, **wild[model]))
    span = {"calibration_end": NEW_YEAR + timedelta(69), "as_of": NEW_YEAR + timedelta(104)}
    found = backtest(polars.DataFrame(orders(LINES)), models=list(wild), **span)
    wild_one, other = found.trials["mbg_nbd"], found.trials["bg_nbd"]
    assert (wild_one.accuracy, wild_one.declined.code) == (None, "lifetime.too_many_purchases")
    assert (other.accuracy.actual, other.declined) == (25, None)
