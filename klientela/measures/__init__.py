"""A plain library of measures: tables in, tables out, usable in a notebook without Django.

RFM scores, rhythm and markers' arithmetic live here as pure functions; what works on whole tables is loaded when it
is first asked for, because the web process needs only the arithmetic of one customer.
It knows neither the database nor the rest of the product."""

from typing import Any

from klientela.measures.cuts import Cuts, cuts_from_counts, score
from klientela.measures.groups import GRID, group_of
from klientela.measures.marker import Event, EventKind, Marked, Standing, marker
from klientela.measures.rhythm import Rhythm, rhythm, usual_interval

__all__ = [
    "GRID",
    "Cuts",
    "Event",
    "EventKind",
    "Marked",
    "Rhythm",
    "Standing",
    "cuts_from_counts",
    "group_of",
    "marker",
    "rfm_cuts",
    "rfm_scores",
    "rhythm",
    "score",
    "usual_interval",
]
TABLES = ("rfm_cuts", "rfm_scores")


def __getattr__(name: str) -> Any:
    if name in TABLES:
        from klientela.measures import rfm  # noqa: PLC0415 - narwhals costs a third of a second to load

        return getattr(rfm, name)
    raise AttributeError(name)
