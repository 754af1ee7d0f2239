"""Conclusions are drawn anew: for whoever is marked, for given customers, or for the whole base.

All ways read differently and come to the same (`klientela.insight.conclude`), under the same scoring.
"""

import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from klientela.core import clock
from klientela.core.actor import Actor, Right
from klientela.core.bulk import statistics
from klientela.core.errors import Refused
from klientela.core.jobs import enqueue
from klientela.core.models import Job
from klientela.insight.actions import full_run, marks, scorings
from klientela.insight.actions.writing import write, write_file
from klientela.insight.conclude import Terms, conclude
from klientela.insight.facts import source_of
from klientela.insight.gathered import Gathered, day_number, day_of, year_before
from klientela.insight.models import Conclusion, Scoring
from klientela.insight.queries.as_of import newest_fact_on
from klientela.insight.queries.gathering import gathered_of
from klientela.insight.whole_base import Chunk, Header, Request, reading

JOB = "insight.refresh"
AT_ONCE = 500
# From so many marks on the whole base is read faster than its customers one by one.
TOO_MANY = 20_000

ChunkOf = Callable[[int], AbstractContextManager[Any]]
"""Opens the transaction of a chunk; the argument is how many customers are done when it is committed."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a run did: customers concluded, as of which day, and whether a new scoring was made for it."""

    customers: int
    as_of: date
    is_new_scoring: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Which scoring a full run works under: one that holds, one to be made as of a day, or none without purchases."""

    scoring: Scoring | None
    as_of: date
    is_to_make: bool
    is_wished: bool = False


class FullRunNeededError(Exception):
    """The figures of a few customers call for another scoring, under which everybody has to be seen again."""


def in_transaction(done: int) -> AbstractContextManager[Any]:
    """Open a plain transaction: the chunk of whoever is not a job."""
    del done
    return transaction.atomic()


def analyse_full(
    *,
    actor: Actor,
    refit: bool = False,
    as_of: date | None = None,
    owner: str = "by hand",
    chunk: ChunkOf = in_transaction,
) -> Analysis:
    """Draw the conclusions of every customer anew; must not be called inside a transaction.

    A scoring is made when there is none that fits the day of the data, with `refit`, or for the day `as_of`, which
    then holds until the next refit. `owner` names who runs, so that a killed job may begin again at once.
    Refuses with `insight.run_under_way` while another owner is at it.
    """
    actor.require(Right.EDIT)
    full_run.begin(owner)
    try:
        analysis = _run(_plan(refit, as_of), owner, chunk)
    finally:
        full_run.end(owner)
    if analysis.customers > TOO_MANY:
        statistics.renew()
    begin_refresh_of_marked(actor)
    return analysis


def _plan(refit: bool, as_of: date | None) -> Plan:
    newest_on = scorings.newest_fact_in_base()
    day = as_of or clock.as_of(newest_on)
    if not scorings.has_purchases():
        return Plan(None, day, is_to_make=False)
    scoring = None if refit or as_of else scorings.holding(newest_on)
    return Plan(scoring, scoring.as_of if scoring else day, scoring is None, as_of is not None)


def _run(plan: Plan, owner: str, chunk: ChunkOf) -> Analysis:
    read = [mark for mark, _ in marks.read()]
    called_by = scorings.import_that_called()
    day_before = day_number(year_before(plan.as_of))
    source = source_of(connection.vendor, connection.settings_dict)
    with _place() as place, reading(Request(source, day_before, scorings.terms(None).platinum, str(place))) as found:
        scoring = _made(plan, found.header, called_by) if plan.is_to_make else plan.scoring
        terms = scorings.terms(scoring)
        done = _write_all(found.concluded(terms), terms, owner, chunk)
    _drop_obsolete(has_scoring=scoring is not None)
    for first, last in marks.batches(read):
        marks.forget_range(first, last)
    return Analysis(done, plan.as_of, plan.is_to_make)


def _made(plan: Plan, header: Header, called_by: int | None) -> Scoring:
    with transaction.atomic():
        return scorings.make(header, plan.as_of, wished=plan.is_wished, change=called_by)


@contextmanager
def _place() -> Iterator[Path]:
    """Give an empty directory for the files of this run, of which there is only one at a time."""
    place = Path(settings.HOME) / "concluded"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _write_all(chunks: Iterator[Chunk], terms: Terms, owner: str, transaction_of: ChunkOf) -> int:
    done = 0
    for chunk in chunks:
        rows = {each.customer: conclude(each, terms) for each in chunk.gathered}
        done += chunk.customers
        with transaction_of(done):
            full_run.renew(owner)
            write_file(chunk.file) if chunk.file else write(rows)
    return done


def _drop_obsolete(*, has_scoring: bool) -> None:
    """Delete the scorings of undone imports; without purchases all: there is nothing left that they scored."""
    with transaction.atomic():
        (scorings.undone() if has_scoring else Scoring.objects.all()).delete()


def refresh(customer_ids: Collection[int]) -> int:
    """Bring these customers up to date and return how many; raises `FullRunNeededError` when that would not do.

    Some fifteen queries and a few milliseconds for a handful; reads first and opens its transaction only to write.
    """
    rows = _concluded(customer_ids)
    with transaction.atomic():
        return write(rows)


def refresh_marked(*, limit: int = AT_ONCE, chunk: ChunkOf = in_transaction) -> int:
    """Bring up to date whoever is marked, batch by batch, and return how many; raises `FullRunNeededError`.

    While a full run is under way the marks stay: what is written now it may overwrite with older figures.
    """
    if scorings.undone().exists() and not full_run.is_under_way():
        # Nobody may be marked: an undo that leaves no customer leaves no mark either, but a scoring of nobody.
        raise FullRunNeededError
    done, behind = 0, 0
    while batch := marks.read(limit, after=behind):
        rows = _concluded({customer for _, customer in batch})
        with chunk(done + len(rows)):
            mine, lying = marks.claimed(batch)
            done += write({customer: row for customer, row in rows.items() if customer in mine})
            if not full_run.is_under_way():
                marks.forget(lying)
        behind = batch[-1][0]
    return done


def catch_up(*, actor: Actor, owner: str, chunk: ChunkOf = in_transaction) -> int:
    """Bring up to date whoever is marked, by whichever way is quicker, and return how many customers that were.

    A full run that somebody else has begun is enough: its end looks after what is still marked.
    """
    try:
        if marks.are_more_than(TOO_MANY):
            raise FullRunNeededError
        return refresh_marked(chunk=chunk)
    except FullRunNeededError:
        pass
    try:
        return analyse_full(actor=actor, owner=owner, chunk=chunk).customers
    except Refused as refused:
        if refused.code != full_run.UNDER_WAY:
            raise
        return 0


def begin_refresh_of_marked(actor: Actor) -> None:
    """Begin the job that brings up to date whoever is marked, if anybody is or a scoring was taken back."""
    if marks.are_more_than(0) or scorings.undone().exists():
        begin_refresh(actor)


def begin_refresh(actor: Actor) -> Job:
    """Begin the job that brings up to date whoever is marked; one waiting job serves all."""
    with transaction.atomic():
        return enqueue(JOB, {}, actor=actor, unique_key="marked")


def _concluded(customer_ids: Collection[int]) -> dict[int, tuple[Any, ...]]:
    scoring, gathered = _scoring_for(customer_ids)
    terms = scorings.terms(scoring)
    return {each.customer: conclude(each, terms) for each in gathered}


def _scoring_for(customer_ids: Collection[int]) -> tuple[Scoring | None, Sequence[Gathered]]:
    """Return the scoring that holds when these customers are counted in, and their facts."""
    concluded = Conclusion.objects.unscoped("conclusions are drawn for everybody")
    others = concluded.exclude(pk__in=customer_ids)
    likely = scorings.holding(newest_fact_on(concluded))
    gathered = gathered_of(customer_ids, scorings.year_from(likely))
    bought = any(each.purchases or (each.opening and each.opening.purchases) for each in gathered)
    bought = bought or others.filter(purchases__gt=0).exists()
    scoring = scorings.holding(_newest(gathered, newest_fact_on(others))) if bought else None
    if not full_run.is_under_way():
        _see_that_it_serves(scoring, bought, others)
    return scoring, gathered if scoring == likely else gathered_of(customer_ids, scorings.year_from(scoring))


def _see_that_it_serves(scoring: Scoring | None, bought: bool, others: Any) -> None:
    under = others.values_list("scoring_id", flat=True).first()
    needed = scoring is None if bought else Scoring.objects.exists()
    moved = others.exists() and under != (scoring.pk if scoring else None)
    if needed or moved or scorings.undone().exists():
        raise FullRunNeededError


def _newest(gathered: Sequence[Gathered], of_others: date | None) -> date | None:
    """Return the day of the newest purchase or inquiry up to today, of these customers and all others."""
    today, zone = clock.today(), timezone.get_default_timezone()
    days = [of_others] if of_others else []
    for each in gathered:
        before = (each.opening.first, each.opening.last) if each.opening else ()
        bought = (each.last, *before)
        days += [day_of(day) for day in bought if day is not None]
        if each.last_inquiry is not None:
            days.append(datetime.fromtimestamp(each.last_inquiry // 1_000_000, zone).date())
    return max((day for day in days if day <= today), default=None)
