"""Begins periodic jobs when they are due: once each, whatever the number of workers and whatever the clock does.

Moving the due time on and beginning the job are one transaction, and the move is a compare-and-set.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from croniter import croniter
from django.db import transaction
from django.utils import timezone

from klientela.core.actor import system
from klientela.core.clock import now
from klientela.core.jobs.queue import enqueue
from klientela.core.models import Schedule

# A due time further off than this beyond the next regular one was written while the clock was wrong.
CREDIBLE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Periodic:
    """A job that begins by itself; `cron` has five fields, in the company's time zone."""

    name: str
    cron: str
    payload: Any = field(default_factory=dict)


def begin_due(entries: Iterable[Periodic]) -> int:
    """Begin those of `entries` that are due and return how many; what was missed while nobody ran begins once."""
    moment = now()
    known = {schedule.name: schedule for schedule in Schedule.objects.all()}
    return sum(_begin_if_due(entry, known.get(entry.name), moment) for entry in entries)


def _begin_if_due(entry: Periodic, schedule: Schedule | None, moment: datetime) -> bool:
    following = next_fire(entry.cron, moment)
    if schedule is None or schedule.cron != entry.cron or schedule.due_at > _latest_credible(entry.cron, following):
        _plan(entry, following)
        return False
    if schedule.due_at > moment:
        return False
    with transaction.atomic():
        # Whoever moves it first begins the job; the others find another due time and do nothing.
        moved = Schedule.objects.filter(name=entry.name, due_at=schedule.due_at).update(due_at=following)
        if moved:
            enqueue(entry.name, entry.payload, actor=system(entry.name), unique_key="periodic")
    return bool(moved)


def _latest_credible(cron: str, following: datetime) -> datetime:
    return next_fire(cron, following) + CREDIBLE


def _plan(entry: Periodic, due_at: datetime) -> None:
    Schedule.objects.update_or_create(name=entry.name, defaults={"cron": entry.cron, "due_at": due_at})


def next_fire(cron: str, after: datetime) -> datetime:
    """Return the first moment later than `after` at which `cron` is due.

    Jobs at fixed hours go by the wall clock and run once in the night in which an hour comes twice; jobs of every
    hour go by real time and run in both of them.
    """
    zone = timezone.get_default_timezone()
    local = after.astimezone(zone)
    if cron.split()[1].startswith("*"):
        return croniter(cron, local).get_next(datetime).astimezone(UTC)
    fires = croniter(cron, local.replace(tzinfo=None))
    moment = after
    while moment <= after:
        moment = fires.get_next(datetime).replace(tzinfo=zone).astimezone(UTC)
    return moment
