"""How near predictions came to what happened."""

from dataclasses import dataclass

import numpy as np

from klientela.measures.lifetime.counts import Floats

# Customers with this many repeat purchases or more are shown together.
MANY = 7


@dataclass(frozen=True)
class Group:
    """Customers with the same number of repeat purchases until the end of the calibration (the last: that or more)."""

    frequency: int
    customers: int
    actual: float
    predicted: float


@dataclass(frozen=True)
class Accuracy:
    """Purchases in the holdout, predicted and actual, over all customers and by customer.

    `bias` is how much the sum is too high, as a share (`None` where nothing was bought); `mae` and `rmse` are the mean
    absolute and the root mean square error of a customer's purchases; `correlation` is that of predicted and actual
    (`None` where one of them is the same for everybody). In `by_frequency` the figures are means of a customer.
    """

    predicted: float
    actual: float
    bias: float | None
    mae: float
    rmse: float
    correlation: float | None
    by_frequency: tuple[Group, ...]


def accuracy(predicted: Floats, actual: Floats, frequency: Floats) -> Accuracy:
    """Compare predicted with actual purchases of each customer; `frequency` is that of the calibration.

    >>> import numpy
    >>> found = accuracy(numpy.array([0.5, 2.0]), numpy.array([1.0, 1.0]), numpy.array([0.0, 9.0]))
    >>> found.bias, found.mae, found.correlation, [group.customers for group in found.by_frequency]
    (0.25, 0.75, None, [1, 1])
    """
    error, total = predicted - actual, float(actual.sum())
    return Accuracy(
        predicted=float(predicted.sum()),
        actual=total,
        bias=float(predicted.sum()) / total - 1 if total else None,
        mae=float(np.abs(error).mean()),
        rmse=float(np.sqrt((error**2).mean())),
        correlation=_correlation(predicted, actual),
        by_frequency=_groups(predicted, actual, frequency),
    )


def _correlation(one: Floats, other: Floats) -> float | None:
    if not (np.ptp(one) and np.ptp(other)):
        return None
    return float(np.corrcoef(one, other)[0, 1])


def _groups(predicted: Floats, actual: Floats, frequency: Floats) -> tuple[Group, ...]:
    group = np.minimum(frequency, MANY).astype(np.intp)
    customers = np.bincount(group)
    sums = [np.bincount(group, each) for each in (actual, predicted)]
    found = np.flatnonzero(customers)
    rows = zip(found, customers[found], *(each[found] / customers[found] for each in sums), strict=True)
    return tuple(Group(int(x), int(count), float(real), float(expected)) for x, count, real, expected in rows)
