"""Runs a job here and now, with progress, by the same lease rules as a worker; or waits for the worker that has it.

Separate from `frame`, because it needs Django's models, which `klientela --help` does not.
"""

import time
from typing import Any

from klientela.cli.frame import Frame
from klientela.core.actor import Actor
from klientela.core.assembly import assembled
from klientela.core.errors import Refused, Unavailable
from klientela.core.events.delivery import deliver_due
from klientela.core.jobs import cancel
from klientela.core.jobs.lease import claim
from klientela.core.jobs.pace import PACE
from klientela.core.jobs.running import run
from klientela.core.models import Job
from klientela.insight.actions.analyse import begin_refresh

# Seconds between two looks at a job that a worker has.
LOOK = 0.2


def run_to_end(frame: Frame, job: Job) -> Job:
    """Return `job` done, run in this process unless a worker was quicker.

    Raises `Refused` with the job's own code when it was refused, and `job.not_done` when it ended otherwise.
    Ctrl-C cancels the job; what was done until then stays.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=frame.console, transient=True) as progress:
        bar = progress.add_task(job.name, total=job.total)

        def watch(held: Job) -> None:
            progress.update(bar, completed=held.done, total=held.total)

        try:
            ended = _until_finished(job, watch)
        except KeyboardInterrupt:
            _cancel_quietly(job, frame.actor)
            raise
    return _judged(ended)


def _until_finished(job: Job, watch: Any) -> Job:
    while True:
        mine = claim(PACE, only=job.pk)
        if mine is not None:
            run(mine, PACE, watch=watch)
        current = Job.objects.unscoped("the command line waits for the job it began").get(pk=job.pk)
        if current.is_finished:
            return current
        watch(current)
        time.sleep(LOOK)


def _cancel_quietly(job: Job, actor: Actor) -> None:
    try:
        cancel(job, actor)
    except Refused:
        # It finished while the keys were pressed.
        return


def _judged(job: Job) -> Job:
    if job.state == Job.State.DONE:
        return job
    result = job.result or {}
    if "message" in result:
        raise Refused(result["code"], result["message"], **result.get("params", {}))
    if job.state == Job.State.FAILED:
        raise Unavailable(result.get("params", {}).get("what", job.error), permanent=True)
    raise Refused("job.not_done", "The job ended as %(state)s.", state=str(job.get_state_display()))


def settle() -> None:
    """Let everything hear what this command did, so that the next one sees the consequences, worker or not."""
    assembled("KLIENTELA_SUBSCRIBERS")
    while deliver_due():
        continue


def conclude(frame: Frame) -> None:
    """Settle, and let conclusions follow the facts, here or by the worker that is at it already."""
    settle()
    run_to_end(frame, begin_refresh(frame.actor))
