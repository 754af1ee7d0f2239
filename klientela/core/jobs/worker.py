"""The worker: a process that runs jobs, delivers events and begins periodic jobs until it is told to stop.

Events have a thread of their own, so that a long import does not keep a new order from reaching its customer's figures;
jobs have two, so that a quick one need not wait for a long one. Everything else is in the database.
"""

import logging
import threading
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, connection

from klientela.core.assembly import assembled
from klientela.core.bulk import beside
from klientela.core.events import bell
from klientela.core.events.delivery import deliver_due
from klientela.core.jobs import memory
from klientela.core.jobs.lease import claim, recover_abandoned
from klientela.core.jobs.pace import PACE, Pace
from klientela.core.jobs.periodic import begin_due
from klientela.core.jobs.running import run

log = logging.getLogger(__name__)

SLOTS = 2
# Seconds between two looks at a database that is gone.
ABSENCE = 1.0


class Worker:
    """One worker process; `stop` may be called from a signal handler or another thread."""

    def __init__(self, *, pace: Pace = PACE, slots: int = SLOTS) -> None:
        self.pace = pace
        self.slots = slots
        self._stopping = threading.Event()
        self._broken = False

    def run(self) -> bool:
        """Work until stopped; return False if a bug in the worker itself ended it."""
        pause = self.pace.poll if connection.vendor == "sqlite" else self.pace.distant_poll
        loops = [self._deliver, *(self._work for _ in range(self.slots))]
        threads = [threading.Thread(target=self._repeat, args=(loop, pause)) for loop in loops]
        for thread in threads:
            thread.start()
        self._repeat(self._tick, pause)
        for thread in threads:
            thread.join()
        return not self._broken

    def stop(self) -> None:
        """Finish the present chunks, hand the jobs back and end."""
        self._stopping.set()

    def _repeat(self, step: Callable[[], bool], pause: float) -> None:
        """Take `step` again and again, pausing when there was nothing to do and when the database is away."""
        try:
            while not self._stopping.is_set():
                heard = bell.sound()
                try:
                    busy = step()
                except (OperationalError, InterfaceError):
                    log.exception("the database is away; trying again in %s s", ABSENCE)
                    connection.close()
                    self._stopping.wait(ABSENCE)
                else:
                    if not busy:
                        bell.wait(heard, pause, self._stopping)
        except BaseException:
            log.exception("the worker ends because of a bug")
            self._broken = True
            self._stopping.set()
        finally:
            connection.close()

    def _deliver(self) -> bool:
        return deliver_due() > 0

    def _work(self) -> bool:
        job = claim(self.pace)
        if job is None:
            return False
        run(job, self.pace, stopping=self._stopping.is_set)
        beside.let_go()
        memory.give_back()
        return True

    def _tick(self) -> bool:
        recover_abandoned(self.pace)
        begin_due(assembled("KLIENTELA_PERIODIC"))
        # By the clock alone: no bell tells that time has passed.
        self._stopping.wait(self.pace.tick)
        return True
