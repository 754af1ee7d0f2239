"""Working days are Monday to Friday; holidays are not known yet."""

from datetime import datetime, time, timedelta

SATURDAY = 5


def working_day_before(moment: datetime) -> datetime:
    """Return the latest moment from which a whole working day has passed until `moment` (both in the same zone).

    Tuesday noon gives Monday noon, Monday noon Friday noon. What came on a weekend begins to wait on Monday; at a
    weekend the clock stands still, so that only what came before Friday has waited a working day.
    """
    if moment.weekday() >= SATURDAY:
        friday = moment.date() - timedelta(days=moment.weekday() - SATURDAY + 1)
        return datetime.combine(friday, time.min, moment.tzinfo)
    return moment - timedelta(days=3 if moment.weekday() == 0 else 1)


def next_working_day(moment: datetime) -> datetime:
    """Return the same time on the next working day."""
    later = moment + timedelta(days=1)
    while later.weekday() >= SATURDAY:
        later += timedelta(days=1)
    return later
