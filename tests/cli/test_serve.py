"""`klientela serve`: ready, kept alive, ended in order."""

import json
import os
import signal
import socket
import subprocess
import urllib.error
import urllib.request

import psutil
import pytest

from tests.cli.conftest import PROGRAM
from tests.core.jobs.playground import until


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def served(made_home, environment, port):
    """A running `klientela serve --json` and the address it gave."""
    command = [*PROGRAM, "--home", str(made_home), "serve", "--port", str(port), "--json"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    family = psutil.Process(process.pid)
    yield process, json.loads(process.stdout.readline())["address"], family
    left = family.children(recursive=True) if family.is_running() else []
    process.terminate()
    process.wait(20)
    process.stdout.close()
    assert [child.pid for child in left if child.is_running() and child.status() != psutil.STATUS_ZOMBIE] == []


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/nothing-here", timeout=30) as response:
            return response.status > 0
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def words_of(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        # It ended between being listed and being asked.
        return []


def worker_of(family: psutil.Process) -> list[psutil.Process]:
    return [child for child in family.children() if words_of(child)[-1:] == ["worker"]]


def web_of(family: psutil.Process) -> list[psutil.Process]:
    return [child for child in family.children(recursive=True) if "klientela.cli.web" in words_of(child)]


def test_it_serves_and_starts_again_what_was_killed(served, port):
    process, address, family = served
    assert address.startswith(f"http://127.0.0.1:{port}/sign-in/link/")
    assert answers(port)
    before = {each.pid for each in web_of(family) + worker_of(family)}
    web_of(family)[-1].kill()
    worker_of(family)[0].kill()
    until(lambda: not before & {each.pid for each in web_of(family) + worker_of(family)})
    until(lambda: bool(worker_of(family)) and answers(port))
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
    assert not answers(port)


def test_children_end_when_their_parent_is_killed(served, port):
    process, _address, family = served
    children = family.children(recursive=True)
    assert len(children) == 3
    os.kill(process.pid, signal.SIGKILL)
    until(lambda: not any(child.is_running() for child in children))
    assert not answers(port)


def test_a_taken_port_is_refused_in_a_sentence(call_json):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        status, document = call_json("serve", "--port", str(taken.getsockname()[1]))
    assert (status, document["error"]["code"]) == (1, "serve.port")


def test_a_network_that_could_listen_is_refused(call_json):
    status, document = call_json("serve", "--host", "0.0.0.0")
    assert (status, document["error"]["code"]) == (1, "serve.no_tls")
