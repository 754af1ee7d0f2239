"""How far the work of an import is: done, rate, and time left, read from its job."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from klientela.accounts.actions import turns
from klientela.core import clock
from klientela.core.models import Job
from klientela.exchange.models import Import
from klientela.web import reasons, vocabulary

State = Import.State


@dataclass(frozen=True, slots=True)
class Progress:
    """Done of a total (None while nobody knows it), a second's work, and the time left in words."""

    done: int = 0
    total: int | None = None
    rate: int | None = None
    left: str = ""


def progress_of(job: Job | None) -> Progress:
    """Return how far the job is; nothing of it for one that did not begin."""
    if job is None or job.started_at is None:
        return Progress()
    seconds = (clock.now() - job.started_at).total_seconds()
    rate = job.done / seconds if seconds > 1 and job.done else 0.0
    left = _left((job.total - job.done) / rate) if rate and job.total else ""
    return Progress(job.done, job.total, round(rate) or None, left)


def _left(seconds: float) -> str:
    if seconds < 90:
        return vocabulary.counted(max(1, round(seconds)), "second")
    return vocabulary.counted(round(seconds / 60), "minute")


def undoing_job(source: Import) -> Job | None:
    """Return the job that takes this import back, if it is big enough to need one or had to wait."""
    jobs = Job.objects.unscoped("the undo of an import is seen with the import")
    return jobs.filter(name="history.undo", payload__change=source.change_set_id).order_by("pk").last()


def doing(source: Import, state: str) -> str:
    """Return what is being done with the file just now."""
    job = undoing_job(source) if state == State.UNDOING else source.job
    if job is not None and _waits_for_next_try(job):
        seconds = (job.run_after - clock.now()).total_seconds()
        return _("A try failed, and nothing is lost by it. Until the next: %(left)s") % {"left": _left(seconds)}
    note = job.note if job is not None else None
    if note and (state == State.LOOKING or note["code"] == turns.WAITING):
        return reasons.sentence(note["code"], note.get("params"))
    words = {
        State.LOOKING: _("Looking at the file"),
        State.WRITING: _("Bringing it in"),
        State.UNDOING: _("Taking it back"),
    }
    return words.get(State(state), "")


def _waits_for_next_try(job: Job) -> bool:
    return job.state == Job.State.READY and job.started_at is not None and job.run_after > clock.now()
