"""Lifetime value: the point by hand, the interval against simulation, discount, margin, and any engine."""

import math

import numpy as np
import polars
import pytest

from klientela.measures.errors import BadTable
from klientela.measures.lifetime.worth import lifetime_value
from tests.measures.engines import every_engine, rows
from tests.measures.lifetime.people import BG_PAPER, fitted, history, spending

MBG = {"r": 0.52484, "alpha": 6.18309, "a": 0.89136, "b": 1.61400}
PARETO = {"r": 0.55315, "alpha": 10.57633, "s": 0.60625, "beta": 11.67150}
SPENDING = {"p": 6.24957, "q": 3.74422, "gamma": 15.44352}
COLUMNS = ["customer_id", "expected_purchases", "p_alive", "clv", "clv_low", "clv_high"]
REGULAR, LATE, ONCE = (12, 37.0, 38.0, 40.0), (3, 9.0, 38.0, 25.0), (0, 0.0, 30.0, None)


def customers(*figures):
    columns = ["customer_id", "frequency", "recency", "age", "monetary"]
    return polars.DataFrame([(at, *each) for at, each in enumerate(figures)], schema=columns, orient="row")


def valued(model, params, summary, **options):
    return lifetime_value(fitted(model, **params), spending(**SPENDING), summary, **{"horizon": 39.0, **options})


def test_a_value_is_expected_purchases_times_the_expected_amount():
    # Published: 1.2259 purchases for (2, 30.43, 38.86).
    # Amount: p (γ + mx) / (px + q - 1) = 6.24957 · 75.44352 / 15.24336.
    found = valued("bg_nbd", BG_PAPER, history(2, 30.43, 38.86, monetary=30.0), margin=0.5).to_dicts()[0]
    assert list(found) == COLUMNS
    assert found["expected_purchases"] == pytest.approx(1.2259, abs=1e-4)
    assert found["p_alive"] == pytest.approx(0.72661, abs=1e-5)
    assert found["clv"] == pytest.approx(0.5 * 1.2259 * 6.24957 * 75.44352 / 15.24336, rel=1e-4)


@every_engine
def test_every_engine_gives_the_same_values_and_its_own_kind_of_table(frame):
    summary = customers(REGULAR, LATE, ONCE)
    table = frame(summary.to_dict(as_series=False))
    found, known = valued("mbg_nbd", MBG, table), valued("mbg_nbd", MBG, summary)
    assert type(found) is type(table)
    assert [list(row.values()) for row in rows(found)] == [pytest.approx(list(row)) for row in known.rows()]


def simulated(model, params, frequency, recency, age, monetary, alive, horizon=39.0, times=15_000):
    """Return what one customer brings, many times over, drawn from what the models know of them."""
    random = np.random.default_rng(7)
    rate = random.gamma(params["r"] + frequency, 1 / (params["alpha"] + age), times)
    here, now, bought = random.random(times) < alive, np.zeros(times), np.zeros(times)
    if model == "pareto_nbd":
        leaving = random.exponential(1 / random.gamma(params["s"], 1 / (params["beta"] + age), times))
        bought = here * random.poisson(rate * np.minimum(leaving, horizon))
    else:
        chance = random.beta(params["a"], params["b"] + frequency + (model == "mbg_nbd"), times)
        while here.any():
            now = now + random.exponential(1 / rate)
            here = here & (now <= horizon)
            bought = bought + here
            here = here & (random.random(times) > chance)
    p, q, gamma = SPENDING.values()
    amounts = random.gamma(q + p * frequency, 1 / (gamma + frequency * (monetary or 0.0)), times)
    return np.where(bought > 0, random.gamma(np.maximum(p * bought, 1e-9)) / amounts, 0.0)


@pytest.mark.parametrize(("model", "params"), [("bg_nbd", BG_PAPER), ("mbg_nbd", MBG), ("pareto_nbd", PARETO)])
@pytest.mark.parametrize("figures", [REGULAR, LATE, (29, 37.9, 38.0, 25.0), (60, 36.0, 38.0, 9.0), (1, 2.0, 3.0, 10.0)])
def test_the_interval_holds_as_many_futures_as_it_says(model, params, figures):
    levels = np.array([0.5, 0.8, 0.95])
    found = [valued(model, params, customers(figures), level=level).to_dicts()[0] for level in levels]
    low, high = (np.array([each[name] for each in found]) for name in ("clv_low", "clv_high"))
    futures = simulated(model, params, *figures, found[0]["p_alive"])
    below, above = np.array(
        [((futures < one).mean(), (futures > two).mean()) for one, two in zip(low, high, strict=True)]
    ).T
    tail = (1 - levels) / 2
    assert futures.mean() == pytest.approx(found[0]["clv"], rel=0.06)
    assert (below <= tail + 0.04).all()
    assert (above <= tail + 0.025).all()
    # Where nothing at all may be bought there is no lower tail, and where the mean lies outside no upper one.
    assert ((above >= tail - 0.025) | (high == found[0]["clv"])).all()
    assert ((below >= tail - 0.025) | (low == 0)).all()


def test_who_may_never_come_back_has_a_low_end_of_nothing_and_the_mean_lies_within():
    found = valued("mbg_nbd", MBG, customers(REGULAR, LATE, ONCE))
    assert found["clv_low"].to_list()[1:] == [0, 0]
    assert (found["clv_low"] <= found["clv"]).all()
    assert (found["clv"] <= found["clv_high"]).all()


def test_money_that_comes_later_is_worth_less():
    # Over 39 weeks at 1 % a week, purchases spread evenly where nobody leaves: (1 - 1.01^-39) / (39 · log 1.01) = 0.83.
    plain, discounted = (
        valued("pareto_nbd", PARETO | {"s": 1e-4}, customers(REGULAR), discount_rate=rate)["clv"][0]
        for rate in (0.0, 0.01)
    )
    assert discounted / plain == pytest.approx((1 - 1.01**-39) / (39 * math.log(1.01)), rel=1e-4)


def test_the_margin_scales_all_money_and_nothing_else():
    whole, part = (valued("mbg_nbd", MBG, customers(REGULAR, LATE), margin=margin) for margin in (1.0, 0.25))
    for name in ("clv", "clv_low", "clv_high"):
        assert part[name].to_list() == pytest.approx((whole[name] * 0.25).to_list())
    assert part["expected_purchases"].to_list() == whole["expected_purchases"].to_list()


def test_an_extreme_horizon_and_customer_give_finite_figures():
    summary = customers((5_000, 519.0, 520.0, 12.0), (1, 1.0, 9_000.0, 12.0), (0, 0.0, 0.0, None))
    for model, params in (("mbg_nbd", MBG), ("bg_nbd", BG_PAPER), ("pareto_nbd", PARETO)):
        found = valued(model, params, summary, horizon=520.0, discount_rate=0.002)
        assert np.isfinite(found.to_numpy()).all()


def test_a_missing_amount_column_is_named():
    with pytest.raises(BadTable, match="no column monetary"):
        valued("mbg_nbd", MBG, customers(REGULAR).drop("monetary"))


@pytest.mark.parametrize("option", [{"level": 1.0}, {"discount_rate": -1.0}, {"margin": -0.1}, {"margin": math.nan}])
def test_options_that_are_none_are_refused(option):
    with pytest.raises(ValueError, match="level lies between 0 and 1"):
        valued("mbg_nbd", MBG, customers(REGULAR), **option)
