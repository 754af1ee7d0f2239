"""Between which amounts a customer's purchases within the horizon will lie, without simulation.

With X purchases of Gamma(p, ν) each, and 1/ν known as Gamma-Gamma leaves it (shape q', scale γ'), the sum is
γ' Gamma(pX) / Gamma(q'). X is 0 with a chance that is exact. Otherwise a customer leaves within the horizon or stays
until its end, which are two humps: within each, Gamma(pX) is replaced by a gamma variable of the same mean and
variance. Quantiles of Gamma(one) / Gamma(other) come from the cube root, which is nearly normal (Wilson & Hilferty
1931 for one, Paulson 1942 for the ratio). Against simulation a tail of 10 % is one of 9 to 12.6 %.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

from klientela.measures.lifetime.counts import BLOCK, Floats, Indices
from klientela.measures.lifetime.outlook import Outlook

STEPS, SURE = 8, 1e-3  # the chance at the ends is right to so much
LEAST = 1e-9
NOBODY = 1e-5
LEAST_SLOPE = 0.01  # of the quadratic equation, for ends so far out that the approximation has no root


class Hump(NamedTuple):
    """Part of the customers' future: its chance, and the gamma variable (shape, unit) that stands for Gamma(pX)."""

    chance: Floats
    shape: Floats
    unit: Floats

    def of(self, rows: Indices) -> "Hump":
        return Hump(*(each[rows] for each in self))


def interval(outlook: Outlook, p: float, shape: Floats, level: float) -> tuple[Floats, Floats]:
    """Return the ends of the interval of each customer in units of γ'; `shape` is q'."""
    humps = _humps(outlook, p)
    low, high = (_quantile(end, outlook.none, humps, shape) for end in ((1 - level) / 2, (1 + level) / 2))
    return low, high


def _humps(outlook: Outlook, p: float) -> tuple[Hump, Hump]:
    alive, ahead = outlook.alive, outlook.ahead
    stay = _hump(alive * ahead.stay_some, alive * ahead.stay_mean, alive * ahead.stay_square, p)
    leave = _hump(
        1 - outlook.none - alive * ahead.stay_some,
        alive * (ahead.mean - ahead.stay_mean),
        alive * (ahead.square - ahead.stay_square),
        p,
    )
    return leave, stay


def _hump(some: Floats, mean: Floats, square: Floats, p: float) -> Hump:
    """Match mean p E[X] and variance p E[X] + p² Var[X] of Gamma(pX), given X > 0."""
    chance = np.maximum(some, LEAST)
    purchases = np.maximum(mean / chance, 1.0)
    unit = 1 + p * np.maximum(square / chance - purchases**2, 0.0) / purchases
    return Hump(chance, p * purchases / unit, unit)


def _quantile(end: float, none: Floats, humps: tuple[Hump, Hump], other: Floats) -> Floats:
    """Return the amounts that are exceeded with the chance 1 - `end`; 0 where nothing at all is likelier than `end`."""
    found = np.zeros_like(none)
    asked = np.flatnonzero(none < end)
    for begin in range(0, len(asked), BLOCK):
        rows = asked[begin : begin + BLOCK]
        roots = [_Root.of(hump.of(rows), other[rows]) for hump in humps]
        wanted = (end - none[rows]) / (1 - none[rows])
        found[rows] = _crossing(roots[0], roots[1], wanted) ** 3
    return found


class _Root(NamedTuple):
    """The cube root of a hump's amounts over 1/ν, on which both are nearly normal."""

    chance: Floats
    scale: Floats
    spread: Floats
    other: Floats

    @classmethod
    def of(cls, hump: Hump, other: Floats) -> "_Root":
        return cls(hump.chance, np.cbrt(other / (hump.shape * hump.unit)), 1 / (9 * hump.shape), 1 / (9 * other))

    def below(self, root: Floats) -> Floats:
        """Return the chance to stay below."""
        scaled = root * self.scale
        deviation = (1 - self.other) * scaled - (1 - self.spread)
        chance: Floats = ndtr(deviation / np.sqrt(self.other * scaled**2 + self.spread))
        return chance

    def quantile(self, deviation: Floats) -> Floats:
        """Return where the deviation in `below` is this one: a root of a quadratic equation."""
        one, other, square = 1 - self.spread, 1 - self.other, deviation**2
        leading = np.maximum(other**2 - square * self.other, LEAST_SLOPE)
        inner = square * (one**2 * self.other + self.spread * leading)
        root: Floats = (one * other + np.sign(deviation) * np.sqrt(inner)) / leading / self.scale
        return np.maximum(root, LEAST)


def _crossing(leave: _Root, stay: _Root, wanted: Floats) -> Floats:
    """Return where the chance to stay below, of both humps together, is the wanted one.

    It lies between the quantiles of the two; false position finds it, which halves the weight of a lazy end.
    """
    leaving = leave.chance / (leave.chance + stay.chance)
    deviation = ndtri(wanted)
    staying = stay.quantile(deviation)
    # A hump that nobody is in is rounding, and must not lead astray.
    left = np.where(leaving > NOBODY, leave.quantile(deviation), staying)
    low, high = np.minimum(left, staying), np.maximum(left, staying)

    def missing(root: Floats) -> Floats:
        return wanted - leaving * leave.below(root) - (1 - leaving) * stay.below(root)

    above, beneath = missing(low), missing(high)
    middle: Floats = low
    last = np.zeros(len(low))
    for _ in range(STEPS):
        span = above - beneath
        part = np.divide(above, span, out=np.zeros_like(span), where=span > LEAST)
        middle = low + np.clip(part, 0.0, 1.0) * (high - low)
        value = missing(middle)
        if np.abs(value).max() < SURE:
            break
        short = value > 0
        low, high = np.where(short, middle, low), np.where(short, high, middle)
        # The same end twice: the other one is lazy.
        side = np.where(short, 1.0, -1.0)
        lazy = np.where(side == last, 0.5, 1.0)
        above, beneath = np.where(short, value, above * lazy), np.where(short, beneath * lazy, value)
        last = side
    return middle
