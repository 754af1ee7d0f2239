"""The shifted-beta-geometric model against the figures of its paper, and what it must refuse."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betaln

from klientela.measures.errors import Declined
from klientela.measures.tables import beta_geometric as module
from klientela.measures.tables.beta_geometric import fit_beta_geometric

# Fader and Hardie (2007), "How to project customer retention", table 1 (from Berry and Linoff): of 1,000 customers
# still there after 0, 1, … 12 years. The paper fits the first seven.
HIGH_END = np.array([1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394.0])
REGULAR = np.array([1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173.0])


def fit(still: np.ndarray, years: int = 7) -> module.BetaGeometric:
    seen = still[: years + 1]
    return fit_beta_geometric(seen[:-1], seen[:-1] - seen[1:])


def by_the_paper(alpha: float, beta: float, still: np.ndarray) -> float:
    """Return the log-likelihood as the paper writes it, by beta functions: Σ lost ln P(T = t) + left ln S(last)."""
    t = np.arange(1, len(still))
    lost = betaln(alpha + 1, beta + t - 1) - betaln(alpha, beta)
    return float((still[:-1] - still[1:]) @ lost + still[-1] * (betaln(alpha, beta + t[-1]) - betaln(alpha, beta)))


@pytest.mark.parametrize(
    ("still", "alpha", "beta", "likelihood"), [(HIGH_END, 0.668, 3.806, -1611.2), (REGULAR, 0.704, 1.182, -1680.3)]
)
def test_the_parameters_of_the_paper(still, alpha, beta, likelihood):
    found = fit(still)
    assert found.params == {"alpha": pytest.approx(alpha, abs=5e-4), "beta": pytest.approx(beta, abs=5e-4)}
    assert found.log_likelihood == pytest.approx(likelihood, abs=0.05)
    assert found.log_likelihood == pytest.approx(by_the_paper(*found.params.values(), still[:8]), abs=1e-6)
    assert (found.identified, found.warnings) == (True, ())


@pytest.mark.parametrize(("start", "likelihood"), [(1.0, -2115.5), (0.01, -2741.7)])
def test_the_likelihood_away_from_the_top_is_that_of_the_paper(start, likelihood):
    # The two starting points of the paper's appendix B.
    n, d = HIGH_END[:7], HIGH_END[:7] - HIGH_END[1:8]
    assert module._likelihood(np.array([start, start]), n, d, np.arange(1.0, 8))[0] == pytest.approx(
        likelihood, abs=0.05
    )


@pytest.mark.parametrize(("still", "error"), [(HIGH_END, 0.05), (REGULAR, 0.02)])
def test_the_years_that_were_not_fitted_are_projected_within_a_few_per_cent(still, error):
    # The paper's point: twelve years from seven, where a straight line or an exponential curve is off by a third.
    projected = np.array([row.survival for row in fit(still).projection(12)]) * 1000
    assert np.abs(projected / still[1:] - 1).max() < error


def test_retention_rises_with_age():
    # High End: (3.806 + t − 1) / (.668 + 3.806 + t − 1): .851, .878, … and .942 after seven renewals.
    retention = [row.retention for row in fit(HIGH_END).projection(8)]
    assert retention[0] == pytest.approx(0.851, abs=5e-4)
    assert retention[1] == pytest.approx(0.878, abs=5e-4)
    assert retention[7] == pytest.approx(0.942, abs=5e-4)
    assert retention == sorted(retention)


@pytest.mark.parametrize("still", [HIGH_END, REGULAR])
def test_standard_errors_are_those_of_the_curvature(still):
    # Second differences of the likelihood as the paper writes it.
    found = fit(still)
    top, h = np.array(list(found.params.values())), 1e-4
    sides = np.eye(2) * h
    curvature = [
        [
            sum(
                one * two * by_the_paper(*(top + one * sides[i] + two * sides[j]), still[:8])
                for one in (-1, 1)
                for two in (-1, 1)
            )
            / (4 * h * h)
            for j in (0, 1)
        ]
        for i in (0, 1)
    ]
    expected = np.sqrt(np.diag(np.linalg.inv(-np.array(curvature))))
    assert list(found.standard_errors.values()) == [pytest.approx(each, rel=0.01) for each in expected]


def test_the_interval_of_a_projection_widens_and_holds_what_came():
    rows = fit(REGULAR).projection(12)
    assert all(row.low < row.survival < row.high for row in rows)
    assert rows[11].low < REGULAR[12] / 1000 < rows[11].high
    assert (rows[11].high - rows[11].low) / rows[11].survival > (rows[0].high - rows[0].low) / rows[0].survival


def test_the_interval_covers_as_often_as_it_says():
    # 200 cohorts of 500 from alpha 1, beta 3: S(8) = Γ(4) Γ(11) / (Γ(3) Γ(12)) = 3 / 11.
    chance = np.random.default_rng(5)
    inside = 0
    for _ in range(200):
        lives = chance.geometric(chance.beta(1, 3, 500))
        n = np.array([(lives >= t).sum() for t in range(1, 6)], dtype=float)
        row = fit_beta_geometric(n, np.array([(lives == t).sum() for t in range(1, 6)], dtype=float)).projection(8)[7]
        inside += row.low <= 3 / 11 <= row.high
    assert 180 <= inside <= 199


def test_renewals_to_come_are_survivals_added_up():
    found = fit(HIGH_END)
    survival = [row.survival for row in found.projection(5)]
    assert found.expected_renewals(5) == pytest.approx(sum(survival))
    # After two renewals, the next two, the second discounted: S(3) / S(2) + S(4) / S(2) / 1.1 …
    later = (survival[2] / 1.1 + survival[3] / 1.21) / survival[1]
    assert found.expected_renewals(2, renewed=2, discount_rate=0.1) == pytest.approx(later)


def test_one_rate_for_all_is_not_identified():
    # A fifth leaves every period: any large alpha with beta = 4 alpha fits.
    found = fit(1000 * 0.8 ** np.arange(8))
    assert found.identified is False
    assert [each.code for each in found.warnings] == ["renewals.not_identified"]
    last = found.projection(7)[6]
    assert last.survival == pytest.approx(0.8**7, rel=1e-3)
    assert 0 <= last.low < last.survival < last.high <= 1


def test_parameters_of_which_the_data_say_nothing_leave_everything_possible():
    nothing = ((np.inf, np.inf), (np.inf, np.inf))
    found = module.BetaGeometric({"alpha": 1.0, "beta": 3.0}, {}, nothing, 0.0, identified=False)
    assert found.projection(1) == (module.Projected(1, pytest.approx(0.75), 0.0, 1.0, 0.75),)


@pytest.mark.parametrize(
    ("at_risk", "ended", "code"),
    [
        ([10, 8], [0, 0], "renewals.nothing_ended"),
        ([10], [10], "renewals.nothing_renewed"),
        ([10], [3], "renewals.one_period"),
        ([], [], "renewals.nothing_ended"),
    ],
)
def test_what_the_data_do_not_carry_is_declined(at_risk, ended, code):
    with pytest.raises(Declined) as declined:
        fit_beta_geometric(np.array(at_risk, dtype=float), np.array(ended, dtype=float))
    assert declined.value.code == code


@settings(max_examples=50)
@given(st.lists(st.integers(0, 400), min_size=2, max_size=9), st.integers(0, 300))
def test_any_life_table_gives_figures_or_a_refusal(lost, left):
    at_risk = np.cumsum([left, *lost[::-1]])[::-1][:-1].astype(float)
    try:
        rows = fit_beta_geometric(at_risk, np.array(lost, dtype=float)).projection(20)
    except Declined:
        return
    figures = np.array([(row.survival, row.low, row.high, row.retention) for row in rows])
    assert np.isfinite(figures).all()
    assert (figures >= 0).all()
    assert (figures <= 1).all()
