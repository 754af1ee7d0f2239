"""Imports as the Exchange page and the command line show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from klientela.core.actor import Actor
from klientela.core.clock import now
from klientela.core.errors import Refused
from klientela.core.models import Job
from klientela.exchange.imports.reasons import SENTENCES
from klientela.exchange.models import FailedRow, Import

MOST = 50
OUTCOMES = ("new", "updated", "merged", "skipped", "failed")


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One import in the list; `rows` by outcome, with `read`."""

    id: int
    name: str
    kind: str
    state: str
    rows: dict[str, int]
    change: int | None
    seconds: float
    created_at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the job is: `rate` in records a second, `seconds_left` as things go, None when it cannot be told."""

    state: str
    done: int
    total: int | None
    rate: float | None
    seconds_left: float | None
    note: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file: its header, up to five values, and what it is mapped to.

    Of the cells of its target in rows that do not fail: how many are `filled`, how many `unread` (with up to three of
    them), and after writing how many of the written records hold a value, `stored`, None where that is not counted.
    """

    position: int
    header: str
    samples: tuple[str, ...]
    target: str
    filled: int | None
    unread: int
    unread_samples: tuple[str, ...] = ()
    stored: int | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """One row of the file with its end: the reason is a code and a sentence, both empty when there is none."""

    row: int
    cells: tuple[str | None, ...]
    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ImportPage:
    """Everything that the page of one import shows.

    `expected` is what the preview promised, `line.rows` what became of the rows. `again` names an earlier import of the
    same file ({"import": id, "at": iso moment}). `figures` and `stored` count records made, planned and found.
    """

    line: ImportLine
    file_size: int
    shape: dict[str, Any]
    options: dict[str, Any]
    refusal: dict[str, Any]
    columns: tuple[Column, ...]
    expected: dict[str, int]
    reasons: tuple[tuple[str, str, int], ...]
    samples: dict[str, tuple[Sample, ...]]
    figures: dict[str, int]
    stored: dict[str, int]
    lost_parents: tuple[str, ...]
    left_in_file: tuple[str, ...]
    again: dict[str, Any] | None
    failed_rows: str | None
    failed_sample: tuple[Sample, ...]
    progress: Progress | None


def recent(actor: Actor) -> list[ImportLine]:
    """Return the newest imports that the actor may see."""
    rows = Import.objects.visible_to(actor).select_related("file", "user", "job").order_by("-pk")[:MOST]
    return [_line(row) for row in rows]


def import_page(actor: Actor, import_id: int) -> ImportPage:
    """Return one import with everything about it; refuses what the actor cannot see as unknown."""
    found = Import.objects.visible_to(actor).select_related("file", "user", "job")
    row = found.filter(pk=import_id).first()
    if row is None:
        raise Refused("import.unknown", "There is no such import, or it is not yours.")
    preview = row.preview
    reasons = preview.get("reasons", {})
    failed = FailedRow.objects.visible_to(actor).filter(source=row).order_by("row")
    return ImportPage(
        line=_line(row),
        file_size=row.file.size,
        shape=row.shape,
        options=row.options,
        refusal=row.refusal,
        columns=columns_of(row),
        expected=preview.get("totals", {}),
        reasons=tuple(
            (code, _sentence(code), times) for code, times in sorted(reasons.items(), key=lambda each: -each[1])
        ),
        samples={outcome: _samples(each) for outcome, each in preview.get("samples", {}).items()},
        figures={**preview.get("counts", {}), **preview.get("results", {})},
        stored=row.results.get("stored", {}),
        lost_parents=tuple(preview.get("lost_parents", ())),
        left_in_file=tuple(preview.get("left_in_file", ())),
        again=preview.get("again"),
        failed_rows=row.results.get("failed_rows"),
        failed_sample=tuple(Sample(each.row, (), each.code, _sentence(each.code)) for each in failed),
        progress=_progress(row.job),
    )


def _line(row: Import) -> ImportLine:
    rows = {"read": row.rows_read, **{outcome: getattr(row, f"rows_{outcome}") for outcome in OUTCOMES}}
    who = str(row.user) if row.user else ""
    return ImportLine(
        row.pk, row.file.name, row.kind, row.standing, rows, row.change_set_id, row.seconds, row.created_at, who
    )


def columns_of(row: Import) -> tuple[Column, ...]:
    """Return the columns of the file with what was counted of their cells so far."""
    filled, unread = row.preview.get("filled", {}), row.preview.get("unread", {})
    stored = row.results.get("columns", {})
    columns = []
    for shape in row.shape.get("columns", ()):
        target = row.mapping.get(str(shape["position"]), "")
        lost = unread.get(target, {})
        columns.append(
            Column(
                shape["position"],
                shape["header"],
                tuple(shape["samples"]),
                target,
                filled.get(target),
                lost.get("cells", 0),
                tuple(lost.get("samples", ())),
                stored.get(target),
            )
        )
    return tuple(columns)


def _samples(found: list[dict[str, Any]]) -> tuple[Sample, ...]:
    return tuple(
        Sample(each["row"], tuple(each["cells"]), each["code"] or "", _sentence(each["code"] or "")) for each in found
    )


def _sentence(code: str) -> str:
    return str(SENTENCES.get(code, ""))


def _progress(job: Job | None) -> Progress | None:
    if job is None or job.is_finished:
        return None
    rate = None
    if job.started_at and job.done:
        rate = job.done / max((now() - job.started_at).total_seconds(), 0.001)
    left = (job.total - job.done) / rate if rate and job.total else None
    return Progress(job.state, job.done, job.total, rate, left, job.note)
