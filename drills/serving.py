"""`klientela serve` on a base, and how to kill its parts: only processes that this one started, by their id."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil  # type: ignore[import-untyped]

from drills.bases import Base

READY_SECONDS = 60.0
WEB = "klientela.cli.web"
ADDRESS = "/sign-in/link/"


class Served:
    """A base being served on a port of this machine."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.port = _free_port()
        self._starts = 0
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        self._starts += 1
        with (self.base.home / "serve.log").open("ab") as log:
            return subprocess.Popen(
                self.base.command("serve", "--port", str(self.port)),
                env=self.base.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def wait(self) -> float:
        """Return the seconds until it answers, and the pages too, not only the socket. Raises `TimeoutError`."""
        began = time.monotonic()
        while time.monotonic() - began < READY_SECONDS:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
                connection.sendall(b"GET /sign-in/ HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
                if connection.recv(12).endswith(b"200"):
                    return time.monotonic() - began
            time.sleep(0.02)
        raise TimeoutError(f"nobody answers on port {self.port}; see {self.base.home / 'serve.log'}")

    def wait_until_settled(self) -> None:
        """Return when `serve` itself has said that it is ready, once for each start; from then on it keeps watch."""
        until = time.monotonic() + READY_SECONDS
        while (self.base.home / "serve.log").read_text("utf-8").count(ADDRESS) < self._starts:
            if time.monotonic() > until:
                raise TimeoutError("serve did not become ready")
            time.sleep(0.05)

    def kill_web(self) -> None:
        """Kill the process that serves the pages; `serve` starts it again."""
        # The server forks: the one that answers is the last of the family.
        family = psutil.Process(self.process.pid).children(recursive=True)
        web = [each for each in family if WEB in _words(each)]
        if web:
            os.kill(web[-1].pid, signal.SIGKILL)

    def kill_all(self) -> None:
        """Kill `serve` and everything it started, as the system does when a session ends, and start anew."""
        family = [*psutil.Process(self.process.pid).children(recursive=True), psutil.Process(self.process.pid)]
        for each in family:
            with suppress(psutil.NoSuchProcess):
                each.kill()
        self.process.wait()
        psutil.wait_procs(family, timeout=10)
        self.process = self._start()

    def end(self) -> None:
        """End it in order, and kill what does not."""
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def served(base: Base) -> Iterator[Served]:
    """Serve the base while the block runs."""
    serving = Served(base)
    try:
        # The first pages may come from a server that is started again when the preparation beside it is over.
        serving.wait_until_settled()
        serving.wait()
        yield serving
    finally:
        serving.end()


def _words(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
