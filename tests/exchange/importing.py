"""Brings files in as the worker does, but in the test's own thread and transaction."""

from pathlib import Path

from klientela.core.events.codec import from_json
from klientela.core.jobs.context import JobContext
from klientela.core.jobs.interruptions import HandedBack
from klientela.core.jobs.lease import claim, hand_back
from klientela.core.jobs.pace import PACE
from klientela.core.jobs.queue import handler_of
from klientela.core.models import Job
from klientela.exchange.actions import imports


def run(job, *, chunks=None):
    """Run a job; with `chunks`, the worker is stopped after so many of them. Returns whether it came to its end."""
    held = claim(PACE, only=job.pk)
    left = [chunks if chunks is not None else 10**9]

    def stopping():
        left[0] -= 1
        return left[0] < 0

    handler, schema = handler_of(held.name)
    try:
        handler(JobContext(held, PACE, stopping, lambda _: None), from_json(schema, held.payload))
    except HandedBack:
        hand_back(held)
        return False
    Job.objects.unscoped("the test ends the job").filter(pk=held.pk).update(state=Job.State.DONE, token=None)
    return True


def look(file: Path, actor, **options):
    """Receive a file and look at it."""
    row = imports.receive(file, name=file.name, actor=actor, options=options)
    run(row.job)
    row.refresh_from_db()
    return row


def bring_in(file: Path, actor, **options):
    """Receive a file, look at it and write it."""
    row = look(file, actor, **options)
    run(imports.bring_in(row, actor=actor))
    row.refresh_from_db()
    return row


def rows_of(row):
    """Return the five outcomes, in their order, after those that were read."""
    return (row.rows_read, row.rows_new, row.rows_updated, row.rows_merged, row.rows_skipped, row.rows_failed)


def write(folder: Path, name: str, *lines: str) -> Path:
    """Write a text file and return its path."""
    file = folder / name
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file
