"""Fit what customers spend on a purchase."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.special import digamma

from klientela.measures.cautions import Caution
from klientela.measures.errors import Declined
from klientela.measures.frames import arrays, beside
from klientela.measures.lifetime.counts import Floats
from klientela.measures.lifetime.maximum import Maximum, maximise
from klientela.measures.lifetime.spend import NAMES, spend_objective

FEWEST_REPEATS, ENOUGH_REPEATS = 10, 100
START = {"p": 2.0, "q": 2.5, "gamma": 1.5}
# The mean of all is p γ / (q - 1): at q = 1 it is infinite.
LEAST = {"q": 1.0 + 1e-6}
# Frequent buyers who spend more or less on a purchase than others make the sum of both models wrong. The first is
# where that matters, the second where it is more than chance.
STRONG, BEYOND_CHANCE = 0.2, 3.0


@dataclass(frozen=True)
class Value:
    """What `fit_value` found: the Gamma-Gamma model. Amounts are in the currency of the summary.

    `params` are p and q (shapes) and gamma (money); `standard_errors` of the same. `correlation` is that of the
    logarithms of frequency and mean amount, which the model takes for 0. `customers` bought again and are in the fit.
    """

    params: dict[str, float]
    standard_errors: dict[str, float]
    log_likelihood: float
    identified: bool
    customers: int
    correlation: float
    warnings: tuple[Caution, ...] = ()

    @property
    def population_mean(self) -> float:
        """The mean amount of a purchase over all customers, which somebody without repeat purchases gets."""
        p, q, gamma = (self.params[name] for name in NAMES)
        return p * gamma / (q - 1)

    def expected_value(self, summary: Any) -> Any:
        """Return `customer_id, expected_value` (the mean amount of future purchases), as the kind of `summary`."""
        found = arrays(summary, customer_id="id", frequency="whole", monetary="number")
        shape, scale = self.posterior(found["frequency"], found["monetary"])
        return beside(summary, found["customer_id"], expected_value=self.params["p"] * scale / (shape - 1))

    def posterior(self, frequency: Floats, monetary: Floats) -> tuple[Floats, Floats]:
        """Return shape and scale of 1/ν by customer; who has no mean amount above zero is taken as unknown."""
        p, q, gamma = (self.params[name] for name in NAMES)
        x = np.where(_known(frequency, monetary), frequency, 0.0)
        return q + p * x, gamma + x * np.where(x > 0, monetary, 0.0)


def fit_value(summary: Any, *, start: Mapping[str, float] | None = None) -> Value:
    """Return the Gamma-Gamma model that makes the mean amounts of a summary (the table of `purchases`) most likely.

    Customers without repeat purchases, and those whose mean amount is not above zero, are left out. `start` are the
    parameters of an earlier fit. `Declined` ("value.too_few_repeats") with fewer than 10 customers left.

    >>> import pandas
    >>> summary = pandas.DataFrame({"frequency": [1, 2, 3] * 20, "monetary": [10.0, 20, 30, 40, 80] * 12})
    >>> fitted = fit_value(summary)
    >>> round(fitted.population_mean, 2)
    38.18
    >>> few_many_none = {"customer_id": ["A", "B", "C"], "frequency": [1, 40, 0], "monetary": [90.0, 90.0, None]}
    >>> fitted.expected_value(pandas.DataFrame(few_many_none)).round(2).values.tolist()
    [['A', 77.91], ['B', 89.61], ['C', 38.18]]
    """
    found = arrays(summary, frequency="whole", monetary="number")
    frequency, monetary = found["frequency"].astype(np.float64), found["monetary"]
    known = _known(frequency, monetary)
    x, mean = frequency[known], monetary[known]
    _refuse_too_few(len(x))
    # In units of a typical amount, so that the start fits any currency.
    unit = float(np.exp(np.log(mean).mean()))
    begin = {"p": start["p"], "q": start["q"], "gamma": start["gamma"] / unit} if start else START
    top = maximise(spend_objective(x, mean / unit), begin, scale=len(x), least=LEAST, near=start is not None)
    return _value(top, unit, x, mean, left_out=int(((frequency > 0) & ~known).sum()))


def _known(frequency: Floats, monetary: Floats) -> Any:
    return (frequency > 0) & (np.nan_to_num(monetary, nan=0.0, posinf=0.0) > 0)


def _refuse_too_few(repeats: int) -> None:
    if repeats < FEWEST_REPEATS:
        raise Declined(
            "value.too_few_repeats",
            "Only %(repeats)d customers bought again for a known amount; a model needs at least %(needed)d.",
            repeats=repeats,
            needed=FEWEST_REPEATS,
        )


def _value(top: Maximum, unit: float, x: Floats, mean: Floats, *, left_out: int) -> Value:
    in_money = {"p": 1.0, "q": 1.0, "gamma": unit}
    fitted = Value(
        params={name: top.params[name] * in_money[name] for name in NAMES},
        standard_errors={name: top.standard_errors[name] * in_money[name] for name in NAMES},
        log_likelihood=top.log_likelihood - len(x) * float(np.log(unit)),
        identified=top.reached and all(top.looseness(name) <= 1 for name in NAMES),
        customers=len(x),
        correlation=_correlation(top.params["p"], x, mean),
    )
    return replace(fitted, warnings=tuple(_warnings(fitted, left_out)))


def _correlation(p: float, x: Floats, mean: Floats) -> float:
    """Return the correlation of log x with log m, after what the model itself expects: E log m rises with x."""
    many, spent = np.log(x), np.log(mean) - digamma(p * x) + np.log(p * x)
    spread = many.std() * spent.std()
    return float(((many - many.mean()) * (spent - spent.mean())).mean() / spread) if spread > 1e-12 else 0.0


def _warnings(fitted: Value, left_out: int) -> list[Caution]:
    found = []
    if not fitted.identified:
        said = ", ".join(f"{name} {fitted.params[name]:.4g}" for name in NAMES)
        message = "The data do not settle the parameters (%(estimates)s): many others fit as well."
        found.append(Caution("value.not_identified", message, {"estimates": said}))
    if fitted.customers < ENOUGH_REPEATS:
        message = "Only %(repeats)d customers bought again; below %(enough)d the estimates are rough."
        found.append(Caution("value.few_repeats", message, {"repeats": fitted.customers, "enough": ENOUGH_REPEATS}))
    if left_out:
        message = "%(customers)d customers were left out, because their mean amount is unknown or not above zero."
        found.append(Caution("value.left_out", message, {"customers": left_out}))
    strength = abs(fitted.correlation)
    if strength > STRONG and strength * np.sqrt(fitted.customers) > BEYOND_CHANCE:
        found.append(_dependent(fitted.correlation))
    return found


def _dependent(correlation: float) -> Caution:
    params = {"correlation": round(correlation, 3)}
    if correlation > 0:
        message = (
            "Who buys often also spends more on a purchase (correlation %(correlation).2f), which the model does not "
            "know: frequent buyers come out too low, one-time buyers too high."
        )
        return Caution("value.frequent_spend_more", message, params)
    message = (
        "Who buys often spends less on a purchase (correlation %(correlation).2f), which the model does not know: "
        "frequent buyers come out too high, one-time buyers too low."
    )
    return Caution("value.frequent_spend_less", message, params)
