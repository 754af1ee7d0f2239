"""Workers of the product, forked, killed and started again; everything as in `klientela worker` but the waiting times.

A lease of 15 seconds would make twenty kills a matter of minutes; how long it is changes nothing about what is lost.
"""

import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from drills import crowd, stage
from klientela.core.jobs.pace import Pace
from klientela.core.jobs.worker import Worker
from klientela.core.models import Job

LOOK_SECONDS = 0.01


class Crew:
    """A number of worker processes that are replaced when they die."""

    def __init__(self, count: int, pace: Pace) -> None:
        self._pace = pace
        self._children = [_start(pace) for _ in range(count)]

    def replace_the_dead(self) -> int:
        """Start a new worker for each dead one, and return how many there were."""
        dead = [place for place, child in enumerate(self._children) if not child.is_alive()]
        for place in dead:
            self._children[place] = _start(self._pace)
        return len(dead)

    def kill_one(self, chance: random.Random) -> None:
        """Kill a worker as the system would, without a word."""
        child = chance.choice(self._children)
        child.kill()
        child.join()

    def end(self) -> None:
        """Kill all."""
        for child in self._children:
            child.kill()
            child.join()


@contextmanager
def crew(count: int, lease_seconds: float) -> Iterator[Crew]:
    """Have `count` workers at work while the block runs; whoever is silent for `lease_seconds` is taken for dead."""
    working = Crew(count, _pace(lease_seconds))
    try:
        yield working
    finally:
        working.end()


def _pace(lease_seconds: float) -> Pace:
    lease, backoff, longest = (timedelta(seconds=each) for each in (lease_seconds, 0.1, 0.4))
    return Pace(lease=lease, poll=0.2, tick=0.2, backoff=backoff, backoff_limit=longest)


def _start(pace: Pace) -> Any:
    stage.leave_connections()
    child = crowd.FORK.Process(target=_work, args=(pace,), daemon=False)
    child.start()
    return child


def _work(pace: Pace) -> None:
    worker = Worker(pace=pace, slots=1)
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    worker.run()


def fresh(job: Job) -> Job:
    """Return the job as it is now."""
    return Job.objects.unscoped("a drill looks at its job").get(pk=job.pk)


def until(holds: Callable[[], bool], most_seconds: float) -> None:
    """Look again and again until something holds. Raises `TimeoutError`."""
    end = time.monotonic() + most_seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError("it did not happen in time")
        time.sleep(LOOK_SECONDS)


def until_done(job: Job, working: Crew, most_seconds: float) -> Job:
    """Wait for the end of a job, and return it. Raises `RuntimeError` unless it was done."""

    def is_over() -> bool:
        working.replace_the_dead()
        return fresh(job).is_finished

    until(is_over, most_seconds)
    ended = fresh(job)
    if ended.state != Job.State.DONE:
        raise RuntimeError(f"{ended} ended as {ended.state}: {ended.result} {ended.error}")
    return ended
