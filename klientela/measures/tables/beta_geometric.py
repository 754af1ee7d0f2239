"""The shifted-beta-geometric model of renewals (Fader and Hardie 2007, "How to project customer retention").

At the end of each period a customer leaves with a chance of his own, the same every time; over customers these chances
follow a beta distribution (α, β). So the retention of a cohort rises with its age, because the unsteady leave first,
although nobody changes:

    retention r(t) = (β + t − 1) / (α + β + t − 1),    survival S(t) = r(1) r(2) … r(t)

With n(t) contracts that came to the end of period t, and d(t) of them that ended there, the log-likelihood is the sum
of d ln(1 − r) + (n − d) ln r; its derivatives are sums of fractions, so nothing but arithmetic is needed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from klientela.measures.cautions import Caution
from klientela.measures.errors import Declined

Floats = NDArray[np.float64]

# Of a logarithm: parameters from 6e-6 to 160,000.
FARTHEST = 12.0
Z_95 = 1.959963984540054

RIDGE = Caution(
    "renewals.not_identified",
    "Many values of alpha and beta fit as well as these: customers seem to leave at one and the same rate, or the "
    "history is too short to tell who stays. The survival up to now is sound, a projection beyond it hardly.",
)


@dataclass(frozen=True)
class Projected:
    """The share that survives `period` renewals, with its 95 % interval, and the share of the last renewal."""

    period: int
    survival: float
    low: float
    high: float
    retention: float


@dataclass(frozen=True)
class BetaGeometric:
    """What `fit_beta_geometric` found: `params` alpha and beta, their `standard_errors` (infinite where the data say
    nothing), and `identified`, false where many values fit as well."""

    params: dict[str, float]
    standard_errors: dict[str, float]
    covariance: tuple[tuple[float, float], tuple[float, float]]
    log_likelihood: float
    identified: bool
    warnings: tuple[Caution, ...] = ()

    def projection(self, periods: int) -> tuple[Projected, ...]:
        """Return survival and retention for each of the first `periods` periods, whether observed or not."""
        at = np.arange(1, periods + 1)
        alpha, beta = self.params["alpha"], self.params["beta"]
        retention = (beta + at - 1) / (alpha + beta + at - 1)
        survival = np.exp(np.cumsum(np.log(retention)))
        low, high = interval(survival, self._variance(at))
        rows = zip(at, survival, low, high, retention, strict=True)
        return tuple(Projected(int(t), float(s), float(lo), float(hi), float(r)) for t, s, lo, hi, r in rows)

    def _variance(self, at: NDArray[np.int64]) -> Floats:
        """Return the variance of log S by the delta method, infinite where the data say nothing of the parameters."""
        alpha, beta = self.params["alpha"], self.params["beta"]
        covariance = np.array(self.covariance)
        if not np.isfinite(covariance).all():
            return np.full(len(at), np.inf)
        by_alpha = -np.cumsum(1 / (alpha + beta + at - 1))
        slopes = np.stack([by_alpha, by_alpha + np.cumsum(1 / (beta + at - 1))])
        variance: Floats = np.einsum("it,ij,jt->t", slopes, covariance, slopes)
        return np.maximum(variance, 0.0)

    def expected_renewals(self, horizon: int, *, renewed: int = 0, discount_rate: float = 0.0) -> float:
        """Return how many of the next `horizon` renewals a customer will make who has made `renewed` already.

        Σ S(renewed + k) / S(renewed) / (1 + discount_rate)^k for k = 1 … horizon; the rate is that of one period.
        """
        alpha, beta = self.params["alpha"], self.params["beta"]
        at = renewed + np.arange(1, horizon + 1)
        log_survival = np.cumsum(np.log((beta + at - 1) / (alpha + beta + at - 1)))
        return float(np.exp(log_survival - np.log1p(discount_rate) * np.arange(1, horizon + 1)).sum())


def interval(survival: Floats, variance_of_log: Floats) -> tuple[Floats, Floats]:
    """Return the 95 % interval of a survival from the variance of its logarithm, on the scale of log(−log S).

    There it stays between 0 and 1 (Kalbfleisch and Prentice 1980). Where nobody has left it is (1, 1).
    """
    log = np.log(survival)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        width = np.exp(Z_95 * np.sqrt(variance_of_log) / -log)
        low, high = np.exp(log * width), np.exp(log / width)
    certain = log == 0
    return np.where(certain, 1.0, low), np.where(certain, 1.0, high)


def fit_beta_geometric(at_risk: Floats, ended: Floats) -> BetaGeometric:
    """Fit by maximum likelihood: of `at_risk[t − 1]` contracts that came to the end of period t, `ended[t − 1]` did.

    `Declined` where no contract ended ("renewals.nothing_ended"), none was renewed ("renewals.nothing_renewed"), or
    only one period was observed ("renewals.one_period"): then every α / (α + β) of the right size fits.

    >>> import numpy
    >>> still = numpy.array([1000, 869, 743, 653, 593, 551, 517, 491.0])  # the paper's High End customers, 7 years
    >>> fitted = fit_beta_geometric(still[:-1], still[:-1] - still[1:])
    >>> {name: round(value, 3) for name, value in fitted.params.items()}, round(fitted.log_likelihood, 1)
    ({'alpha': 0.668, 'beta': 3.806}, -1611.2)
    """
    observed = at_risk > 0
    n, d = at_risk[observed], ended[observed]
    t: Floats = np.flatnonzero(observed).astype(np.float64) + 1
    _refuse(n, d)
    scale = n.sum()

    def descent(logs: Floats) -> tuple[float, Floats]:
        value, slope = _likelihood(np.exp(logs), n, d, t)
        return -value / scale, -slope * np.exp(logs) / scale

    tight = {"gtol": 1e-10, "ftol": 1e-15, "maxiter": 500}
    found = minimize(
        descent, np.zeros(2), jac=True, method="L-BFGS-B", bounds=[(-FARTHEST, FARTHEST)] * 2, options=tight
    )
    values = np.exp(found.x)
    covariance = _covariance(values, n, d, t)
    errors = np.sqrt(np.diag(covariance))
    # The optimiser calls a flat ridge a success; the standard errors do not.
    identified = bool((errors < values).all() and (np.abs(found.x) < FARTHEST).all())
    return BetaGeometric(
        params=_named(values),
        standard_errors=_named(errors),
        covariance=tuple((float(row[0]), float(row[1])) for row in covariance),  # type: ignore[arg-type]
        log_likelihood=_likelihood(values, n, d, t)[0],
        identified=identified,
        warnings=() if identified else (RIDGE,),
    )


def _refuse(n: Floats, d: Floats) -> None:
    contracts, lost = int(n.max(initial=0)), int(d.sum())
    if not lost:
        message = "None of %(contracts)d contracts that came to a renewal ended: the rate of leaving is unknown."
        raise Declined("renewals.nothing_ended", message, contracts=contracts)
    if lost == n.sum():
        message = "All %(contracts)d contracts ended at their first renewal: nobody is left to be projected."
        raise Declined("renewals.nothing_renewed", message, contracts=contracts)
    if len(n) == 1:
        message = "Only one renewal of %(contracts)d contracts is known: how the rate changes needs a second."
        raise Declined("renewals.one_period", message, contracts=contracts)


def _likelihood(values: Floats, n: Floats, d: Floats, t: Floats) -> tuple[float, Floats]:
    alpha, beta = values
    stay, both = beta + t - 1, alpha + beta + t - 1
    value = (d * np.log(alpha) + (n - d) * np.log(stay) - n * np.log(both)).sum()
    return float(value), np.array([(d / alpha - n / both).sum(), ((n - d) / stay - n / both).sum()])


def _covariance(values: Floats, n: Floats, d: Floats, t: Floats) -> Floats:
    """Return the inverse of the observed information, infinite where it is none."""
    alpha, beta = values
    shared = (n / (alpha + beta + t - 1) ** 2).sum()
    information = np.array(
        [[(d / alpha**2).sum() - shared, -shared], [-shared, ((n - d) / (beta + t - 1) ** 2).sum() - shared]]
    )
    determinant = np.linalg.det(information)
    if not (determinant > 0 and information[0, 0] > 0):
        return np.full((2, 2), np.inf)
    covariance: Floats = np.linalg.inv(information)
    return covariance


def _named(values: Floats) -> dict[str, float]:
    return {"alpha": float(values[0]), "beta": float(values[1])}
