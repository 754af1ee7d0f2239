"""The likelihoods and expectations against independent ways to compute them, and where others break."""

import numpy as np
import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.integrate import quad
from scipy.special import hyp2f1
from scipy.stats import beta, gamma

from klientela.measures.errors import Declined
from klientela.measures.lifetime.coin import Coin
from klientela.measures.lifetime.counts import Counts
from klientela.measures.lifetime.histories import distinct_histories
from klientela.measures.lifetime.pareto import Pareto
from klientela.measures.lifetime.unseen import unseen

MODELS = {"bg": Coin(0), "mbg": Coin(1), "mbg k=3": Coin(1, 3), "pareto": Pareto()}
SOME = Counts.of([0, 0, 1, 2, 7, 30], [0, 0, 3, 39, 12, 38], [0, 40, 20, 40, 52, 40], [5, 9, 4, 3, 2, 1])

rates = st.floats(0.05, 20)


@pytest.mark.parametrize(("x", "last", "expected"), [(0, 0, -0.59947382), (200, 38, 100.7957)])
def test_the_log_density_of_bg_nbd_is_the_published_one(x, last, expected):
    # Fader & Hardie, note 027, solution 2: a .80, b 2.50, r .25, α 4.00, T 40.
    density = Coin(0).objective(Counts.of([x], [last], [40]))
    assert density(np.array([0.25, 4.0, 0.80, 2.50]))[0] == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
@given(st.tuples(rates, rates, rates, rates))
@settings(max_examples=20, deadline=None)
def test_the_gradient_is_the_slope(model, params):
    objective, at = model.objective(SOME), np.array(params)
    steps = 1e-5 * np.diag(at)
    slope = [(objective(at + step)[0] - objective(at - step)[0]) / (2 * step.sum()) for step in steps]
    assert_allclose(objective(at)[1], slope, rtol=1e-4, atol=1e-4)


def test_the_likelihood_of_regular_buyers_is_its_integral_over_all_customers():
    # MBG/CNBD-3 for one customer with 2 repeats, the last at 9 of 14, by brute force over λ and p.
    r, alpha, a, b = 1.4, 2.0, 1.3, 2.2

    at, weight = np.polynomial.legendre.leggauss(400)
    p, rate = (at[:, None] + 1) / 2, 6 * (at + 1)
    waited = rate * 5
    here = np.exp(-waited) * (1 + waited + waited**2 / 2)
    # Six stages until 9: λ^6 9^5/5! e^(-9λ); of it 9^1/1!, which k = 1 has, is left out.
    last = rate**6 * 9**5 / 120 / 9 * np.exp(-9 * rate)
    likelihood = (1 - p) ** 2 * last * (p + (1 - p) * here)
    expected = (
        np.sum(likelihood * beta.pdf(p, a, b) * gamma.pdf(rate, r, scale=1 / alpha) * weight[:, None] * weight) * 3
    )
    found = Coin(1, 3).objective(Counts.of([2], [9], [14]))(np.array([r, alpha, a, b]))[0]
    assert np.exp(found) == pytest.approx(expected, rel=1e-6)


@given(st.tuples(rates, rates, rates, rates), st.integers(0, 40), st.floats(0.1, 0.9))
@settings(max_examples=40, deadline=None)
def test_the_integral_of_pareto_nbd_is_that_of_a_slow_integrator(params, x, part):
    r, alpha, s, rate = params
    last = 50 * part * (x > 0)
    start = (alpha + last) ** -(r + x) * (rate + last) ** -(s + 1)
    share = quad(
        lambda time: (alpha + time) ** -(r + x) * (rate + time) ** -(s + 1) / start, last, 50, limit=500, epsabs=1e-12
    )
    found = unseen(np.array(params), Counts.of([x], [last], [50])).log[0]
    assert found == pytest.approx(np.log(share[0]) + np.log(start), abs=1e-6)


def closed_form(params, x, age, horizon):
    """E[X] of those who are still here, in the form of Fader, Hardie & Lee 2005."""
    r, alpha, a, b = params
    z = horizon / (alpha + age + horizon)
    shrunk = ((alpha + age) / (alpha + age + horizon)) ** (r + x)
    return (a + b + x - 1) / (a - 1) * (1 - shrunk * hyp2f1(r + x, b + x, a + b + x - 1, z))


@given(st.floats(0.1, 5), st.floats(1, 20), st.floats(1.2, 5), st.floats(0.5, 5), st.integers(0, 20))
@settings(max_examples=40, deadline=None)
def test_the_sum_of_expected_purchases_is_the_published_closed_form(r, alpha, a, b, x):
    params = np.array([r, alpha, a, b])
    found = Coin(0).ahead(params, Counts.of([x], [0], [30]), 26).mean[0]
    assert found == pytest.approx(closed_form(params, x, 30, 26), rel=1e-7)


