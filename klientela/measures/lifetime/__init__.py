"""How often customers will buy, whether they are still there, and what they will bring: probability models.

`fit_lifetime` and `fit_value` learn from the table of `purchases`, `lifetime_value` puts both together with an
interval for each customer, `backtest` and `choose` say whether it can be relied on. From the bottom: histories counted
once, the top of a likelihood, the models, what they say about the future, and the functions on tables.
"""

from klientela.measures.cautions import Caution
from klientela.measures.lifetime.accuracy import Accuracy, Group
from klientela.measures.lifetime.choice import choose
from klientela.measures.lifetime.fit import fit_lifetime
from klientela.measures.lifetime.fitted import Lifetime
from klientela.measures.lifetime.holdout import Backtest, Trial, backtest
from klientela.measures.lifetime.value import Value, fit_value
from klientela.measures.lifetime.worth import lifetime_value

__all__ = [
    "Accuracy",
    "Backtest",
    "Caution",
    "Group",
    "Lifetime",
    "Trial",
    "Value",
    "backtest",
    "choose",
    "fit_lifetime",
    "fit_value",
    "lifetime_value",
]
