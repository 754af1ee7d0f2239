"""A plain library of measures: tables in, tables out, usable in a notebook without Django.

Purchases, RFM, lifetimes and value, concentration, ABC and XYZ, cohorts, rhythm, affinity, renewals and the arithmetic
of markers live here as functions; what works on whole tables is loaded when it is first asked for, because the web
process needs only the arithmetic of one customer.
It knows neither the database nor the rest of the product."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from klientela.measures.cuts import Cuts, cuts_from_counts, score
from klientela.measures.errors import BadTable, Declined
from klientela.measures.groups import GRID, group_of
from klientela.measures.marker import Event, EventKind, Marked, Standing, marker
from klientela.measures.rhythm import Rhythm, rhythm, usual_interval

if TYPE_CHECKING:
    from klientela.measures.lifetime import backtest, choose, fit_lifetime, fit_value, lifetime_value
    from klientela.measures.tables.abc_xyz import abc_xyz, xyz
    from klientela.measures.tables.affinity import affinity
    from klientela.measures.tables.cohorts import cohorts
    from klientela.measures.tables.concentration import abc, concentration
    from klientela.measures.tables.profit import segment_profit
    from klientela.measures.tables.purchases import purchases
    from klientela.measures.tables.renewals import renewal_survival
    from klientela.measures.tables.rfm import rfm, rfm_cuts, rfm_scores
    from klientela.measures.tables.rhythms import rhythms
    from klientela.measures.tables.worth import historic_value, plain_value

__all__ = [
    "GRID",
    "BadTable",
    "Cuts",
    "Declined",
    "Event",
    "EventKind",
    "Marked",
    "Rhythm",
    "Standing",
    "abc",
    "abc_xyz",
    "affinity",
    "backtest",
    "choose",
    "cohorts",
    "concentration",
    "cuts_from_counts",
    "fit_lifetime",
    "fit_value",
    "group_of",
    "historic_value",
    "lifetime_value",
    "marker",
    "plain_value",
    "purchases",
    "renewal_survival",
    "rfm",
    "rfm_cuts",
    "rfm_scores",
    "rhythm",
    "rhythms",
    "score",
    "segment_profit",
    "usual_interval",
    "xyz",
]
# What works on tables, by the module that has it: narwhals alone costs a third of a second to load, scipy more.
TABLES = {
    "lifetime": ("backtest", "choose", "fit_lifetime", "fit_value", "lifetime_value"),
    "tables.abc_xyz": ("abc_xyz", "xyz"),
    "tables.affinity": ("affinity",),
    "tables.cohorts": ("cohorts",),
    "tables.concentration": ("abc", "concentration"),
    "tables.profit": ("segment_profit",),
    "tables.purchases": ("purchases",),
    "tables.renewals": ("renewal_survival",),
    "tables.rfm": ("rfm", "rfm_cuts", "rfm_scores"),
    "tables.rhythms": ("rhythms",),
    "tables.worth": ("historic_value", "plain_value"),
}
HOMES = {name: module for module, names in TABLES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"klientela.measures.{HOMES[name]}"), name)
