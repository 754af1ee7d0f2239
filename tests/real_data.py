"""The real data sets: where they are, and an honest account of the tests that were left out without them.

With `KLIENTELA_DATA` set by hand the data is meant to be there, and a missing file fails the test.
"""

import os
from pathlib import Path

import pytest

NAMED = os.environ.get("KLIENTELA_DATA", "")
FOLDER = Path(NAMED) if NAMED else Path(__file__).resolve().parent.parent.parent / "shared" / "data"
LEFT_OUT = "the real data is missing"


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Return the folder of the real data sets, or leave the test out where there is none."""
    if FOLDER.is_dir():
        return FOLDER
    if NAMED:
        pytest.fail(f"KLIENTELA_DATA names {FOLDER}, which is not a folder", pytrace=False)
    pytest.skip(LEFT_OUT)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Fetch the data for every test marked `data`, also when it does not name the fixture."""
    if item.get_closest_marker("data") and "data_dir" not in item.fixturenames:  # type: ignore[attr-defined]
        item.fixturenames.append("data_dir")  # type: ignore[attr-defined]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whoever asks for the data, so that `-m data` and the count at the end know all of them."""
    for item in items:
        if "data_dir" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.data)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Turn a skip of a data test into a failure where `KLIENTELA_DATA` was set by hand."""
    report = yield
    if NAMED and report.skipped and item.get_closest_marker("data") and not _is_for_another(item):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was left out although KLIENTELA_DATA is set: {call.excinfo}"
    return report


def _is_for_another(item: pytest.Item) -> bool:
    """Tell whether `tests.engines` left the test to the other database: no data is missing there."""
    return any(mark.kwargs.get("reason", "").startswith("holds on ") for mark in item.iter_markers("skip"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Count aloud what was left out for want of data."""
    skipped = terminalreporter.stats.get("skipped", [])
    without_data = [report for report in skipped if LEFT_OUT in str(report.longrepr)]
    if without_data:
        terminalreporter.write_line(
            f"LEFT OUT: {len(without_data)} tests, because {LEFT_OUT} (set KLIENTELA_DATA to its folder).",
            yellow=True,
            bold=True,
        )
