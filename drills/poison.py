"""R11: a job that takes down every worker that touches it. It is given up after five tries; the others hardly wait."""

import os
import random
import signal
import time
from dataclasses import dataclass

from drills import stage
from drills.bases import Base
from drills.figures import percentile
from drills.outcome import Outcome, none_of
from drills.sizes import Sizes
from drills.workers import Crew, crew, fresh, until
from klientela.core.assembly import assembled
from klientela.core.jobs import JobContext, enqueue
from klientela.core.models import Job

HANDLERS = {"drill.work": f"{__name__}.work", "drill.die": f"{__name__}.die"}
TRIES = 5
WAITING_GOAL = 1.2


@dataclass(frozen=True)
class Plan:
    """How many chunks of work, and how many seconds each takes."""

    chunks: int = 10
    seconds: float = 0.02


def work(context: JobContext, payload: Plan) -> None:
    """Take a while."""
    for number in range(context.done, payload.chunks):
        with context.chunk(done=number + 1):
            time.sleep(payload.seconds)


def die(context: JobContext, payload: Plan) -> None:  # noqa: ARG001 - what every handler is given
    """Take the worker down, as a crash in a library would."""
    os.kill(os.getpid(), signal.SIGKILL)


def run(base: Base, sizes: Sizes, chance: random.Random) -> list[Outcome]:  # noqa: ARG001
    """Do the same jobs twice: alone, and with the poisonous one among them."""
    assembled("KLIENTELA_JOBS").update(HANDLERS)
    with crew(2, sizes.lease_seconds) as working:
        alone = _ends(_begin(sizes.jobs), working, sizes)
        jobs = _begin(sizes.jobs // 2)
        poison = enqueue("drill.die", Plan(), actor=stage.owner())
        jobs += _begin(sizes.jobs - len(jobs))
        beside = _ends(jobs, working, sizes)
        until(lambda: _is_over(poison, working), sizes.most_seconds)
    given_up = fresh(poison)
    undone = sum(fresh(job).state != Job.State.DONE for job in jobs)
    ratio = percentile(beside, 50) / percentile(alone, 50)
    isolated = (given_up.state, given_up.attempts) == (Job.State.DEAD, TRIES)
    return [
        Outcome(
            "the poisonous job", f"dead after {TRIES} tries", f"{given_up.state} after {given_up.attempts}", isolated
        ),
        none_of("other jobs not done", undone, f"{len(jobs)}"),
        Outcome(
            "waiting of the others", f"<= {WAITING_GOAL} x", f"{ratio:.2f} x", ratio <= WAITING_GOAL, is_loss=False
        ),
    ]


def _begin(count: int) -> list[Job]:
    return [enqueue("drill.work", Plan(), actor=stage.owner()) for _ in range(count)]


def _ends(jobs: list[Job], working: Crew, sizes: Sizes) -> list[float]:
    """Wait for all, and return for each the seconds from its beginning to its end."""

    until(lambda: all(_is_over(job, working) for job in jobs), sizes.most_seconds)
    ended = [fresh(job) for job in jobs]
    return [(job.finished_at - job.created_at).total_seconds() for job in ended if job.finished_at]


def _is_over(job: Job, working: Crew) -> bool:
    working.replace_the_dead()
    return fresh(job).is_finished
