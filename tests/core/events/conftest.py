"""Events are tested with the handlers and processes of the job tests."""

from tests.core.jobs.conftest import playground

__all__ = ["playground"]
