"""`klientela serve`: the pages and a worker, started together and kept alive.

This process stays small: it loads neither Django nor the server, and what has to be done before is done by a child
that ends.
"""

import ipaddress
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from typing import Any

import click

from klientela.cli.frame import Frame
from klientela.cli.supervision import Child, end, own_command, supervise
from klientela.cli.threads import one_heap, one_thread_each
from klientela.core.errors import Refused

READY_WITHIN = 30.0
LONE_HOSTS = {"localhost", ""}


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--open", "open_browser", is_flag=True, help="Open the browser, signed in.")
@click.option("--insecure-lan", is_flag=True, help="Serve beyond this machine without TLS: everybody near can listen.")
@click.pass_obj
def command(frame: Frame, host: str, port: int, open_browser: bool, insecure_lan: bool) -> None:
    """Serve the pages with a worker; prints an address that signs the owner in once."""
    serve(frame, host, port, open_browser=open_browser, insecure_lan=insecure_lan)


def serve(
    frame: Frame, host: str, port: int, *, open_browser: bool = False, insecure_lan: bool = False, sample: int = 0
) -> None:
    """Serve until told to stop, an empty base filled with `sample` made-up customers first.

    Refuses when the port is taken or the network would be able to listen.
    """
    _check_reach(frame, host, insecure_lan)
    _check_port(host, port)
    frame.choose_home()
    one_thread_each(os.environ)
    one_heap(os.environ)
    stopping = _stop_on_signals()
    children = [
        Child("The web server", [sys.executable, "-m", "klientela.cli.web", host, str(port)]),
        Child("The worker", own_command("worker")),
    ]
    try:
        address = _start(children, f"http://{_spelt(host)}:{port}", sample)
        _wait_until_ready(host, port, children[0], stopping)
    except BaseException:
        end(children)
        raise
    frame.answer({"address": address}, f"Klientela is ready. Come in, once, by this address:\n{address}")
    if open_browser:
        webbrowser.open(address)
    supervise(children, stopping, frame.say)


def _check_reach(frame: Frame, host: str, insecure_lan: bool) -> None:
    if _is_loopback(host) or os.environ.get("KLIENTELA_TLS") == "1":
        return
    if not insecure_lan:
        raise Refused(
            "serve.no_tls",
            "Beyond this machine the pages need TLS: put a TLS server in front and set KLIENTELA_TLS=1, "
            "or accept that everybody near can listen by --insecure-lan.",
        )
    os.environ["KLIENTELA_HOSTS"] = f"{os.environ.get('KLIENTELA_HOSTS', '')} {host}".strip()
    frame.say("WARNING: passwords and customers travel unencrypted. Whoever shares this network can read them.")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in LONE_HOSTS


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                "serve.port", "Port %(port)s cannot be used: %(why)s. Choose another by --port.",
                port=port, why=error.strerror or str(error),
            ) from error  # fmt: skip


def _spelt(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _stop_on_signals() -> threading.Event:
    stopping = threading.Event()

    def stop(_number: int, _stack: Any) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return stopping


def _start(children: list[Child], base: str, sample: int) -> str:
    web, worker = children
    # Beside the preparation, which mostly finds nothing to do; otherwise the server must see what was done.
    web.start()
    prepared = _prepare(base, sample)
    if prepared["changed"]:
        web.kill()
        web.start()
    worker.start()
    return str(prepared["address"])


def _prepare(base: str, sample: int) -> dict[str, Any]:
    command = own_command("--json", "prepare", "--address", base, "--sample", str(sample))
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)  # noqa: S603 - the command is our own
    answer: dict[str, Any] = json.loads(done.stdout or b"{}")
    if done.returncode:
        error = answer.get("error", {})
        raise Refused(error.get("code", "serve.prepare"), error.get("message", "The base could not be made ready."))
    return answer


def _wait_until_ready(host: str, port: int, web: Child, stopping: threading.Event) -> None:
    until = time.monotonic() + READY_WITHIN
    while not stopping.wait(0.05):
        if not web.is_running() or time.monotonic() > until:
            raise Refused("serve.web", "The web server did not start. What it said stands above.")
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            continue
        return
