"""Which tests run on which database, and which of them begin.

On SQLite all of them. On PostgreSQL those that meet a database, in this process or in one that they start: the others
would only say the same thing a second time. How many that were is told at the end.
"""

from collections.abc import Iterable
from typing import Any

import pytest

from tests.surroundings import ENGINE

# Whoever uses a database in his own process needs the first (by way of `db`); whoever starts commands on a base of
# their own asks for the second.
MEETINGS = frozenset({"django_db_setup", "empty_database", "prepared_database"})
LEFT_TO_SQLITE = pytest.StashKey[int]()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what holds on the other engine only, and on PostgreSQL what meets no database; begin with the longest.

    Last of all plugins: others shuffle the tests, and sort them by what they do with the database.
    """
    other = "postgresql" if ENGINE == "sqlite" else "sqlite"
    for item in items:
        if item.get_closest_marker(other):
            item.add_marker(pytest.mark.skip(reason=f"holds on {other} only"))
    if ENGINE == "postgresql":
        left = [item for item in items if not meets_a_database(item)]
        items[:] = [item for item in items if meets_a_database(item)]
        config.hook.pytest_deselected(items=left)
        config.stash[LEFT_TO_SQLITE] = len(left)
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def meets_a_database(item: pytest.Item) -> bool:
    """Tell whether a test reads or writes a database, by its mark or by what it asks for."""
    asked: Iterable[str] = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not MEETINGS.isdisjoint(asked)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the process that reports; each worker collects the same tests."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_to_sqlite"] = session.config.stash.get(LEFT_TO_SQLITE, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Hear what a worker left out."""
    told = getattr(node, "workeroutput", {}).get("left_to_sqlite", 0)
    node.config.stash[LEFT_TO_SQLITE] = max(told, node.config.stash.get(LEFT_TO_SQLITE, 0))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Count aloud what ran on SQLite only."""
    count = config.stash.get(LEFT_TO_SQLITE, 0)
    if count:
        terminalreporter.write_line(f"LEFT TO SQLITE: {count} tests, because they meet no database.", bold=True)
