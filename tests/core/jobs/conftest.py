"""The handlers of the playground, known to the process of the test while a test of jobs or events runs."""

import pytest

from klientela.core.assembly import assembled


@pytest.fixture(autouse=True)
def playground(monkeypatch):
    """Let this process know the jobs and subscribers of the tests, and forget them after."""
    from tests.core.jobs.playground import HANDLERS, SUBSCRIBERS

    for name, handler in HANDLERS.items():
        monkeypatch.setitem(assembled("KLIENTELA_JOBS"), name, handler)
    for name, subscribers in SUBSCRIBERS.items():
        monkeypatch.setitem(assembled("KLIENTELA_SUBSCRIBERS"), name, subscribers)
