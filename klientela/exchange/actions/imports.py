"""Imports: a file is received, looked at, perhaps corrected, brought in, or dropped.

Looking and writing are jobs (`actions.looking`, `actions.writing`); what is here only decides and enqueues them.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast, get_args

from django.db import transaction
from django.utils.translation import get_language

from klientela.core import jobs
from klientela.core.actor import Actor, Right
from klientela.core.errors import Refused
from klientela.core.models import Job
from klientela.customers.actions import ownership
from klientela.exchange import files
from klientela.exchange.actions import stopping
from klientela.exchange.imports.readers import limits
from klientela.exchange.imports.readers.refusals import refused
from klientela.exchange.imports.readers.shapes import DateOrder, Mark
from klientela.exchange.imports.recognition import KINDS, Kind, validate_mapping
from klientela.exchange.imports.staging import places
from klientela.exchange.models import Import

State = Import.State
OPTIONS = frozenset(
    {"kind", "profile", "sheet", "encoding", "delimiter", "date_order", "decimal_mark", "currency", "country", "issuer",
     "assign_to"}
)  # fmt: skip
CHOICES: Mapping[str, tuple[str, ...]] = {"date_order": get_args(DateOrder), "decimal_mark": get_args(Mark)}
LOOK = "import.look"
WRITE = "import.write"


def receive(file: Path, *, name: str, actor: Actor, options: Mapping[str, Any] | None = None) -> Import:
    """Keep the file at `file` and begin to look at it; `name` is how the person calls it.

    `options` may fix what would else be found: kind, profile, sheet, encoding, delimiter, date_order ("dmy", "mdy",
    "ymd") and decimal_mark ("." or ",") of all columns, currency (ISO 4217), country (ISO 3166), issuer (the system
    whose numbers it holds), assign_to (id of the user who gets new customers without a known owner in the file; None is
    the pool).
    """
    actor.require(Right.IMPORT)
    chosen = _options(options or {}, actor)
    if file.stat().st_size > limits.FILE_BYTES:
        raise refused("file.too_large", megabytes=limits.FILE_BYTES // limits.MEGABYTE)
    stored = files.keep(file, name=name, user_id=actor.user_id)
    with transaction.atomic():
        row = Import.objects.create(file=stored, user_id=actor.user_id, options=chosen)
        row.job = jobs.enqueue(LOOK, {"import_id": row.pk}, actor=actor)
        row.save(update_fields=["job"])
    return row


@transaction.atomic
def change_mapping(
    source: Import, *, actor: Actor, mapping: Mapping[int, str] | None = None, options: Mapping[str, Any] | None = None
) -> Import:
    """Look again with what a person corrected: `mapping` is column position to target, None leaves it to recognition.

    Refuses a mapping that could not be brought in, and an import that was begun or is over.
    """
    row = _mine(source, actor)
    _require_state(row, State.READY, State.REFUSED)
    row.options = {**row.options, **_options(options or {}, actor)}
    if mapping is not None:
        _check_mapping(row, mapping)
        row.mapping = {str(position): target for position, target in mapping.items()}
        row.options["mapped_by_hand"] = True
    row.state, row.refusal = State.LOOKING, {}
    row.job = jobs.enqueue(LOOK, {"import_id": row.pk}, actor=actor)
    row.save()
    return row


@transaction.atomic
def bring_in(source: Import, *, actor: Actor) -> Job:
    """Begin to write what was looked at; safe to repeat: an import that is being written keeps its job."""
    row = _mine(source, actor)
    if row.state == State.WRITING and row.job is not None:
        return row.job
    _require_state(row, State.READY)
    if row.names_nobody:
        raise Refused("import.names_nobody", "No row of this file tells of anybody. Say what its columns hold.")
    row.state = State.WRITING
    # The worker has no reader: the language of the one who asks goes along for the file of failed rows.
    row.job = jobs.enqueue(WRITE, {"import_id": row.pk, "language": get_language() or "en"}, actor=actor)
    row.save(update_fields=["state", "job"])
    return row.job


def cancel(source: Import, *, actor: Actor) -> Import:
    """Drop an import that was not brought in, or stop one that is being written; what is written stays, undoable."""
    with transaction.atomic():
        # The job first, as each of its chunks does: the other way round the two could wait for each other.
        _lock_job(source)
        row = _mine(source, actor)
        _require_state(row, State.LOOKING, State.READY, State.REFUSED, State.WRITING)
        begun = row.state == State.WRITING and row.change_set_id is not None
        if row.job is not None and not row.job.is_finished:
            row.job = jobs.cancel(row.job, actor)
        # Nobody is at it who would say that it stopped: cancelled between two tries, given up, or killed in between.
        if begun and (row.job is None or row.job.is_finished):
            stopping.stop(row)
        if not begun:
            row.state = State.STOPPED
            row.save(update_fields=["state"])
    if not begun:
        places.clear(row.pk)
    return row


def _lock_job(source: Import) -> None:
    if source.job_id is not None:
        jobs_of = Job.objects.unscoped("locked for an import that is asked for right after")
        jobs_of.select_for_update().filter(pk=source.job_id).first()


@transaction.atomic
def forget(source: Import, *, actor: Actor) -> None:
    """Leave no trace of an import that wrote nothing: neither its row nor the kept file, unless that came before."""
    row = _mine(source, actor)
    _require_state(row, State.READY, State.REFUSED, State.STOPPED)
    if row.change_set_id is not None:
        raise Refused("import.has_written", "This import wrote something. Take it back instead.")
    stored = row.file
    row.delete()
    files.drop(stored)
    transaction.on_commit(lambda: places.clear(source.pk))


def _mine(source: Import, actor: Actor) -> Import:
    actor.require(Right.IMPORT)
    row = Import.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk=source.pk).first()
    if row is None:
        raise Refused("import.unknown", "There is no such import, or it is not yours.")
    return row


def _require_state(row: Import, *states: Import.State) -> None:
    if row.state not in states:
        raise Refused(
            "import.wrong_state", "This is not possible now: the file is %(state)s.", state=row.get_state_display()
        )


def _options(options: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    unknown = options.keys() - OPTIONS
    if unknown:
        raise Refused("import.unknown_option", "There is no such option: %(name)s.", name=min(unknown))
    if options.get("kind") not in (None, *KINDS):
        raise Refused("import.unknown_kind", "A file cannot hold %(kind)s.", kind=options["kind"])
    for name, known in CHOICES.items():
        if options.get(name) not in (None, *known):
            raise Refused(
                "import.unknown_choice", "“%(value)s” cannot be chosen for %(name)s.", value=options[name], name=name
            )
    if options.get("assign_to") is not None:
        ownership.for_new(options["assign_to"], actor)
    return dict(options)


def _check_mapping(row: Import, mapping: Mapping[int, str]) -> None:
    kind = cast(Kind, row.options.get("kind") or row.kind)
    problems = validate_mapping(kind, mapping)
    if problems:
        problem = problems[0]
        raise Refused(
            problem.code,
            "The columns do not fit: %(what)s.",
            what=problem.key or ", ".join(problem.any_of),
        )
