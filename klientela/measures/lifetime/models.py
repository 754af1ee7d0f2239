"""The four models by name, and what each must be able to do."""

from collections.abc import Mapping
from typing import Protocol

import numpy as np

from klientela.measures.lifetime import coin, pareto
from klientela.measures.lifetime.coin import Coin
from klientela.measures.lifetime.counts import Counts, Floats
from klientela.measures.lifetime.future import Moments
from klientela.measures.lifetime.maximum import Objective
from klientela.measures.lifetime.pareto import Pareto

MBG_NBD, BG_NBD, PARETO_NBD, MBG_CNBD_K = MODELS = ("mbg_nbd", "bg_nbd", "pareto_nbd", "mbg_cnbd_k")
MOST_STAGES = 8
# Beyond this customers hardly differ in how long they stay, and the two parameters slide along a ridge together.
RIDGE = 20.0
RIDGES = ("a", "b", "s")


class Bracket(Protocol):
    """For each history: the logarithm of the likelihood's bracket, and the share in it of those who left."""

    @property
    def total(self) -> Floats: ...

    @property
    def gone(self) -> Floats: ...


class Model(Protocol):
    """A likelihood, and what follows from it for a history. `params` is an array in the order of `names_of`."""

    def objective(self, counts: Counts) -> Objective: ...

    def bracket(self, params: Floats, counts: Counts) -> Bracket: ...

    def ahead(self, params: Floats, counts: Counts, horizon: float) -> Moments: ...


def names_of(model: str) -> tuple[str, ...]:
    return pareto.NAMES if model == PARETO_NBD else coin.NAMES


def model_of(model: str, stages: int = 1) -> Model:
    """Return the model of this name; `stages` is the k of MBG/CNBD-k."""
    if model == PARETO_NBD:
        return Pareto()
    return Coin(first=0 if model == BG_NBD else 1, stages=stages)


def start_of(model: str, counts: Counts, stages: int = 1) -> dict[str, float]:
    """Return parameters to start from: the moments of purchases without any leaving, and moderate leaving."""
    weight, customers = counts.weight, counts.customers
    mean = float(weight @ counts.frequency) / customers
    spread = float(weight @ (counts.frequency - mean) ** 2) / customers
    age = float(weight @ counts.age) / customers
    r = float(np.clip(mean**2 / max(spread - mean, 1e-6), 0.05, 10))
    buying = {"r": r, "alpha": r * age / mean / stages}
    return buying | ({"s": 0.5, "beta": age / 2} if model == PARETO_NBD else {"a": 1.0, "b": 2.5})


def usable(start: Mapping[str, float] | None, model: str) -> dict[str, float] | None:
    """Return the part of an earlier fit's parameters that this model has, in order, if it has them all."""
    names = names_of(model)
    return {name: start[name] for name in names} if start and set(names) <= set(start) else None
