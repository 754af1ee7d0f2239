"""The integral of Pareto/NBD: the chance that a customer left unseen, some time between the last purchase and now.

    ∫_t^T (α+τ)^-(r+x) (β+τ)^-(s+1) dτ

It is usually written as the difference of two hypergeometric functions, which overflow or cancel for heavy buyers.
Here it is summed by Gauss and Legendre on the axis y = log(m+τ), m the smaller of α and β. There the integrand is
smooth: its nearest singularity lies π off the real line. It hardly rises, and it falls at least as fast as it does at
first, which says where to stop. All terms are positive, and the same points give the gradient.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from klientela.measures.lifetime.counts import Counts, Floats, Indices

Points = tuple[Floats, Floats]
Flags = NDArray[np.bool_]


def _points(number: int) -> Points:
    """Return Gauss and Legendre's points on (0, 1) with their weights."""
    at, weight = np.polynomial.legendre.leggauss(number)
    return (at + 1) / 2, weight / 2


FEW, MANY = _points(12), _points(48)
# Twelve points are exact to 1e-12 where the integrand falls by no more than e^8 over no more than three powers of e.
GENTLE_FALL, GENTLE_RANGE = 8.0, 3.0
UNSEEN = 40.0  # what has fallen by e^40 adds nothing
ROWS = 4096  # at once: their tables stay in the processor's cache


class Unseen(NamedTuple):
    """The logarithm of the integral, and means under its integrand: of log(α+τ), 1/(α+τ), log(β+τ), 1/(β+τ).

    The logarithm is minus infinity, and the means are 0, where the last purchase was made on the last day.
    """

    log: Floats
    log_alpha: Floats
    per_alpha: Floats
    log_beta: Floats
    per_beta: Floats


def unseen(params: Floats, counts: Counts) -> Unseen:
    """Return the integral for each history; `params` are (r, α, s, β)."""
    r, alpha, s, beta = params
    by_alpha, by_beta = r + counts.frequency, np.full_like(counts.frequency, s + 1)
    swapped = alpha > beta
    low, high = (beta, alpha) if swapped else (alpha, beta)
    by_low, by_high = (by_beta, by_alpha) if swapped else (by_alpha, by_beta)
    found = np.zeros((5, len(counts.age)))
    found[0] = -np.inf
    begin, length, gentle = _ranges(low, high, by_low, by_high, counts)
    for rows, points in _portions(length > 0, gentle):
        found[:, rows] = _summed(high - low, begin[rows], length[rows], by_low[rows], by_high[rows], points)
    return Unseen(found[0], *(found[[3, 4, 1, 2]] if swapped else found[1:]))


def _ranges(low: float, high: float, by_low: Floats, by_high: Floats, counts: Counts) -> tuple[Floats, Floats, Flags]:
    """Return where the axis begins, how far it is summed, and whether few points do."""
    begin = np.log(low + counts.recency)
    length = np.log(low + counts.age) - begin
    fall = by_low - 1 + by_high * (low + counts.recency) / (high + counts.recency)
    length = np.minimum(length, UNSEEN / np.maximum(fall, UNSEEN / 100))
    end = np.exp(begin + length)
    last_fall = by_low - 1 + by_high * end / (end + high - low)
    return begin, length, (last_fall * length < GENTLE_FALL) & (length < GENTLE_RANGE)


def _portions(wanted: Flags, gentle: Flags) -> Iterator[tuple[Indices, Points]]:
    for chosen, points in ((wanted & gentle, FEW), (wanted & ~gentle, MANY)):
        rows = np.flatnonzero(chosen)
        for begin in range(0, len(rows), ROWS):
            yield rows[begin : begin + ROWS], points


def _summed(apart: float, begin: Floats, length: Floats, by_low: Floats, by_high: Floats, points: Points) -> Floats:
    """Return the five rows of `Unseen`, those of the smaller rate before those of the larger."""
    at, weight = points
    log_low = begin[:, None] + length[:, None] * at
    time_low = np.exp(log_low)
    time_high = time_low + apart
    log_high = np.log(time_high)
    # Time runs e^y as fast as its logarithm, which takes one from the power.
    heights = (1 - by_low)[:, None] * log_low - by_high[:, None] * log_high
    peak = np.maximum(heights[:, 0], heights[:, -1])
    parts = np.exp(heights - peak[:, None]) * weight
    total = parts.sum(axis=1)
    means = [np.einsum("ij,ij->i", parts, each) / total for each in (log_low, 1 / time_low, log_high, 1 / time_high)]
    return np.array([np.log(total * length) + peak, *means])
