"""Starts `klientela serve` for a base, waits until it is ready, and ends it with everything it started."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.bases import Base

READY_WITHIN = 60.0
SETTLED_WITHIN = 300.0
# The worker looks once a minute whether the search index waits for rows.
LOOKED_WITHIN = 70.0
# A web server and a worker that have nothing to do take less of a processor than this.
CALM = 0.05
PAGE_KILOBYTES = os.sysconf("SC_PAGE_SIZE") / 1024


@dataclass(frozen=True)
class Served:
    """A base being served: its port, how long until it answered, and the process that holds the rest."""

    base: Base
    port: int
    ready_seconds: float
    process: subprocess.Popen[bytes]

    def memory_megabytes(self) -> float:
        """Return the memory of web and worker that is theirs alone plus their share of what they share."""
        return sum(_proportional_kilobytes(each) for each in _family(self.process.pid)) / 1024

    def settle(self) -> None:
        """Wait until the worker is done with what the filling left to it, such as the search index."""
        time.sleep(LOOKED_WITHIN)
        until = time.monotonic() + SETTLED_WITHIN
        before, now = 0.0, _processor_seconds(self.process.pid)
        while now - before > CALM and time.monotonic() < until:
            time.sleep(1.0)
            before, now = now, _processor_seconds(self.process.pid)


@contextmanager
def served(base: Base) -> Iterator[Served]:
    """Serve the base on a free port of this machine while the block runs."""
    port = _free_port()
    began = time.monotonic()
    process = subprocess.Popen(
        base.command("serve", "--port", str(port)),
        env=base.environment,
        stdout=subprocess.DEVNULL,
        stderr=(base.home / "serve.log").open("wb"),
        start_new_session=True,
    )
    try:
        _wait(process, port)
        yield Served(base, port, time.monotonic() - began, process)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError("klientela serve did not become ready; see serve.log in its home")


def _family(root: int) -> list[int]:
    parents = {int(path.name): _parent(path) for path in Path("/proc").iterdir() if path.name.isdigit()}
    family = [root]
    for process in family:
        family.extend(child for child, parent in parents.items() if parent == process)
    return family


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def _processor_seconds(root: int) -> float:
    return sum(_ticks(each) for each in _family(root)) / os.sysconf("SC_CLK_TCK")


def _ticks(process: int) -> int:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def _proportional_kilobytes(process: int) -> float:
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(float(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
