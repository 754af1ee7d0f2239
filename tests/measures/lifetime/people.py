"""Customers made for tests: fitted models with given parameters, and simulated histories."""

from typing import Any

import numpy as np
import polars

from klientela.measures.lifetime.fitted import Lifetime
from klientela.measures.lifetime.value import Value

BG_PAPER = {"r": 0.2425945, "alpha": 4.4136019, "a": 0.7929199, "b": 2.4258881}


def fitted(model: str, **params: float) -> Lifetime:
    """Return a model with these parameters, as if it had been fitted."""
    return Lifetime(model, params, dict.fromkeys(params, 0.0), 0.0, identified=True, customers=0, repeat_customers=0)


def spending(p: float, q: float, gamma: float) -> Value:
    params = {"p": p, "q": q, "gamma": gamma}
    return Value(params, dict.fromkeys(params, 0.0), 0.0, identified=True, customers=0, correlation=0.0)


def history(frequency: int, recency: float, age: float, **others: Any) -> polars.DataFrame:
    return polars.DataFrame(
        {"customer_id": [1], "frequency": [frequency], "recency": [recency], "age": [age]}
        | {name: [value] for name, value in others.items()}
    )


def simulated(
    customers: int, *, r: float, alpha: float, a: float, b: float, k: int = 1, age: float = 60.0, horizon: float = 0.0
) -> polars.DataFrame:
    """Return histories of customers who toss a coin after each purchase (the first, too), and what they buy later."""
    random = np.random.default_rng(1)
    rate, chance = random.gamma(r, 1 / alpha, customers), random.beta(a, b, customers)
    ages = random.uniform(age / 2, age, customers)
    frequency, recency, later, now = (np.zeros(customers) for _ in range(4))
    here = random.random(customers) > chance
    while here.any():
        now = now + random.gamma(k, 1 / rate)
        seen, then = here & (now <= ages), here & (now > ages) & (now <= ages + horizon)
        frequency, recency, later = frequency + seen, np.where(seen, now, recency), later + then
        here = (seen | then) & (random.random(customers) > chance)
    return polars.DataFrame(
        {
            "customer_id": np.arange(customers),
            "frequency": frequency.astype(int),
            "recency": recency,
            "age": ages,
            "later": later,
        }
    )
