"""How often somebody who tosses a coin after each purchase will buy: an exact sum over how many stages will pass.

Given λ and that the customer is still there, the stages that pass within the horizon h are Poisson; λ itself is
Gamma(N, α+T), so they are negative binomial. The i-th purchase from now needs ki - j stages (j have passed since the
last one) and i - 1 lucky tosses, and p is Beta(a, b') by now:

    P(X ≥ i) = P(stages ≥ ki - j) · Π_{l<i-1} (b'+l) / (a+b'+l)

E[X] is the sum of these, E[X²] the sum of (2i-1) times these. Every term is positive, none overflows: the sum holds
for 5,000 purchases, for huge a and b, and at a = 1, where the closed forms by hypergeometric functions break one by
one. It knows neither t nor the amounts, so it is taken once for each distinct (x, T).
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from scipy.special import betaln

from klientela.measures.errors import Declined
from klientela.measures.lifetime.counts import Floats, Indices

FORGOTTEN = 23.0  # -log of the chance that more stages pass than are summed: 1e-10
BLOCK = 500_000  # cells of a table in work: a few megabytes
LONG = 1_000  # stages: then it is worth to look whether anybody can be so lucky
ROUNDING = 1e-8
MOST = 5_000_000  # stages of one customer within the horizon


class Moments(NamedTuple):
    """Purchases X within the horizon of customers who are still here today: E[X] and E[X²], and over those who will
    still be here at its end P(X > 0), E[X] and E[X²] (not divided by the chance to be among them)."""

    mean: Floats
    square: Floats
    stay_some: Floats
    stay_mean: Floats
    stay_square: Floats

    def of(self, index: Indices) -> "Moments":
        """Return the moments of the rows at `index`."""
        return Moments(*(each[index] for each in self))


def moments(
    passed: Floats, rate: Floats, a: float, survivors: Floats, horizon: float, stages: int, stage: int
) -> Moments:
    """Sum for each customer: `passed` is N, `rate` α+T, `survivors` b', `stage` the stages since the last purchase.

    `Declined` where millions of purchases would have to be summed.
    """
    ratio = horizon / rate
    needed = _needed(passed, ratio)
    long = needed > LONG
    needed[long] = np.minimum(needed[long], stages * _luckiest(a, survivors[long], needed[long]))
    if needed.size and needed.max() > MOST:
        raise Declined(
            "lifetime.too_many_purchases",
            "Within %(horizon)g units somebody may buy more than %(most)d times: either the horizon is too long, "
            "or the model does not describe these customers.",
            horizon=horizon,
            most=MOST // stages,
        )
    found = np.empty((len(Moments._fields), len(passed)))
    for rows, length in _blocks(needed):
        reached = _reached(passed[rows], ratio[rows], length)[:, stages - stage :: stages]
        found[:, rows] = _summed(reached, a, survivors[rows])
    return Moments(*found)


def _summed(reached: Floats, a: float, survivors: Floats) -> Floats:
    """Return the rows of `Moments`; `reached` holds P(time enough for i purchases) for i = 1, 2, …"""
    number = np.arange(1.0, reached.shape[1] + 1)
    left = survivors[:, None] + number - 1
    # Lucky in i tosses, for i = 1, 2, …; the purchase i needs one less.
    lucky = np.cumprod(left / (a + left), axis=1)
    staying = lucky.copy()
    staying[:, :-1] *= reached[:, :-1] - reached[:, 1:]
    staying[:, -1] *= reached[:, -1]
    chances = reached
    chances[:, 1:] *= lucky[:, :-1]
    return np.array(
        [chances.sum(axis=1), chances @ (2 * number - 1), staying.sum(axis=1), staying @ number, staying @ number**2]
    )


def _needed(passed: Floats, ratio: Floats) -> Floats:
    """Return a number of stages that is exceeded with a chance below 2e-10: bounds of gamma and Poisson tails."""
    most = ratio * (passed + np.sqrt(2 * passed * FORGOTTEN) + FORGOTTEN)
    return np.ceil(most + np.sqrt(2 * most * FORGOTTEN) + FORGOTTEN)


def _luckiest(a: float, survivors: Floats, most: Floats) -> Floats:
    """Return a power of two, a number of tosses that next to nobody survives, or infinity; `most` are looked at."""
    found = np.full_like(most, np.inf)
    for tosses in 2.0 ** np.arange(np.ceil(np.log2(most.max(initial=1.0))), 5, -1):
        chance = betaln(a, survivors + tosses) - betaln(a, survivors)
        # E[X²] counts what is left out with up to the square of its number.
        found[chance < -FORGOTTEN - 2 * np.log(most)] = tosses
    return found


def _blocks(needed: Floats) -> Iterator[tuple[Indices, int]]:
    """Yield rows of alike length together, as many as fit in a block."""
    order = np.argsort(needed)
    while order.size:
        longest = int(needed[order[-1]])
        rows = max(1, BLOCK // longest)
        yield order[-rows:], longest
        order = order[:-rows]


def _reached(passed: Floats, ratio: Floats, length: int) -> Floats:
    """Return P(at least m stages pass) for m = 0, 1, … length."""
    counts = np.arange(length)
    logs = np.empty((len(passed), length + 1))
    logs[:, 0] = -passed * np.log1p(ratio)
    logs[:, 1:] = np.log((passed[:, None] + counts) / (counts + 1)) + np.log(ratio / (1 + ratio))[:, None]
    chances = np.exp(np.cumsum(logs, axis=1))
    # What lies beyond, where the sum ends because nobody will be there any more.
    beyond = 1 - chances.sum(axis=1, keepdims=True)
    return np.cumsum(chances[:, ::-1], axis=1)[:, ::-1] + np.where(beyond > ROUNDING, beyond, 0.0)
