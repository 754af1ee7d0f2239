"""Predict a past that is known: fit on what came first, compare with what came then, beside two plain rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from klientela.measures.errors import Declined
from klientela.measures.frames import arrays
from klientela.measures.lifetime.accuracy import Accuracy, accuracy
from klientela.measures.lifetime.counts import Counts, Floats
from klientela.measures.lifetime.fit import fit_histories
from klientela.measures.lifetime.fitted import Lifetime
from klientela.measures.lifetime.histories import histories
from klientela.measures.lifetime.models import MODELS
from klientela.measures.tables.lines import order_lines, purchase_days
from klientela.measures.tables.purchases import Unit, purchases

CONSTANT_RATE, LAST_PERIOD = "constant_rate", "last_period"


@dataclass(frozen=True)
class Trial:
    """A model as it was fitted to the calibration, and how near its predictions came; or why it predicts nothing."""

    fitted: Lifetime
    accuracy: Accuracy | None
    declined: Declined | None = None


@dataclass(frozen=True)
class Backtest:
    """All models and both baselines on the same customers: those who had bought by the end of the calibration.

    `horizon` is the length of the holdout, `history` the time from the first purchase of all to the end of the
    calibration, `interval` the usual time between purchases (the median over customers of their mean; `None` without
    repeat customers), all in the unit of the backtest.
    """

    calibration_end: date
    as_of: date
    horizon: float
    customers: int
    repeat_customers: int
    history: float
    interval: float | None
    trials: dict[str, Trial]
    baselines: dict[str, Accuracy]


def backtest(
    orders: Any, *, calibration_end: date, as_of: date, models: Sequence[str] = MODELS, unit: Unit = "week"
) -> Backtest:
    """Fit `models` to `orders` (a table for `purchases`) until `calibration_end` and predict the time until `as_of`.

    Baselines: "constant_rate" (repeat purchases / age, times the length of the holdout; Fader, Hardie & Lee 2005) and
    "last_period" (as many purchases as in the time of the same length before the end of the calibration).
    `Declined` where nobody had bought by then, and where too few had bought again to fit anything.

    >>> import datetime, pandas
    >>> day = datetime.date(2024, 1, 1)
    >>> lines = [(who, day + datetime.timedelta(who % 50 + 7 * n * (who % 5 + 1))) for who in range(150)
    ...     for n in range(who % 9 + 1)]
    >>> orders = pandas.DataFrame(lines, columns=["customer_id", "ordered_on"]).assign(amount=10.0)
    >>> tested = backtest(orders, calibration_end=datetime.date(2024, 6, 1), as_of=datetime.date(2024, 9, 1))
    >>> tested.customers, round(tested.horizon, 2), sorted(tested.baselines)
    (150, 13.14, ['constant_rate', 'last_period'])
    """
    if calibration_end >= as_of:
        raise ValueError(f"The calibration must end before {as_of}, not on {calibration_end}.")
    summary = purchases(orders, as_of=as_of, calibration_end=calibration_end, unit=unit)
    counts, found = histories(summary, holdout_frequency="whole", holdout_age="number")
    if not counts.customers:
        raise Declined("backtest.no_customers", "Nobody had bought by %(day)s.", day=calibration_end.isoformat())
    actual, horizon = found["holdout_frequency"].astype(np.float64), float(found["holdout_age"][0])
    before = calibration_end - (as_of - calibration_end)
    plain = {
        CONSTANT_RATE: constant_rate(counts, horizon),
        LAST_PERIOD: last_period(orders, found["customer_id"], before, calibration_end),
    }
    return Backtest(
        calibration_end=calibration_end,
        as_of=as_of,
        horizon=horizon,
        customers=int(counts.customers),
        repeat_customers=int(counts.repeat_customers),
        history=float(counts.age.max()),
        interval=usual_interval(counts),
        trials={each.fitted.model: each for each in _trials(counts, actual, horizon, models)},
        baselines={name: accuracy(each, actual, counts.frequency) for name, each in plain.items()},
    )


def _trials(counts: Counts, actual: Floats, horizon: float, models: Sequence[str]) -> Iterator[Trial]:
    distinct = counts.compressed()
    for model in models:
        fitted = fit_histories(distinct, model)
        try:
            predicted = fitted.outlook(counts, horizon).mean
        except Declined as reason:
            # One model out of its depth must not silence the others.
            yield Trial(fitted, None, reason)
        else:
            yield Trial(fitted, accuracy(predicted, actual, counts.frequency))


def constant_rate(counts: Counts, horizon: float) -> Floats:
    """Return purchases if everybody goes on as before; nothing for who first bought on the last day."""
    old = counts.age > 0
    return np.divide(counts.frequency, counts.age, out=np.zeros_like(counts.age), where=old) * horizon


def last_period(orders: Any, customers: NDArray[Any], begin: date, end: date) -> Floats:
    """Return the purchase days of each of `customers` after `begin` until `end`, as known that evening."""
    days = purchase_days(order_lines(orders), until=end).filter(nw.col("ordered_on") > nw.lit(begin))
    counted = days.group_by("customer_id").agg(nw.len().alias("days")).collect()
    found = arrays(counted.to_native(), customer_id="id", days="whole")
    order = np.argsort(found["customer_id"])
    ids = found["customer_id"][order]
    at = np.minimum(np.searchsorted(ids, customers), max(len(ids) - 1, 0))
    if not len(ids):
        return np.zeros(len(customers))
    return np.where(ids[at] == customers, found["days"][order][at], 0).astype(np.float64)


def usual_interval(counts: Counts) -> float | None:
    """Return the median over repeat customers of their mean time between purchases."""
    again = counts.frequency > 0
    return float(np.median(counts.recency[again] / counts.frequency[again])) if again.any() else None
