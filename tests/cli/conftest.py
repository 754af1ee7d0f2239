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
def environment(tmp_path_factory, empty_database) -> dict[str, str]:
    """Return an environment that names an empty database and no home, and keeps compiled code: calls start quickly."""
    names = ("KLIENTELA_HOME", "PYTHONDONTWRITEBYTECODE", "DJANGO_ALLOW_ASYNC_UNSAFE")
    kept = {key: value for key, value in os.environ.items() if key not in names}
    compiled = str(tmp_path_factory.getbasetemp().parent / "compiled")
    return {**kept, "DATABASE_URL": empty_database(), "PYTHONPYCACHEPREFIX": compiled}


@pytest.fixture(scope="session")
def made_home(tmp_path_factory, environment) -> Path:
    """Return the home of a base that was made by the first command that named it."""
    home = tmp_path_factory.mktemp("made") / "new" / "base"
    subprocess.run([*PROGRAM, "--home", home, "user", "list"], env=environment, check=True, capture_output=True)
    return home


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
