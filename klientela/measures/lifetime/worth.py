"""What each customer will bring within a horizon: expected purchases times expected amount, with an interval.

Point: margin × E[discounted purchases] × E[amount of a purchase]; frequency and amount are taken for independent.

Interval: between which amounts lies what the customer will really bring (not how well the mean is known).
"""

from typing import Any

import numpy as np

from klientela.measures.frames import beside
from klientela.measures.lifetime.fitted import Lifetime
from klientela.measures.lifetime.histories import histories
from klientela.measures.lifetime.interval import interval
from klientela.measures.lifetime.value import Value


def lifetime_value(
    lifetime: Lifetime,
    value: Value,
    summary: Any,
    *,
    horizon: float,
    discount_rate: float = 0.0,
    margin: float = 1.0,
    level: float = 0.8,
) -> Any:
    """Return `customer_id, expected_purchases, p_alive, clv, clv_low, clv_high`, as the kind of `summary`.

    `horizon` is in the unit of the summary, `discount_rate` is for one such unit (for 10 % a year in weeks:
    1.1 ** (7 / 365.25) - 1), `margin` is the share of an amount that is kept. The three last columns are money.
    `level` is the chance that what the customer brings lies between `clv_low` and `clv_high`; for most, `clv_low` is 0,
    because they may never come back. Where the mean lies outside, as with somebody who most likely has left, the
    interval is widened to hold it. That the parameters are estimates is not in it.

    `ValueError` for a horizon, rate or level that is none; `BadTable` and `Declined` as in `Lifetime`.

    >>> from klientela.measures.lifetime.fit import fit_lifetime
    >>> from klientela.measures.lifetime.value import fit_value
    >>> import pandas
    >>> bought = {"frequency": [0, 0, 1, 1, 2, 3, 6, 12], "recency": [0, 0, 2, 20, 9, 30, 14, 38]}
    >>> spent = {"monetary": [None, None, 20.0, 60, 30, 45, 80, 35]}
    >>> customers = pandas.DataFrame(bought | spent).assign(customer_id=list("ABCDEFGH"))
    >>> summary = customers.merge(pandas.DataFrame({"age": range(40, 60)}), how="cross")
    >>> fits = fit_lifetime(summary), fit_value(summary)
    >>> found = lifetime_value(*fits, summary[summary.age == 40], horizon=52, discount_rate=0.002, margin=0.3)
    >>> found.round(2).iloc[[0, 7]].values.tolist()
    [['A', 0.14, 0.09, 1.91, 0.0, 1.91], ['H', 5.32, 0.78, 55.74, 0.0, 137.13]]
    """
    _check(level, discount_rate, margin)
    counts, others = histories(summary, monetary="number")
    outlook = lifetime.outlook(counts, horizon, discount_rate)
    shape, scale = value.posterior(counts.frequency, others["monetary"])
    p = value.params["p"]
    clv = margin * outlook.discounted * p * scale / (shape - 1)
    low, high = interval(outlook, p, shape, level)
    # An amount that comes later is worth less by as much as it is on average.
    unit = margin * scale * np.divide(outlook.discounted, outlook.mean, out=np.ones_like(clv), where=outlook.mean > 0)
    return beside(
        summary,
        others["customer_id"],
        expected_purchases=outlook.mean,
        p_alive=outlook.alive,
        clv=clv,
        clv_low=np.minimum(unit * low, clv),
        clv_high=np.maximum(unit * high, clv),
    )


def _check(level: float, discount_rate: float, margin: float) -> None:
    if not (0 < level < 1 and discount_rate > -1 and margin >= 0):
        said = f"level {level}, discount_rate {discount_rate}, margin {margin}"
        raise ValueError(f"level lies between 0 and 1, discount_rate above -1, margin is not below 0, unlike {said}.")
