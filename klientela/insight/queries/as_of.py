"""The day for which conclusions hold: today, or the day after the data end."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from klientela.core import clock
from klientela.insight.models import Conclusion
from klientela.insight.models.scores import ConclusionQuerySet


@dataclass(frozen=True, slots=True)
class DataEnd:
    """As-of, the day of the newest fact (None in an empty base), and whether the data end in the past."""

    as_of: date
    newest_on: date | None
    is_past: bool


def data_end() -> DataEnd:
    """Return where the data end: two look-ups in an index, cheap enough for every page."""
    newest_on = newest_fact_on()
    as_of = clock.as_of(newest_on)
    return DataEnd(as_of, newest_on, as_of < clock.today())


def newest_fact_on(concluded: ConclusionQuerySet | None = None) -> date | None:
    """Return the day of the newest purchase or inquiry up to today, as concluded so far.

    `concluded` narrows it to some customers. What customers did counts, not what we did: a call to somebody in a
    base that ends in 2011 does not make its data new.
    """
    if concluded is None:
        concluded = Conclusion.objects.unscoped("the end of the data is the same for everybody")
    bought = concluded.filter(last_purchase_on__lte=clock.today()).order_by("-last_purchase_on")
    asked = concluded.filter(last_inquiry_at__lte=clock.now()).order_by("-last_inquiry_at")
    bought_on = bought.values_list("last_purchase_on", flat=True).first()
    asked_at = asked.values_list("last_inquiry_at", flat=True).first()
    days = [bought_on, timezone.localtime(asked_at).date() if asked_at else None]
    return max((day for day in days if day), default=None)


def moment_of(as_of: date) -> datetime:
    """Return the moment as which `as_of` counts: now, or the beginning of a day that has passed."""
    if as_of == clock.today():
        return clock.now()
    return timezone.make_aware(datetime.combine(as_of, time.min))
