"""Each drill in its short form, with real processes, on a copy of a migrated base; `make drill` runs the full ones."""

import json
import os
import subprocess
import sys

import pytest

from tests.databases import _template, prepared_on_the_server
from tests.surroundings import ENGINE

EXPECTED = {
    "R1": ["acknowledged writes lost", "notes doubled", "answers other than kept"],
    "R2": [
        "tables that differ from the undisturbed import",
        "figures that differ",
        "tables that differ after an undo",
        "tables that differ after kills and undo",
    ],
    "R9": [
        "page and page, the same field, lost updates",
        "page and page, different fields, lost updates",
        "bulk edit and page, lost updates",
        "bulk edit and bulk edit, lost updates",
        "undo and page, lost updates",
    ],
    "R10": [
        '16 processes, "database is locked"',
        "16 processes, notes lost or doubled",
        "16 people over HTTP, posts not kept",
        "16 people over HTTP, notes lost or doubled",
    ],
    "R11": ["the poisonous job", "other jobs not done"],
}


@pytest.fixture
def base_to_copy(django_db_setup) -> list[str]:
    """Return the options that name a migrated base."""
    if ENGINE == "sqlite":
        return ["--prepared", str(_template())]
    return ["--server", os.environ["DATABASE_URL"], "--prepared", prepared_on_the_server()]


@pytest.mark.long
@pytest.mark.parametrize("drill", list(EXPECTED))
def test_nothing_is_lost_and_nothing_doubled(drill, base_to_copy, tmp_path):
    figures = tmp_path / "figures.json"
    command = [sys.executable, "-m", "drills", "--short", "--only", drill, "--database", ENGINE, "--json", str(figures)]
    done = subprocess.run([*command, *base_to_copy], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    outcomes = json.loads(figures.read_text("utf-8"))["outcomes"]
    about_loss = [each for each in outcomes if each["is_loss"]]
    assert [each["what"] for each in about_loss] == EXPECTED[drill], done.stdout
    assert [each["figure"] for each in about_loss if not each["holds"]] == []
