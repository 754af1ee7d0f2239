"""A fitted model of purchases and leaving, and what it says about customers."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from klientela.measures.cautions import Caution
from klientela.measures.frames import beside
from klientela.measures.lifetime.counts import Counts, Floats
from klientela.measures.lifetime.histories import histories
from klientela.measures.lifetime.models import Model, model_of, names_of
from klientela.measures.lifetime.outlook import Outlook, outlook


@dataclass(frozen=True)
class Lifetime:
    """What `fit_lifetime` found. Everything that is time is in the unit of the summary it was fitted to.

    `params` by name: r and alpha (how often customers buy), and a and b or s and beta (how soon they leave), k the
    stages of MBG/CNBD-k. `standard_errors` of the same but k: infinite where the data say nothing. `identified` is
    false where many parameters fit as well as these. `warnings` are sentences with a code and figures.
    """

    model: str
    params: dict[str, float]
    standard_errors: dict[str, float]
    log_likelihood: float
    identified: bool
    customers: int
    repeat_customers: int
    warnings: tuple[Caution, ...] = ()

    def expected_purchases(self, summary: Any, horizon: float) -> Any:
        """Return `customer_id, expected_purchases` (days with purchases within the horizon), as the kind of `summary`.

        The chance to be gone is in it. `BadTable` where the summary does not hold together; `Declined`
        ("lifetime.too_many_purchases") where somebody may buy millions of times within the horizon.
        """
        counts, beside_them = histories(summary)
        return beside(summary, beside_them["customer_id"], expected_purchases=self.outlook(counts, horizon).mean)

    def p_alive(self, summary: Any) -> Any:
        """Return `customer_id, p_alive` (the chance that the customer has not left), as the kind of `summary`.

        In BG/NBD it is 1 for everybody who bought once, which is how that model is made, not something known.
        """
        counts, beside_them = histories(summary)
        alive = 1 - self._likelihood.bracket(self._values, counts).gone
        return beside(summary, beside_them["customer_id"], p_alive=alive)

    def expected_new(self, horizon: float) -> float:
        """Return how many repeat purchases a customer makes on average in the `horizon` after the first purchase."""
        return float(self.outlook(Counts.of([0], [0], [0]), horizon).mean[0])

    def outlook(self, counts: Counts, horizon: float, discount_rate: float = 0.0) -> Outlook:
        """Return all that the model says about histories (see `Outlook`), as arrays."""
        if not horizon > 0 or not np.isfinite(horizon):
            raise ValueError(f"The horizon must be a time above 0 in the summary's unit, not {horizon}.")
        return outlook(self._likelihood, self._values, counts, horizon, discount_rate)

    @property
    def _likelihood(self) -> Model:
        return model_of(self.model, int(self.params.get("k", 1)))

    @property
    def _values(self) -> Floats:
        return np.array([self.params[name] for name in names_of(self.model)])
