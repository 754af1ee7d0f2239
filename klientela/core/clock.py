"""The one clock: moments are aware and in UTC, days are days of the company's time zone."""

from datetime import date, datetime, timedelta

from django.utils import timezone

# Facts this recent mean that the base is alive, so that conclusions are drawn as of today.
FRESH = timedelta(days=45)


def now() -> datetime:
    """Return the present moment, aware."""
    return timezone.now()


def today() -> date:
    """Return the present day in the company's time zone."""
    return timezone.localdate()


def as_of(newest_fact_on: date | None) -> date:
    """Return the day for which conclusions are drawn: today, or the day after the last fact when it is old.

    A base that ends in 2011 is judged as of 2011; otherwise every customer in it would have left long ago.
    """
    present = today()
    if newest_fact_on is None or present - newest_fact_on <= FRESH:
        return present
    return newest_fact_on + timedelta(days=1)
