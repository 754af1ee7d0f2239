"""Many processes at once: forked, let go at the same moment, waited for, never longer than agreed."""

import multiprocessing
import time
from collections.abc import Callable
from typing import Any

from drills.stage import leave_connections

FORK = multiprocessing.get_context("fork")


def at_once(count: int, work: Callable[..., None], *arguments: Any, most_seconds: float) -> float:
    """Run `work(number, *arguments)` in `count` processes that begin together; return the seconds until all ended.

    Raises `RuntimeError` when one of them failed or did not end in time; those left are killed.
    """
    leave_connections()
    gate = FORK.Barrier(count + 1)
    children = [FORK.Process(target=_wait_and_work, args=(gate, work, number, *arguments)) for number in range(count)]
    for child in children:
        child.start()
    gate.wait(60)
    began = time.monotonic()
    for child in children:
        child.join(max(began + most_seconds - time.monotonic(), 0))
    failed = [number for number, child in enumerate(children) if child.exitcode != 0]
    for number in failed:
        children[number].kill()
    if failed:
        raise RuntimeError(
            f"of {count} processes {len(failed)} failed or did not end in time, the first is {failed[0]}"
        )
    return time.monotonic() - began


def _wait_and_work(gate: Any, work: Callable[..., None], number: int, *arguments: Any) -> None:
    gate.wait(60)
    work(number, *arguments)
    leave_connections()
