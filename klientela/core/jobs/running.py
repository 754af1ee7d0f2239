"""Runs one job that is held, and writes how it ended. The only place that catches everything."""

import logging
import traceback
from collections.abc import Callable
from typing import Any

from klientela.core.clock import now
from klientela.core.errors import Refused, Unavailable
from klientela.core.events.codec import Misfit, from_json, to_json
from klientela.core.jobs.context import JobContext
from klientela.core.jobs.interruptions import CancelRequested, HandedBack, LeaseLost
from klientela.core.jobs.lease import hand_back, heartbeat, held
from klientela.core.jobs.pace import Pace
from klientela.core.jobs.queue import handler_of
from klientela.core.jobs.words import Words
from klientela.core.models import Job

log = logging.getLogger(__name__)

ERROR_LENGTH = 4000


def _never() -> bool:
    return False


def _unwatched(job: Job) -> None:
    """Nobody looks."""


def run(
    job: Job,
    pace: Pace,
    *,
    stopping: Callable[[], bool] = _never,
    watch: Callable[[Job], object] = _unwatched,
) -> None:
    """Work on a claimed `job` until it ends in whatever way; `watch` is called after each committed chunk.

    A try that fails is put back with a growing wait until `max_attempts`; a refusal and a permanent failure are not.
    """
    try:
        with heartbeat(job, pace):
            words = _call(job, pace, stopping, watch)
    except LeaseLost:
        log.warning("%s was taken over by another worker", job)
    except HandedBack:
        hand_back(job)
    except CancelRequested:
        _end(job, Job.State.CANCELLED)
    except Refused as refusal:
        _end(job, Job.State.FAILED, result=_refusal(refusal))
    except Exception as error:  # noqa: BLE001 - the job runner outlives a bug in what it runs
        _retry_or_end(job, pace, error)
    else:
        _end(job, Job.State.DONE, result=words.stored() if words else None, error="")


def _call(job: Job, pace: Pace, stopping: Callable[[], bool], watch: Callable[[Job], object]) -> Words | None:
    context = JobContext(job, pace, stopping, watch)
    handler, schema = handler_of(job.name)
    try:
        payload = from_json(schema, job.payload)
    except Misfit as misfit:
        raise Refused("job.payload", "The job cannot be understood: %(what)s.", what=str(misfit)) from misfit
    return handler(context, payload)  # type: ignore[no-any-return]


def _refusal(refusal: Refused) -> dict[str, Any]:
    return {"code": refusal.code, "message": refusal.message, "params": to_json(refusal.params)}


def _retry_or_end(job: Job, pace: Pace, error: Exception) -> None:
    log.error("%s failed at try %s", job, job.attempts, exc_info=error)
    story = "".join(traceback.format_exception(error))[-ERROR_LENGTH:]
    if isinstance(error, Unavailable) and error.permanent:
        _end(job, Job.State.FAILED, result=Words("job.unavailable", {"what": str(error)}).stored(), error=story)
    elif job.attempts >= job.max_attempts:
        _end(job, Job.State.DEAD, error=story)
    else:
        later = now() + pace.wait_after(job.attempts)
        held(job).update(state=Job.State.READY, run_after=later, token=None, lease_until=None, error=story)


def _end(job: Job, state: Job.State, **values: Any) -> None:
    held(job).update(state=state, token=None, lease_until=None, finished_at=now(), **values)