def test_five_thousand_purchases_and_huge_parameters_are_survived():
    counts = Counts.of([5_000, 50, 50], [519, 39, 39], [520, 40, 40])
    usual = Coin(0).ahead(np.array([0.25, 4.4, 0.8, 2.4]), counts, 52)
    # The closed form after Euler's transformation, which holds here, but not below.
    z = 52 / 576.4
    euler = (5002.2 / -0.2) * (1 - (1 - z) ** -0.2 * hyp2f1(1.95, -0.2, 5002.2, z))
    assert usual.mean[0] == pytest.approx(euler, rel=1e-7)
    # Where nobody ever leaves the mean is (r + x) / (α + T) × horizon; half leave after each purchase: Σ ½^i ≈ 2.
    assert Coin(0).ahead(np.array([0.25, 4.4, 1e-5, 1e5]), counts, 52).mean[0] == pytest.approx(5000.25 / 524.4 * 52)
    assert Coin(0).ahead(np.array([0.25, 4.4, 1e5, 1e5]), counts, 52).mean[1] == pytest.approx(2, abs=1e-3)
    assert np.isfinite(Pareto().ahead(np.array([0.25, 4.4, 1e4, 1e5]), counts, 52).mean).all()


def test_luck_runs_out_before_a_long_sum_does():
    # A million purchases would fit in, but half leave after each: Σ ½^i = 2.
    found = Coin(0).ahead(np.array([2.0, 0.001, 1e5, 1e5]), Counts.of([0], [0], [0]), 1_000)
    assert found.mean == pytest.approx(2, rel=1e-4)
    assert found.stay_some == pytest.approx(0, abs=1e-6)


def test_the_formulas_do_not_break_at_one():
    counts = Counts.of([3], [20], [40])
    at, beside = (Coin(1).ahead(np.array([0.5, 6, a, 2.0]), counts, 26).mean for a in (1.0, 1.0 + 1e-9))
    assert at == pytest.approx(beside, rel=1e-7)
    for s in (1.0, 2.0):
        at, beside = (Pareto().ahead(np.array([0.5, 6, each, 9]), counts, 26) for each in (s, s + 1e-7))
        assert_allclose(at, beside, rtol=1e-6)


@pytest.mark.parametrize("stages", [1, 3])
def test_the_chance_of_a_purchase_is_the_same_by_the_likelihood_and_by_the_sum(stages):
    # P(X = 0) is how much less likely the same history is later; whether they would leave afterwards (a) is no matter.
    counts, model = Counts.of([3, 0], [20, 0], [40, 30]), Coin(1, stages)
    params, loyal = np.array([0.5, 6.0, 0.9, 1.6]), np.array([0.5, 6.0, 1e-9, 1.6])
    now, later = model.bracket(params, counts), model.bracket(params, counts.later(26))
    some = (1 - now.gone) * model.ahead(loyal, counts, 26).stay_some
    assert_allclose(np.exp(later.total - now.total), 1 - some, atol=1e-7)


def test_a_horizon_of_millions_of_purchases_is_declined():
    with pytest.raises(Declined, match="more than 5000000 times") as refused:
        Coin(0).ahead(np.array([0.25, 0.01, 0.8, 2.4]), Counts.of([0], [0], [0]), 1e6)
    assert refused.value.code == "lifetime.too_many_purchases"


def test_identical_histories_are_counted_once_in_ascending_order():
    table = polars.DataFrame({"frequency": [1, 0, 1, 1], "recency": [2.0, 0, 2, 2], "age": [5.0, 5, 5, 4]})
    found = distinct_histories(table)
    rows = zip(found.frequency, found.recency, found.age, found.weight, strict=True)
    assert list(rows) == [(0, 0, 5, 1), (1, 2, 4, 1), (1, 2, 5, 2)]


def test_a_thinned_set_has_the_same_shape():
    counts = Counts.of([0, 1, 2], [0, 1, 1], [9, 9, 9], [700, 200, 100])
    assert list(counts.thinned(100).weight) == [70, 20, 10]


def test_large_sets_are_taken_in_blocks_that_add_up():
    random = np.random.default_rng(2)
    frequency = random.integers(0, 5, 20_000)
    recency = np.where(frequency > 0, random.uniform(1, 30, 20_000), 0.0)
    counts = Counts.of(frequency, recency, 40.0 + random.integers(0, 9, 20_000))
    at = np.array([0.5, 6.0, 0.9, 1.6])
    whole = Coin(1).bracket(at, counts).total
    parts = np.concatenate([Coin(1).bracket(at, block).total for block in counts.blocks])
    assert len(counts.blocks) == 3
    assert_allclose(parts, whole)
