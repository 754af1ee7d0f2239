"""Which model may speak about these customers, or why none may."""

from klientela.measures.errors import Declined
from klientela.measures.lifetime.fit import ENOUGH_REPEATS, most_likely
from klientela.measures.lifetime.holdout import Backtest

# With less than this many usual intervals between purchases nobody can tell who has left from who is not due yet.
ENOUGH_INTERVALS = 3


def choose(tested: Backtest) -> str:
    """Return the name of the model to use, or say in `Declined` why the data carry none.

    It declines with fewer than 100 customers who bought again ("lifetime.too_few_repeats"), with a history of less
    than three usual intervals between purchases ("lifetime.too_short_history"), where no model is identified
    ("lifetime.not_identified"), and where each of them is worse than a plain rule ("lifetime.worse_than_baseline").
    Among the others the likelihood decides as in `fit_lifetime(model="auto")`.

    Better and worse are judged by the root mean square error, because a prediction is a mean: the mean absolute error
    would praise whoever predicts 0 for everybody.
    """
    _refuse_too_few(tested)
    _refuse_too_short(tested)
    judged = {name: each.accuracy for name, each in tested.trials.items() if each.fitted.identified and each.accuracy}
    if not judged:
        message = "The data settle the parameters of no model (%(models)s)."
        raise Declined("lifetime.not_identified", message, models=", ".join(tested.trials))
    baseline = min(tested.baselines, key=lambda name: tested.baselines[name].rmse)
    limit = tested.baselines[baseline].rmse
    better = [tested.trials[name].fitted for name, each in judged.items() if each.rmse <= limit]
    if better:
        return most_likely(better).model
    best = min(judged, key=lambda name: judged[name].rmse)
    raise Declined(
        "lifetime.worse_than_baseline",
        "On the last %(horizon).4g units %(model)s was worse than the plain rule %(baseline)s: a customer's purchases "
        "were missed by %(rmse).3g instead of %(limit).3g (root mean square).",
        horizon=tested.horizon,
        model=best,
        baseline=baseline,
        rmse=judged[best].rmse,
        limit=limit,
    )


def _refuse_too_few(tested: Backtest) -> None:
    if tested.repeat_customers < ENOUGH_REPEATS:
        raise Declined(
            "lifetime.too_few_repeats",
            "Only %(repeats)d of %(customers)d customers bought again; a forecast needs about %(needed)d.",
            repeats=tested.repeat_customers,
            customers=tested.customers,
            needed=ENOUGH_REPEATS,
        )


def _refuse_too_short(tested: Backtest) -> None:
    if tested.interval is not None and tested.history < ENOUGH_INTERVALS * tested.interval:
        raise Declined(
            "lifetime.too_short_history",
            "The history of %(history).3g units is shorter than %(needed)d usual intervals of %(interval).3g units.",
            history=tested.history,
            needed=ENOUGH_INTERVALS,
            interval=tested.interval,
        )
