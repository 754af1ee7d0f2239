"""Later work of this floor: conclusions of whoever is marked, and of the whole base."""

from dataclasses import dataclass
from datetime import date

from klientela.core.jobs import JobContext, Words
from klientela.insight.actions import analyse as analysing
from klientela.insight.actions import full_run


@dataclass(frozen=True, slots=True)
class Refresh:
    """Bring up to date whoever is marked."""


@dataclass(frozen=True, slots=True)
class Analyse:
    """Go through the whole base, making a new scoring with `refit`, or one for the day `as_of`."""

    refit: bool = False
    as_of: date | None = None


def refresh(context: JobContext, payload: Refresh) -> Words:
    """Bring up to date whoever is marked."""
    del payload
    done = analysing.catch_up(actor=context.actor, owner=_owner(context), chunk=lambda done: context.chunk(done=done))
    return Words("insight.refreshed", {"customers": done})


def analyse(context: JobContext, payload: Analyse) -> Words:
    """Draw the conclusions of the whole base."""
    analysis = analysing.analyse_full(
        actor=context.actor,
        refit=payload.refit,
        as_of=payload.as_of,
        owner=_owner(context),
        chunk=lambda done: context.chunk(done=done),
    )
    return Words("insight.analysed", {"customers": analysis.customers, "as_of_on": analysis.as_of})


def _owner(context: JobContext) -> str:
    return full_run.by_job(context.job.pk)
