"""Ends a child process when its parent is gone, however the parent went.

The parent keeps the child's standard input open and writes nothing; the end of it is the end of the parent. This works
on every system, also after `kill -9`, where a message would never be sent.
"""

import os
import signal
import sys
import threading

SERVED = "KLIENTELA_SERVED"


def end_with_parent() -> None:
    """Send this process SIGTERM when the `klientela serve` that started it ends; does nothing without one."""
    if os.environ.get(SERVED) == "1":
        threading.Thread(target=_wait_for_parent, name="parent", daemon=True).start()


def _wait_for_parent() -> None:
    # By the descriptor: a buffered reader would hold a lock that the end of the interpreter waits for.
    while os.read(sys.stdin.fileno(), 1):
        continue
    os.kill(os.getpid(), signal.SIGTERM)
