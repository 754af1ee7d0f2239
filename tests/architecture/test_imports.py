"""The import contracts of `pyproject.toml` hold, and each goes red on a planted import."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
# contract by the words it is known by, and the import that breaks it
PLANTED = [
    ("A lower floor never imports a higher one", "core/planted_upward.py", "from klientela.sales import apps"),
    ("A lower floor never imports a higher one", "web/planted_sideways.py", "import klientela.cli"),
    ("A lower floor never imports a higher one", "unknown_floor/__init__.py", ""),
    ("measures and rules know no Django", "measures/planted.py", "import django.db"),
    ("measures and rules know no Django", "rules/planted.py", "from django.utils import timezone"),
    ("Modules side by side never import", "core/knot_a.py", "import klientela.core.knot_b"),
    ("Inside an app", "sales/models/planted.py", "import klientela.sales.actions.planted"),
    ("Inside an app", "sales/queries/planted.py", "import klientela.sales.jobs"),
    ("Inside exchange", "exchange/hygiene/planted.py", "import klientela.exchange.imports.planted"),
    ("Inside customers", "customers/models/customers.py", "import klientela.customers.models.timeline"),
    ("Inside sales", "sales/models/catalogue.py", "import klientela.sales.models.orders"),
    ("Inside insight", "insight/scores.py", "import klientela.insight.segments"),
    ("Inside automation", "automation/engine.py", "import klientela.automation.plays"),
]
BESIDE = {
    "insight/segments.py": "",
    "automation/plays.py": "",
    "core/knot_b.py": "import klientela.core.knot_a",
    "sales/actions/__init__.py": "",
    "sales/actions/planted.py": "",
    "sales/queries/__init__.py": "",
    "sales/jobs.py": "",
    "exchange/imports/planted.py": "",
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts of this project on the package that lies in `folder`."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--config", ROOT / "pyproject.toml"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "300", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return the folder of a copy of the package, for planting."""
    shutil.copytree(ROOT / "klientela", tmp_path / "klientela", ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    return tmp_path


def plant(folder: Path, path: str, text: str) -> None:
    target = folder / "klientela" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


def broken(output: str) -> str:
    """Return the names of the contracts that the summary calls broken, one a line."""
    return "\n".join(re.findall(r"^(.*) BROKEN\b", output, re.MULTILINE))


def test_the_contracts_hold() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.planted
@pytest.mark.parametrize(("contract", "path", "line"), PLANTED)
def test_a_planted_import_breaks_its_contract(copy: Path, contract: str, path: str, line: str) -> None:
    for beside, text in BESIDE.items():
        if not (copy / "klientela" / beside).exists() and not beside.startswith("core/"):
            plant(copy, beside, text)
    if "knot" in path:
        plant(copy, "core/knot_b.py", BESIDE["core/knot_b.py"])
    plant(copy, path, line)
    assert contract in broken(lint(copy).stdout)
