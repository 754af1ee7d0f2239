"""The highest point of a log-likelihood whose parameters are all above zero, and how far it can be trusted.

L-BFGS-B on the logarithms of the parameters goes near, Newton's steps go to the top. The optimiser's own verdict is
not asked: it calls a flat ridge a success. What counts is the gradient measured against the curvature.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from klientela.measures.lifetime.counts import Floats

# (log-likelihood, its gradient) at the parameters themselves, not at their logarithms.
Objective = Callable[[Floats], tuple[float, Floats]]

FARTHEST = 12.0  # of a logarithm: parameters from 6e-6 to 160,000
STEP = 1e-4  # of a logarithm, for the second differences
OPTIONS = {"maxiter": 300, "gtol": 1e-6}
STEPS = 8
ALIKE = 0.02  # of a logarithm: so near the curvature is still the same to a hundredth or two
# Newton's decrement, in units of log-likelihood: the first is a thousandth of a standard error from the top, the
# second a hundredth.
THERE, NEAR = 1e-6, 1e-4


@dataclass(frozen=True)
class Maximum:
    """The top: parameters by name, their standard errors (infinite where the curvature says nothing), and whether
    the search ended on a top (`reached`) rather than at a bound or on a ridge."""

    params: dict[str, float]
    standard_errors: dict[str, float]
    log_likelihood: float
    reached: bool

    def looseness(self, name: str) -> float:
        """The standard error as a share of the estimate; above 1 the data do not know the parameter."""
        return self.standard_errors[name] / self.params[name]


def maximise(
    objective: Objective,
    start: Mapping[str, float],
    *,
    scale: float,
    least: Mapping[str, float] | None = None,
    near: bool = False,
) -> Maximum:
    """Climb from `start`; `scale` is the number of customers, `least` holds lower bounds of single parameters.

    `near` tries Newton's steps at once, for a start that should be close to the top.
    """
    names = list(start)
    bounds = [(np.log((least or {}).get(name, np.exp(-FARTHEST))), FARTHEST) for name in names]
    low, high = np.transpose(bounds)

    def descent(logs: Floats) -> tuple[float, Floats]:
        params = np.exp(logs)
        height, gradient = objective(params)
        return -height / scale, -gradient * params / scale

    begin = np.clip(np.log([start[name] for name in names]), low, high)
    bottom = _newton(descent, begin, low, high, scale) if near else None
    if bottom is None or bottom.decrement > NEAR:
        found = minimize(descent, begin, jac=True, method="L-BFGS-B", bounds=bounds, options=OPTIONS)
        bottom = _newton(descent, found.x, low, high, scale)
    inside = bool(np.all((bottom.logs > low + STEP) & (bottom.logs < high - STEP)))
    return _maximum(names, bottom, scale, reached=inside and bottom.decrement < NEAR)


class _Bottom(NamedTuple):
    """Where the steps ended: logarithms, the mean of the negative log-likelihood, its curvature in all, and how much
    log-likelihood another step would gain, twice (infinite where the curvature is no bowl)."""

    logs: Floats
    value: float
    curvature: Floats
    decrement: float


def _newton(descent: Objective, logs: Floats, low: Floats, high: Floats, scale: float) -> _Bottom:
    value, gradient = descent(logs)
    curvature, curved_at = _curvature(descent, logs) * scale, logs
    decrement = np.inf
    for _ in range(STEPS):
        if not _is_bowl(curvature):
            return _Bottom(logs, value, curvature, np.inf)
        step = np.linalg.solve(curvature, gradient * scale)
        decrement = float(step @ gradient) * scale
        if decrement < THERE:
            break
        tried = np.clip(logs - step, low, high)
        new_value, new_gradient = descent(tried)
        if not new_value <= value:
            break
        logs, value, gradient = tried, new_value, new_gradient
        if np.abs(logs - curved_at).max() > ALIKE:
            curvature, curved_at = _curvature(descent, logs) * scale, logs
    return _Bottom(logs, value, curvature, decrement)


def _curvature(descent: Objective, logs: Floats) -> Floats:
    """Return the matrix of second derivatives by central differences of the gradient."""
    steps = STEP * np.eye(len(logs))
    rows = [(descent(logs + step)[1] - descent(logs - step)[1]) / (2 * STEP) for step in steps]
    matrix = np.array(rows)
    return (matrix + matrix.T) / 2


def _is_bowl(curvature: Floats) -> bool:
    # Below this the second differences are rounding.
    return bool(np.linalg.eigvalsh(curvature)[0] > 1e-6)


def _maximum(names: list[str], bottom: _Bottom, scale: float, *, reached: bool) -> Maximum:
    params = np.exp(bottom.logs)
    spread = np.full(len(names), np.inf)
    if _is_bowl(bottom.curvature):
        # The error of a logarithm is the relative error of the parameter.
        spread = params * np.sqrt(np.diag(np.linalg.inv(bottom.curvature)))
    values = dict(zip(names, params.tolist(), strict=True))
    errors = dict(zip(names, spread.tolist(), strict=True))
    return Maximum(values, errors, -bottom.value * scale, reached)
