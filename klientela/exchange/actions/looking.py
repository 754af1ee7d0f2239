"""The job that looks at a file: read it in a child, recognise it, plan what would be written, and show that."""

import time
from typing import Any

from django.db.models import Max

from klientela.accounts.actions import turns
from klientela.accounts.models import ChangeSet
from klientela.core.errors import Refused
from klientela.core.events.codec import to_json
from klientela.core.jobs import JobContext, Words
from klientela.exchange import files
from klientela.exchange.imports import failed_rows, looking
from klientela.exchange.imports.agreeing import agree, owners
from klientela.exchange.imports.preview import preview
from klientela.exchange.imports.readers import FileShape, inspect_guarded, to_parquet_guarded
from klientela.exchange.imports.staging import opening, outcomes, places
from klientela.exchange.models import Import

ROWS = "rows.parquet"
SOURCE = "source"
UNSETTLED = -1


def look(context: JobContext, import_id: int) -> Words:
    """Bring an import from looking to ready, or to refused with the sentence why; safe to repeat from the beginning."""
    row = Import.objects.unscoped("a job works on the import it was begun for").get(pk=import_id)
    began = time.monotonic()
    places.clear(row.pk)
    try:
        found = _look(context, row)
    except Refused as refusal:
        with context.chunk():
            row.state = Import.State.REFUSED
            row.refusal = {"code": refusal.code, "message": refusal.message, "params": to_json(refusal.params)}
            row.save()
        places.clear(row.pk)
        raise
    with context.chunk(done=found["totals"]["new"]):
        row.state, row.preview = Import.State.READY, found
        row.rows_read = sum(found["totals"].values())
        row.seconds = round(time.monotonic() - began, 2)
        row.save()
    return Words("import.looked", found["totals"])


def _look(context: JobContext, row: Import) -> dict[str, Any]:
    place = places.directory(row.pk)
    files.unpack(row.file, place / SOURCE)
    options = row.options
    context.report(note=Words("import.inspecting"))
    chosen = {key: options.get(key) for key in ("sheet", "encoding", "delimiter")}
    shape = inspect_guarded(place / SOURCE, name=row.file.name, **chosen)
    row.shape = shape.as_json()
    context.report(note=Words("import.reading"))
    to_parquet_guarded(place / SOURCE, shape, place / ROWS)
    (place / SOURCE).unlink()
    return plan(context, row)


def plan(context: JobContext, row: Import) -> dict[str, Any]:
    """Plan the import against the base as it stands now, and return the preview."""
    place = places.directory(row.pk)
    terms, mapping, profile = agree(row, FileShape.from_json(row.shape), context.actor)
    row.kind, row.profile = terms.kind, profile
    row.mapping = {str(position): target for position, target in mapping.items()}
    known = newest_change(context.job.pk)
    with opening.opened(row.pk) as stage:
        context.report(note=Words("import.understanding"))
        looking.read_rows(stage, place / ROWS, terms)
        context.report(note=Words("import.matching"))
        looking.plan(stage, terms, owners(context.actor))
        if outcomes.count_rows(stage) == 0:
            raise Refused("file.no_rows", "The file has a head but no rows under it.")
        failed_rows.keep(stage)
        return {**preview(stage, terms, mapping), "planned_at_change": known, **_again(row)}


def newest_change(job_id: int) -> int:
    """Return the newest change set: as long as it stays the same, a plan fits the base.

    While another job has a large change half written, under one change set, no plan does: `UNSETTLED`.
    """
    if turns.is_taken(besides=job_id):
        return UNSETTLED
    return (
        ChangeSet.objects.unscoped("a plan is as old as the newest change").aggregate(newest=Max("pk"))["newest"] or 0
    )


def _again(row: Import) -> dict[str, Any]:
    """Say when the same file was brought in before and not taken back."""
    same = Import.objects.unscoped("the same file is the same whoever brought it")
    before = (
        same.filter(file__sha256=row.file.sha256, state=Import.State.DONE).exclude(pk=row.pk).order_by("-pk").first()
    )
    if before is None:
        return {"again": None}
    return {"again": {"import": before.pk, "at": before.finished_at.isoformat() if before.finished_at else None}}
