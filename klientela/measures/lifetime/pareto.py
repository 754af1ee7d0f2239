"""Pareto/NBD: customers buy at a rate of their own until they leave, which may happen at any time, also unseen.

Schmittlein, Morrison & Colombo 1987. Purchases come at the rate λ ~ Gamma(r, α) over customers, and a customer leaves
at the rate μ ~ Gamma(s, β). With x repeat purchases, the last at t, and an age of T, one customer's likelihood is

    Γ(r+x)/Γ(r) α^r β^s [ (α+T)^-(r+x) (β+T)^-s  +  s ∫_t^T (α+τ)^-(r+x) (β+τ)^-(s+1) dτ ]

Who is still there buys at the rate (r+x)/(α+T) until they leave; the time until then has a Pareto distribution.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.special import exprel

from klientela.measures.lifetime.coin import rising, shares
from klientela.measures.lifetime.counts import Counts, Floats
from klientela.measures.lifetime.future import Moments
from klientela.measures.lifetime.maximum import Objective
from klientela.measures.lifetime.unseen import Unseen, unseen


class Bracket(NamedTuple):
    """For each history: the logarithm of the bracket, and the share in it of those who left."""

    total: Floats
    gone: Floats
    unseen: Unseen


NAMES = ("r", "alpha", "s", "beta")


@dataclass(frozen=True)
class Pareto:
    """The model with its parameters (r, α, s, β)."""

    def objective(self, counts: Counts) -> Objective:
        """Return the log-likelihood of all customers with its gradient, as a function of (r, α, s, β)."""

        def log_likelihood(params: Floats) -> tuple[float, Floats]:
            value, gradient = _common(params, counts)
            for block in counts.blocks:
                more, steeper = self._single(params, block)
                value, gradient = value + more, gradient + steeper
            return value, gradient

        return log_likelihood

    def _single(self, params: Floats, counts: Counts) -> tuple[float, Floats]:
        r, alpha, s, beta = params
        bracket = self.bracket(params, counts)
        weight, passed, left = counts.weight, r + counts.frequency, bracket.unseen
        gone = weight * bracket.gone
        here = weight - gone
        gradient = [
            -(here @ np.log(alpha + counts.age)) - gone @ left.log_alpha,
            -(here @ (passed / (alpha + counts.age))) - gone @ (passed * left.per_alpha),
            -(here @ np.log(beta + counts.age)) - gone @ left.log_beta + gone.sum() / s,
            -s * (here @ (1 / (beta + counts.age))) - (s + 1) * (gone @ left.per_beta),
        ]
        return float(weight @ bracket.total), np.array(gradient)

    def ahead(self, params: Floats, counts: Counts, horizon: float) -> Moments:
        """Return the moments of the purchases within the horizon, for those who are still here.

        They stay for y of the horizon with P(y > u) = ((β+T) / (β+T+u))^s; E[y] and E[y²] are the integrals of this
        and of 2u times this. On the axis log((β+T+u) / (β+T)) both are integrals of exponentials, which `exprel`
        holds also where they degenerate, at s = 1 and s = 2.
        """
        r, alpha, s, beta = params
        pairs = counts.pairs
        shape, rate, stays = r + pairs.frequency, alpha + pairs.age, beta + pairs.age
        end = np.log1p(horizon / stays)
        first, second = end * exprel((1 - s) * end), end * exprel((2 - s) * end)
        per_time, per_time_twice = shape / rate, shape * (shape + 1) / rate**2
        mean = per_time * stays * first
        square = mean + per_time_twice * 2 * stays**2 * (second - first)
        stay = np.exp(-s * end)
        some = -np.expm1(-shape * np.log1p(horizon / rate))
        stay_mean = per_time * horizon
        return Moments(
            mean, square, stay * some, stay * stay_mean, stay * (stay_mean + per_time_twice * horizon**2)
        ).of(pairs.index)

    def bracket(self, params: Floats, counts: Counts) -> Bracket:
        r, alpha, s, beta = params
        left = unseen(params, counts)
        here = -(r + counts.frequency) * np.log(alpha + counts.age) - s * np.log(beta + counts.age)
        gone, log_total = shares(np.log(s) + left.log - here)
        return Bracket(here + log_total, gone, left)


def _common(params: Floats, counts: Counts) -> tuple[float, Floats]:
    """What depends on the frequency alone: once for each distinct one."""
    r, alpha, s, beta = params
    weight, customers = counts.weight_by_frequency, counts.customers
    sums, slopes = rising(np.array([r]), counts.frequencies.values[None, :]) @ weight
    value = sums[0] + customers * (r * np.log(alpha) + s * np.log(beta))
    gradient = [
        slopes[0] + customers * np.log(alpha),
        customers * r / alpha,
        customers * np.log(beta),
        customers * s / beta,
    ]
    return float(value), np.array(gradient)
