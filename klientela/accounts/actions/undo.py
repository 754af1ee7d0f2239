"""Taking a change back: an edit at once, an import of a million rows as a job, both by the same pieces."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Sum

from klientela.accounts.actions import history, turns
from klientela.accounts.actions.pieces import Tally, pieces
from klientela.accounts.actions.restoring import take_back
from klientela.accounts.events import ChangeUndone
from klientela.accounts.models import ChangeRow, ChangeSet
from klientela.accounts.queries.belonging import reaches_unseen
from klientela.accounts.restorable import restorables
from klientela.core.actor import Actor, Right
from klientela.core.errors import Refused
from klientela.core.events import publish
from klientela.core.jobs import JobContext, enqueue
from klientela.core.models import Job

# Up to so many rows are taken back while the person waits; more become a job.
AT_ONCE = 2_000
JOB = "history.undo"


@dataclass(frozen=True, slots=True)
class UndoChange:
    """The payload of the job: which change, and the change set that records its undoing."""

    change: int
    undo: int


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What became of an undo: rows taken back, rows left alone because of later work, or the job that does it."""

    undo: ChangeSet
    tally: Tally
    job: Job | None = None


@transaction.atomic
def undo(change_id: int, *, actor: Actor) -> UndoReport:
    """Take a change set back; what somebody changed since stays, and is counted.

    One's own change may be taken back by whoever may edit; another's, of those one sees, needs the right to undo. Who
    does not see everything is refused when any of the rows has become somebody's whom they do not see. An undo whose
    job was given up half-way is begun again.
    """
    change = _locked(change_id, actor)
    if change.is_half_undone:
        return _go_on(change, actor)
    _refuse_if_impossible(change)
    if reaches_unseen(change, actor):
        raise Refused(
            "change.not_all_yours", "Some of these records are somebody else's by now. Ask the owner of the base."
        )
    record = history.open_change("history.undone", actor=actor, change=change.pk, what=change.code)
    change.undone_by = record
    change.save(update_fields=["undone_by"])
    # What an import that is being written has planned with must not go: then the undo waits for its end.
    if _size(change) > AT_ONCE or (_takes_away(change) and not turns.take()):
        return _begin_job(change, record, actor)
    tally = Tally()
    for piece in list(pieces(change)):
        tally.add(take_back(piece, change, record))
    _finish(change, record, tally)
    turns.give_back()
    return UndoReport(record, tally)


def _begin_job(change: ChangeSet, record: ChangeSet, actor: Actor) -> UndoReport:
    job = enqueue(JOB, UndoChange(change.pk, record.pk), actor=actor, total=_size(change), unit="rows")
    history.begin_long(record, job)
    return UndoReport(record, Tally(), job)


def _go_on(change: ChangeSet, actor: Actor) -> UndoReport:
    """Begin the job of a half undone change again; pieces that were taken back already have nothing left to do."""
    assert change.undone_by is not None
    return _begin_job(change, change.undone_by, actor)


def finish_in_chunks(context: JobContext, payload: UndoChange) -> Tally:
    """Take a large change back piece by piece, each in the job's own transaction; resumes where it was stopped."""
    change = ChangeSet.objects.unscoped("an undo was allowed when it was asked for").get(pk=payload.change)
    record = ChangeSet.objects.unscoped("an undo was allowed when it was asked for").get(pk=payload.undo)
    if "restored" in record.params:
        # Killed between the last piece and the end of the job.
        return Tally(record.params["restored"], record.params["kept"])
    turns.wait_for(context)
    start = context.bookmark.get("piece", 0)
    tally = Tally(context.bookmark.get("restored", 0), context.bookmark.get("kept", 0))
    # The list is drawn up from the history alone, so it is the same after a restart; `start` pieces are done.
    for number, piece in enumerate(list(pieces(change))[start:], start=start + 1):
        with context.chunk() as chunk:
            tally.add(take_back(piece, change, record))
            chunk.done = tally.restored + tally.kept
            chunk.bookmark = {"piece": number, "restored": tally.restored, "kept": tally.kept}
    with context.chunk():
        _finish(change, record, tally)
        turns.give_back(context.job.pk)
    return tally


def _locked(change_id: int, actor: Actor) -> ChangeSet:
    visible = ChangeSet.objects.visible_to(actor).select_for_update(of=("self",))
    change = visible.filter(pk=change_id).first()
    if change is None:
        raise Refused("change.unknown", "There is no such change, or it is not yours to see.")
    actor.require(Right.EDIT if change.user_id == actor.user_id else Right.UNDO)
    return change


def _refuse_if_impossible(change: ChangeSet) -> None:
    if change.undone_by_id is not None:
        raise Refused("change.undone_already", "This change was taken back already.")
    if change.is_open:
        raise Refused("change.still_written", "This change is still being written. Stop it or wait for its end.")
    labels = [table.label for table in restorables().tables]
    if not change.rows.filter(label__in=labels).exists():
        raise Refused("change.nothing", "There is nothing in this change that could be taken back.")
    without_picture = change.rows.filter(verb=ChangeRow.Verb.DELETED, payload__isnull=True)
    if without_picture.exists():
        raise Refused("change.not_redoable", "This undo cannot be undone. Bring the file in again instead.")


def _takes_away(change: ChangeSet) -> bool:
    return change.rows.filter(verb=ChangeRow.Verb.CREATED).exists()


def _size(change: ChangeSet) -> int:
    spans = change.rows.aggregate(rows=Sum(F("last_key") - F("first_key") + 1))
    return int(spans["rows"] or 0)


def _finish(change: ChangeSet, record: ChangeSet, tally: Tally) -> None:
    record.params = {**record.params, "restored": tally.restored, "kept": tally.kept}
    record.job = None
    record.save(update_fields=["params", "job"])
    publish(ChangeUndone(change=change.pk, undone_by=record.pk))
