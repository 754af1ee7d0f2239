"""What this floor does when facts change: a few customers at once, many by a job.

At once, because a person waits for the marker to follow the call; the worker's jobs may be busy with an import.
"""

from typing import Any

from django.db import transaction

from klientela.core.actor import system
from klientela.insight.actions import marks
from klientela.insight.actions.analyse import FullRunNeededError, begin_refresh_of_marked, refresh_marked

FEW = 50


def facts_changed(event: Any) -> None:
    """Bring the marked customers up to date; which event told of them does not matter, the marks say who."""
    del event
    if not marks.are_more_than(FEW):
        try:
            with transaction.atomic():
                refresh_marked()
        except FullRunNeededError:
            pass
        else:
            return
    begin_refresh_of_marked(system("analysis"))
