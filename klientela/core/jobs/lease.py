"""Who holds a job: taking it, keeping it, losing it.

Every transition is a compare-and-set on the row (state and token), so that any number of workers may try at once.
The clock is the workers' own: machines that share a base must agree within a few seconds, or leases are lost early,
which costs repeated chunks but never doubled ones.
"""

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import F

from klientela.core.clock import now
from klientela.core.jobs.pace import Pace
from klientela.core.models import Job


def claim(pace: Pace, *, only: int | None = None) -> Job | None:
    """Take the job that has waited longest (or the one with the id `only`), or return None if nothing is due."""
    due = Job.objects.unscoped("a worker takes whatever is due").due(now())
    if only is not None:
        due = due.filter(pk=only)
    if not due.exists():
        # Looked at outside a transaction: on SQLite an idle worker must not take the write lock to find nothing.
        return None
    with transaction.atomic():
        job = due.select_for_update(skip_locked=True).first()
        if job is not None:
            _take(job, pace)
    return job


def _take(job: Job, pace: Pace) -> None:
    job.state = Job.State.RUNNING
    job.token = uuid.uuid4()
    job.lease_until = now() + pace.lease
    job.attempts += 1
    job.started_at = job.started_at or now()
    job.save(update_fields=["state", "token", "lease_until", "attempts", "started_at"])


def held(job: Job) -> Any:
    """Return the row as a queryset, empty unless this holder still has it: every write for a job goes through it."""
    mine = Job.objects.unscoped("a holder writes for its own job only")
    return mine.filter(pk=job.pk, token=job.token, state=Job.State.RUNNING)


@contextmanager
def heartbeat(job: Job, pace: Pace) -> Iterator[None]:
    """Keep the lease while the block runs, from a thread with a connection of its own."""
    ended = threading.Event()
    thread = threading.Thread(target=_beat, args=(job, pace, ended), name=f"heartbeat of {job}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _beat(job: Job, pace: Pace, ended: threading.Event) -> None:
    while not ended.wait(pace.beat):
        try:
            held(job).update(lease_until=now() + pace.lease)
        except DatabaseError:
            # The database may be back at the next beat; if not, the lease is rightly lost.
            connection.close()
    connection.close()


def recover_abandoned(pace: Pace) -> int:
    """Put back the jobs of holders that fell silent, and give up those that took down every holder; return how many."""
    abandoned = Job.objects.unscoped("whoever lives cleans up after the dead").abandoned(now())
    if not abandoned.exists():
        return 0
    with transaction.atomic():
        # A locked row is being written by its holder, which therefore lives.
        jobs = list(abandoned.select_for_update(skip_locked=True))
        for job in jobs:
            _put_back(job, pace)
    return len(jobs)


def _put_back(job: Job, pace: Pace) -> None:
    if job.cancel_requested:
        values: dict[str, Any] = {"state": Job.State.CANCELLED, "finished_at": now()}
    elif job.attempts >= job.max_attempts:
        values = {"state": Job.State.DEAD, "finished_at": now(), "error": "the worker died each time"}
    else:
        values = {"state": Job.State.READY, "run_after": now() + pace.wait_after(job.attempts)}
    held(job).update(token=None, lease_until=None, **values)


def hand_back(job: Job) -> None:
    """Give the job up unharmed, for another worker to go on; the try does not count."""
    held(job).update(state=Job.State.READY, token=None, lease_until=None, run_after=now(), attempts=F("attempts") - 1)
