"""Gamma-Gamma: what a purchase of a customer is worth on average, and how that differs between customers.

Fader & Hardie 2013 (note 025), after Colombo & Jiang 1999. The amounts of one customer are Gamma(p, ν), and
ν ~ Gamma(q, γ) over customers. With x amounts of the mean m, one customer's likelihood of m is

    Γ(px+q) / (Γ(px) Γ(q)) · γ^q m^(px-1) x^(px) / (γ + mx)^(px+q)

and afterwards ν is Gamma(px+q, γ+mx), so that the customer's true mean is p (γ+mx) / (px+q-1) on average: between
the mean of all, p γ / (q-1), and their own m, the nearer to m the more amounts are known.
"""

import numpy as np
from scipy.special import digamma, gammaln

from klientela.measures.lifetime.counts import Axis, Floats
from klientela.measures.lifetime.maximum import Objective

NAMES = ("p", "q", "gamma")


def spend_objective(x: Floats, mean: Floats) -> Objective:
    """Return the log-likelihood of all customers with its gradient, as a function of (p, q, γ).

    `x` amounts of the mean `mean`, both above zero, for each customer.
    """
    axis = Axis.of(x)
    customers, by_x = len(x), np.bincount(axis.index).astype(np.float64)
    log_mean, log_sum, total = np.log(mean), np.log(x * mean), x * mean

    def log_likelihood(params: Floats) -> tuple[float, Floats]:
        p, q, gamma = params
        shape = p * axis.values
        log_scale = np.log(gamma + total)
        value = by_x @ (gammaln(shape + q) - gammaln(shape)) + customers * (q * np.log(gamma) - gammaln(q))
        value += p * (x @ log_sum) - log_mean.sum() - p * (x @ log_scale) - q * log_scale.sum()
        by_shape = digamma(shape + q)
        per_scale = 1 / (gamma + total)
        gradient = [
            (by_x * axis.values) @ (by_shape - digamma(shape)) + x @ log_sum - x @ log_scale,
            by_x @ by_shape - log_scale.sum() + customers * (np.log(gamma) - digamma(q)),
            customers * q / gamma - p * (x @ per_scale) - q * per_scale.sum(),
        ]
        return float(value), np.array(gradient)

    return log_likelihood
