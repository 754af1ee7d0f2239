"""Keeps child processes alive: starts them, starts them again when they die, ends them together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from klientela.cli.orphans import SERVED

# A child that lived so long died of something else than its start, and is started again at once.
SETTLED = 10.0
SECOND_WAIT, LONGEST_WAIT = 0.5, 30.0
GRACE = 15.0
POLL = 0.2


@dataclass
class Child:
    """One process that must run."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    falls: int = 0
    due: float = 0.0

    def start(self) -> None:
        """Start it, in a group of its own: Ctrl-C reaches the parent alone, which ends all in order."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - the command is our own
            self.command,
            stdin=subprocess.PIPE,
            env={**os.environ, SERVED: "1"},
            start_new_session=True,
        )

    def is_running(self) -> bool:
        """Whether the process is alive."""
        return self.process is not None and self.process.poll() is None

    def mourn(self) -> None:
        """Clear away what is left of the dead process and decide when to start it again: later each time."""
        self.kill()
        lived = time.monotonic() - self.started
        self.falls = 1 if lived >= SETTLED else self.falls + 1
        wait = 0.0 if self.falls == 1 else min(SECOND_WAIT * 2.0 ** (self.falls - 2), LONGEST_WAIT)
        self.due = time.monotonic() + wait
        self.process = None

    def terminate(self) -> None:
        """Ask it to end."""
        if self.process is not None and self.is_running():
            self.process.terminate()

    def kill(self) -> None:
        """End it with everything it started; a forked server that outlived its master would keep the port."""
        if self.process is None:
            return
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        else:
            self.process.kill()
        self.process.wait()


def supervise(children: Sequence[Child], stopping: threading.Event, say: Callable[[str], None]) -> None:
    """Keep the children running until `stopping` is set, then end them: first politely, after `GRACE` seconds not."""
    try:
        while not stopping.wait(POLL):
            for child in children:
                _keep(child, say)
    finally:
        end(children)


def _keep(child: Child, say: Callable[[str], None]) -> None:
    if child.is_running():
        return
    if child.process is not None:
        say(f"{child.name} ended (status {child.process.returncode}); starting it again.")
        child.mourn()
    if time.monotonic() >= child.due:
        child.start()


def end(children: Sequence[Child]) -> None:
    """End all children and wait for them."""
    for child in children:
        child.terminate()
    until = time.monotonic() + GRACE
    for child in children:
        if child.process is not None:
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(max(until - time.monotonic(), 0))
            child.kill()


def own_command(*arguments: str) -> list[str]:
    """Return how this very program calls itself."""
    return [sys.executable, "-m", "klientela.cli.main", *arguments]
