"""Which tests run a second time, on PostgreSQL: those that meet a database, and none that would only repeat itself."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines import meets_a_database

ROOT = Path(__file__).resolve().parent.parent

TWO_TESTS = """
import pytest

def test_one(): pass

@pytest.mark.django_db
def test_other(): pass
"""


@pytest.mark.django_db
def test_a_mark_meets_a_database(request) -> None:
    assert meets_a_database(request.node)


def test_the_cast_meets_a_database(request, as_owner) -> None:
    assert meets_a_database(request.node)


def test_a_command_on_a_base_of_its_own_meets_a_database(request, empty_database) -> None:
    assert meets_a_database(request.node)


def test_arithmetic_meets_no_database(request) -> None:
    assert not meets_a_database(request.node)


def test_on_postgresql_what_meets_no_database_is_left_out_and_counted_aloud(tmp_path: Path) -> None:
    (tmp_path / "test_two.py").write_text(TWO_TESTS)
    (tmp_path / "empty.ini").write_text("[pytest]\nmarkers =\n    django_db\n")
    plugins = ("tests.engines", "no:django", "no:xdist", "no:randomly")
    options = [word for plugin in plugins for word in ("-p", plugin)]
    # The name of a worker, so that the session takes the server that is there instead of starting one.
    environment = {**os.environ, "KLIENTELA_TEST_DATABASE": "postgresql", "PYTEST_XDIST_WORKER": "gw9"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-c", tmp_path / "empty.ini", *options, tmp_path / "test_two.py"],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "LEFT TO SQLITE: 1 tests, because they meet no database." in done.stdout, done.stdout + done.stderr
    assert "1 passed, 1 deselected" in done.stdout
