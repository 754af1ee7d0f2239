"""The nightly job that forgets what nobody will ask for again: finished jobs and delivered events."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef

from klientela.core.clock import now
from klientela.core.jobs.context import JobContext
from klientela.core.jobs.words import Words
from klientela.core.models import Delivery, Job, OutboxEvent

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Housekeeping:
    """How long to remember, in days."""

    jobs_days: int = 90
    events_days: int = 14


def handler(context: JobContext, payload: Housekeeping) -> Words:
    """Delete old finished jobs, and old events that everybody heard of, in small transactions."""
    jobs = _forget(context, _old_jobs(payload.jobs_days))
    events = _forget(context, _old_events(payload.events_days))
    return Words("housekeeping.done", {"jobs": jobs, "events": events})


def _forget(context: JobContext, rows: Any) -> int:
    forgotten = 0
    while keys := list(rows.values_list("pk", flat=True)[:BATCH]):
        with context.chunk(done=context.done + len(keys)):
            rows.filter(pk__in=keys).delete()
        forgotten += len(keys)
    return forgotten


def _old_jobs(days: int) -> Any:
    before = now() - timedelta(days=days)
    return (
        Job.objects.unscoped("finished jobs are forgotten, whoever's they were")
        .finished()
        .filter(finished_at__lt=before)
    )


def _old_events(days: int) -> Any:
    before = now() - timedelta(days=days)
    open_ones = Delivery.objects.unscoped("an event waits for all who must hear it").filter(event=OuterRef("pk"))
    unheard = Exists(open_ones.exclude(state=Delivery.State.DELIVERED))
    return OutboxEvent.objects.unscoped("events are the machine's own").filter(~unheard, created_at__lt=before)
