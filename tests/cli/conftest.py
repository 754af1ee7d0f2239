"""The command line as people and scripts call it: in processes of its own, on a home of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def made_home(tmp_path_factory) -> Path:
    """Return the home of a base that many tests share."""
    return tmp_path_factory.mktemp("made") / "base"


@pytest.fixture(scope="session")
def environment(tmp_path_factory, made_home, prepared_database) -> dict[str, str]:
    """Return an environment that names the database of `made_home` and no home; calls start quickly, compiled."""
    names = ("KLIENTELA_HOME", "PYTHONDONTWRITEBYTECODE", "DJANGO_ALLOW_ASYNC_UNSAFE")
    kept = {key: value for key, value in os.environ.items() if key not in names}
    compiled = str(tmp_path_factory.getbasetemp().parent / "compiled")
    return {**kept, "DATABASE_URL": prepared_database(made_home), "PYTHONPYCACHEPREFIX": compiled}


PROGRAM = [sys.executable, "-m", "klientela.cli.main"]


@pytest.fixture
def call(made_home, environment, empty_database) -> Callable[..., Any]:
    """Return a function that runs `klientela` with arguments and returns status, standard output and error.

    Another `home` than the one that was made is another base, empty at first.
    """
    addresses = {made_home: environment["DATABASE_URL"]}

    def run(*arguments: str, home: Path = made_home) -> Any:
        address = addresses.get(home) or addresses.setdefault(home, empty_database())
        command = [*PROGRAM, "--home", str(home), *arguments]
        variables = {**environment, "DATABASE_URL": address}
        return subprocess.run(command, env=variables, capture_output=True, text=True, check=False, timeout=60)

    return run


@pytest.fixture
def call_json(call) -> Callable[..., Any]:
    """Return a function that runs `klientela … --json` and returns status and document."""

    def run(*arguments: str, **options: Any) -> Any:
        done = call(*arguments, "--json", **options)
        return done.returncode, json.loads(done.stdout)

    return run
