"""The line above every page: that this is a sample, or that the data end on a day long ago."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.cache import cache

from klientela.core import clock
from klientela.core.preferences import preferences
from klientela.insight.models import Scoring

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


def _end_of_data() -> date | None:
    as_of = Scoring.objects.order_by("-pk").values_list("as_of", flat=True).first()
    # The scoring of a living base is redone by the day; one that stayed behind stands on the day after the last fact.
    if as_of is None or clock.today() - as_of <= clock.FRESH:
        return None
    return as_of - timedelta(days=1)
