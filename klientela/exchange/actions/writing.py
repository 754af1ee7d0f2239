"""The job that writes what was planned, so that killing it at any moment loses and doubles nothing."""

import time
from typing import Any

from django.db.models import F

from klientela.accounts.actions import history, turns
from klientela.accounts.models import ChangeSet
from klientela.core import bulk
from klientela.core.clock import now
from klientela.core.events import publish
from klientela.core.jobs import JobContext, Words
from klientela.core.jobs.interruptions import CancelRequested
from klientela.core.preferences import preferences
from klientela.customers.events import CustomersChanged
from klientela.exchange.actions import looking, stopping
from klientela.exchange.imports import failed_rows
from klientela.exchange.imports.reconciling import filled_columns, reconcile
from klientela.exchange.imports.staging import opening, outcomes, places
from klientela.exchange.imports.staging.opening import Stage
from klientela.exchange.imports.writing.chunks import Course
from klientela.exchange.imports.writing.phases import PHASES
from klientela.exchange.imports.writing.sizes import sizes
from klientela.exchange.imports.writing.steps import walk
from klientela.exchange.models import FailedRow, Import

State = Import.State


def write(context: JobContext, import_id: int) -> Words:
    """Bring an import from ready to done; a second worker goes on where the first was killed."""
    row = Import.objects.unscoped("a job works on the import it was begun for").get(pk=import_id)
    began = time.monotonic()
    if row.state == State.DONE:
        # Killed after the last chunk: the staging may be gone, and nothing is left to do.
        places.clear(row.pk)
        return _words(row)
    try:
        if row.change_set_id is None:
            turns.wait_for(context)
            _plan_anew(context, row)
        with opening.opened(row.pk, read_only=True) as stage:
            if row.change_set_id is None:
                _begin(context, row, stage)
            course = _course(context, row)
            walk(context, stage, course, context.bookmark["sizes"], lambda *chunk: _count(stage, row, *chunk))
            _finish(context, row, stage, course, began)
    except CancelRequested:
        stopping.stop(row)
        raise
    places.clear(row.pk)
    return _words(row)


def _plan_anew(context: JobContext, row: Import) -> None:
    """Plan again if the base has moved on; this one has the turn: no other import and no large undo writes from now."""
    if row.preview.get("planned_at_change") != looking.newest_change(context.job.pk):
        row.preview = looking.plan(context, row)


def _begin(context: JobContext, row: Import, stage: Stage) -> None:
    """Open the change set and reserve every id, in one transaction."""
    rows, totals = sizes(stage), outcomes.totals(stage)
    context.report(total=sum(rows.values()), unit="records")
    with context.chunk(done=0) as chunk:
        change = history.open_change("import.written", actor=context.actor, name=row.file.name, source=row.pk)
        history.begin_long(change, context.job)
        firsts = {
            phase.name: bulk.reserve_ids(phase.model, rows[phase.name]) if rows[phase.name] else 0 for phase in PHASES
        }
        row.change_set, row.state = change, State.WRITING
        # What brings nothing of its own is counted now; what is new is counted with the chunk that brings it.
        row.rows_updated, row.rows_merged = totals["updated"], totals["merged"]
        row.rows_skipped, row.rows_failed = totals["skipped"], totals["failed"]
        row.rows_read = sum(totals.values())
        row.save()
        chunk.bookmark = {"sizes": rows, "firsts": firsts, "step": 0, "at": 0}


def _course(context: JobContext, row: Import) -> Course:
    changes = ChangeSet.objects.unscoped("an import goes on with the change set it opened")
    change = changes.get(pk=row.change_set_id or 0)
    return Course(
        change, row.file_id, context.bookmark["firsts"], preferences().home_currency, places.directory(row.pk)
    )


def _count(stage: Stage, row: Import, step: str, start: int, end: int) -> None:
    """Add the rows that this chunk brought to those that came in, in its transaction."""
    if step in outcomes.FIRST_THINGS:
        came = outcomes.came_in(stage, step, start, end)
        mine = Import.objects.unscoped("a job works on the import it was begun for").filter(pk=row.pk)
        mine.update(rows_new=F("rows_new") + came)


def _finish(context: JobContext, row: Import, stage: Stage, course: Course, began: float) -> None:
    failed = failed_rows.write(stage, row)
    made = context.bookmark["sizes"], context.bookmark["firsts"]
    checked, columns = reconcile(*made), filled_columns(*made)
    with context.chunk():
        row.refresh_from_db()
        FailedRow.objects.bulk_create(failed_rows.sample(stage, row))
        row.state, row.finished_at = State.DONE, now()
        row.results = {**_figures(row.preview), "stored": checked, "columns": columns, "failed_rows": failed}
        row.seconds = round(row.seconds + time.monotonic() - began, 2)
        row.save()
        history.end_long(course.change)
        publish(CustomersChanged(change=course.change.pk))
        turns.give_back(context.job.pk)


def _words(row: Import) -> Words:
    return Words("import.done", {"new": row.rows_new, "updated": row.rows_updated, "failed": row.rows_failed})


def _figures(preview: dict[str, Any]) -> dict[str, Any]:
    return {**preview["counts"], **preview["results"]}
