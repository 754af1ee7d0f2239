"""The line above every page: that this is a sample, or that the data end on a day long ago."""

from dataclasses import dataclass
from datetime import date

from django.core.cache import cache

from klientela.core.preferences import preferences
from klientela.insight.queries.as_of import data_end

LIVES_SECONDS = 10
_KEY = "strip"


@dataclass(frozen=True, slots=True)
class Strip:
    """What the line says; nothing when the base is the company's own and alive."""

    is_sample: bool = False
    data_end_on: date | None = None


def strip() -> Strip:
    """Return the line for this base, a few seconds old at most."""
    known: Strip | None = cache.get(_KEY)
    if known is None:
        known = Strip(preferences().is_sample, _end_of_data())
        cache.set(_KEY, known, LIVES_SECONDS)
    return known


def forget() -> None:
    """Ask anew when the line is next drawn, because what it says was just changed."""
    cache.delete(_KEY)


def _end_of_data() -> date | None:
    end = data_end()
    return end.newest_on if end.is_past else None
