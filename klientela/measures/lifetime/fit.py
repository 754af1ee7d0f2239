"""Fit a model of purchases and leaving to the customers of a summary."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from klientela.measures.cautions import Caution
from klientela.measures.errors import Declined
from klientela.measures.lifetime.counts import Counts
from klientela.measures.lifetime.fitted import Lifetime
from klientela.measures.lifetime.histories import distinct_histories
from klientela.measures.lifetime.maximum import Maximum, maximise
from klientela.measures.lifetime.models import (
    BG_NBD,
    MBG_CNBD_K,
    MODELS,
    MOST_STAGES,
    RIDGE,
    RIDGES,
    model_of,
    start_of,
    usable,
)

AUTO = "auto"
FEWEST_REPEATS, ENOUGH_REPEATS = 10, 100
# e² = 7.4 times as likely: less than that does not outweigh that the default is the simplest to explain.
CLEARLY_BETTER = 2.0
SAMPLE = 20_000  # customers are enough to see which model fits best


def fit_lifetime(summary: Any, *, model: str = AUTO, start: Mapping[str, float] | None = None) -> Lifetime:
    """Return the model that makes the histories of a summary (the table of `purchases`) most likely.

    `model` is "mbg_nbd", "bg_nbd", "pareto_nbd", "mbg_cnbd_k" or "auto". "auto" compares all four by likelihood (on
    20,000 customers where there are more), leaves out what is not identified, and stays with MBG/NBD unless another
    is better by more than 2 in log-likelihood; among others a tie goes to the one named first here.
    `start` are the parameters of an earlier fit, from which it is a short way. Time is in the unit of the summary.

    `Declined` ("lifetime.too_few_repeats") with fewer than 10 customers who bought again; `BadTable` where columns are
    missing or do not hold together. What is doubtful, but not impossible, is said in `warnings`.

    >>> import pandas
    >>> bought = {"frequency": [0, 0, 1, 1, 2, 3, 6, 12], "recency": [0, 0, 2, 20, 9, 30, 14, 38]}
    >>> summary = pandas.DataFrame(bought).merge(pandas.DataFrame({"age": range(40, 60)}), how="cross")
    >>> fitted = fit_lifetime(summary)
    >>> fitted.model, round(fitted.log_likelihood, 2), fitted.identified
    ('mbg_nbd', -1585.6, True)
    >>> {name: round(value, 2) for name, value in fitted.params.items()}
    {'r': 2.21, 'alpha': 10.45, 'a': 3.71, 'b': 11.3}
    >>> round(fitted.expected_new(52), 2)
    2.93
    >>> two = pandas.DataFrame({"customer_id": ["A", "B"], "frequency": [12, 6], "recency": [38, 14], "age": [40, 40]})
    >>> fitted.p_alive(two).round(2).values.tolist()
    [['A', 0.78], ['B', 0.01]]
    >>> fitted.expected_purchases(two, horizon=26).round(2).values.tolist()
    [['A', 3.69], ['B', 0.04]]
    """
    return fit_histories(distinct_histories(summary), model, start)


def fit_histories(counts: Counts, model: str, start: Mapping[str, float] | None = None) -> Lifetime:
    """Fit to distinct histories that are counted already; otherwise like `fit_lifetime`."""
    if model not in {AUTO, *MODELS}:
        raise ValueError(f"{model!r} is no model; expected one of {', '.join((AUTO, *MODELS))}.")
    _refuse_too_few(counts)
    return _best(counts, start) if model == AUTO else _fitted(counts, model, start)


def _refuse_too_few(counts: Counts) -> None:
    if counts.repeat_customers < FEWEST_REPEATS:
        raise Declined(
            "lifetime.too_few_repeats",
            "Only %(repeats)d of %(customers)d customers bought again; a model needs at least %(needed)d.",
            repeats=int(counts.repeat_customers),
            customers=int(counts.customers),
            needed=FEWEST_REPEATS,
        )


def _best(counts: Counts, start: Mapping[str, float] | None) -> Lifetime:
    sampled = counts.customers > SAMPLE
    few = counts.thinned(SAMPLE) if sampled else counts
    best = most_likely([_fitted(few, model, start) for model in MODELS])
    return _at(counts, best.model, best.params, int(best.params.get("k", 1))) if sampled else best


def most_likely(fits: Sequence[Lifetime]) -> Lifetime:
    """Return the default, which comes first, unless another is clearly better or it is not identified itself."""
    default = fits[0]
    identified = [each for each in fits if each.identified]
    if not identified:
        return default
    best = max(identified, key=lambda each: each.log_likelihood)
    ahead = best.log_likelihood - default.log_likelihood
    return default if default.identified and ahead <= CLEARLY_BETTER else best


def _fitted(counts: Counts, model: str, start: Mapping[str, float] | None) -> Lifetime:
    if model != MBG_CNBD_K:
        return _at(counts, model, start)
    # The likelihood rises with k up to the best one and falls from there.
    best = _at(counts, model, start, 1)
    for stages in range(2, MOST_STAGES + 1):
        faster = best.params | {"alpha": best.params["alpha"] * (stages - 1) / stages}
        # A short way, but not from far out on a ridge.
        tried = _at(counts, model, faster if best.identified else None, stages)
        if tried.log_likelihood <= best.log_likelihood:
            break
        best = tried
    return best


def _at(counts: Counts, model: str, start: Mapping[str, float] | None, stages: int = 1) -> Lifetime:
    top = _top(counts, model, usable(start, model), stages)
    params = top.params | ({"k": stages} if model == MBG_CNBD_K else {})
    identified = _is_identified(top)
    fitted = Lifetime(
        model=model,
        params=params,
        standard_errors=top.standard_errors,
        log_likelihood=top.log_likelihood,
        identified=identified,
        customers=int(counts.customers),
        repeat_customers=int(counts.repeat_customers),
    )
    return replace(fitted, warnings=_warnings(fitted))


def _top(counts: Counts, model: str, start: Mapping[str, float] | None, stages: int) -> Maximum:
    """Climb; where there are many customers, first with a sample of them, which leads near the top for little."""
    begin = start or start_of(model, counts, stages)
    if start is None and counts.customers > 2 * SAMPLE:
        begin = _top(counts.thinned(SAMPLE), model, None, stages).params
        start = begin
    objective = model_of(model, stages).objective(counts)
    return maximise(objective, begin, scale=counts.customers, near=start is not None)


def _is_identified(top: Maximum) -> bool:
    known = all(top.looseness(name) <= 1 for name in top.params)
    return top.reached and known and all(top.params.get(name, 0) <= RIDGE for name in RIDGES)


def _warnings(fitted: Lifetime) -> tuple[Caution, ...]:
    found = []
    if not fitted.identified:
        said = ", ".join(f"{name} {fitted.params[name]:.4g}" for name in fitted.standard_errors)
        message = (
            "The data do not settle the parameters (%(estimates)s): many others fit as well. "
            "What the model says beyond the time that was observed is a guess."
        )
        found.append(Caution("lifetime.not_identified", message, {"estimates": said}))
    if fitted.repeat_customers < ENOUGH_REPEATS:
        message = "Only %(repeats)d customers bought again; below %(enough)d the estimates are rough."
        params = {"repeats": fitted.repeat_customers, "enough": ENOUGH_REPEATS}
        found.append(Caution("lifetime.few_repeats", message, params))
    if fitted.model == BG_NBD:
        message = "In this model nobody leaves after a first purchase: for one-time buyers a chance of 1 says nothing."
        found.append(Caution("lifetime.one_time_buyers", message))
    return tuple(found)
