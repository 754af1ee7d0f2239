"""What is left out is said: tests without their data or their browser are counted, and fail where they must run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(folder: Path, plugin: str, test: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one test in a session that has only the one plugin of this harness."""
    (folder / "test_one.py").write_text(test)
    (folder / "empty.ini").write_text("[pytest]\nmarkers =\n    data\n    browser\n")
    command = [sys.executable, "-m", "pytest", "-q", "-c", folder / "empty.ini", "-p", plugin, "-p", "no:django"]
    outer = {key: value for key, value in os.environ.items() if key not in {"CI", "KLIENTELA_DATA", "PYTEST_ADDOPTS"}}
    return subprocess.run(
        [*command, "-p", "no:xdist", "-p", "no:randomly", folder / "test_one.py"],
        cwd=folder,
        env={**{k: v for k, v in outer.items() if not k.startswith("PYTEST_")}, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


NEEDS_DATA = "def test_one(data_dir): pass\n"
NEEDS_FILE = "import pytest\n@pytest.mark.data\ndef test_one(): pytest.skip('no such file')\n"
NEEDS_BROWSER = "def test_one(page): pass\n"


def test_without_data_the_tests_that_need_it_are_counted_aloud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "deep" / "tests"
    copy.mkdir(parents=True)
    (copy / "__init__.py").write_text("")
    (copy / "real_data.py").write_text((ROOT / "tests" / "real_data.py").read_text())
    done = run(tmp_path, "tests.real_data", NEEDS_DATA, PYTHONPATH=str(copy.parent))
    assert "LEFT OUT: 1 tests, because the real data is missing" in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize("test", [NEEDS_DATA, NEEDS_FILE])
def test_with_data_named_a_skip_is_a_failure(tmp_path: Path, test: str) -> None:
    done = run(tmp_path, "tests.real_data", test, KLIENTELA_DATA=str(tmp_path / "nowhere"))
    assert "1 failed" in done.stdout or "1 error" in done.stdout
    assert done.returncode == 1


def test_without_chromium_the_journeys_are_named(tmp_path: Path) -> None:
    done = run(tmp_path, "tests.browser", NEEDS_BROWSER, PATH=str(tmp_path))
    assert "LEFT OUT: 1 journeys, because Chromium is missing:" in done.stdout
    assert "test_one.py::test_one" in done.stdout
    assert done.returncode == 0


def test_without_chromium_the_journeys_fail_under_ci(tmp_path: Path) -> None:
    done = run(tmp_path, "tests.browser", NEEDS_BROWSER, PATH=str(tmp_path), CI="true")
    assert done.returncode == 1
