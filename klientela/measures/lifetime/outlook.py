"""What a fitted model says about histories: still here or not, and how often they will buy."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from klientela.measures.lifetime.counts import Counts, Floats
from klientela.measures.lifetime.future import Moments
from klientela.measures.lifetime.models import Model

# Expected purchases are a smooth curve in time: four points and the end give its discounted sum to five digits.
POINTS, WEIGHTS = ((part + offset) / 2 for part, offset in zip(np.polynomial.legendre.leggauss(4), (1, 0), strict=True))


class Outlook(NamedTuple):
    """For each history: the chance to be still here today; within the horizon the chance of no purchase, the expected
    purchases, these discounted to today, and the moments of the purchases of those who are still here."""

    alive: Floats
    none: Floats
    mean: Floats
    discounted: Floats
    ahead: Moments


def outlook(model: Model, params: Floats, counts: Counts, horizon: float, discount_rate: float = 0.0) -> Outlook:
    """Return the outlook; `discount_rate` is for one unit of time (0.002: a purchase loses 0.2 % a week)."""
    bracket = model.bracket(params, counts)
    alive = 1 - bracket.gone
    ahead = model.ahead(params, counts, horizon)
    # To buy nothing until later is to have the same history later.
    none = np.exp(model.bracket(params, counts.later(horizon)).total - bracket.total)
    discounted = _discounted(lambda until: model.ahead(params, counts, until).mean, ahead.mean, horizon, discount_rate)
    return Outlook(alive, np.minimum(none, 1.0), alive * ahead.mean, alive * discounted, ahead)


def _discounted(expected: Callable[[float], Floats], at_end: Floats, horizon: float, discount_rate: float) -> Floats:
    """Return ∫ v^t dE(t) = v^h E(h) + δ ∫ v^t E(t) dt with v = 1 / (1 + rate) and δ = -log v."""
    if not discount_rate:
        return at_end
    force = np.log1p(discount_rate)
    total: Floats = np.exp(-force * horizon) * at_end
    for point, weight in zip(POINTS * horizon, WEIGHTS * horizon, strict=True):
        total = total + weight * force * np.exp(-force * point) * expected(point)
    return total
