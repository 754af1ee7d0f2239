"""Large changes are written one at a time: an import, or the undo of one.

Two imports at once would both bring in the customers that stand in both files, and an undo would take away customers
that an import has planned with. Whose turn it is stands in a row that is there only while somebody writes. A killed
writer keeps its turn, because its job goes on; the turn of a job that is over may be taken.
"""

import time
from typing import Any

from django.db import IntegrityError, transaction

from klientela.core.jobs import JobContext, Words
from klientela.core.jobs.interruptions import HandedBack
from klientela.core.models import Job, Setting

KEY = "history.long"
WAITING = "history.waiting"
# Seconds before a job that has to wait is given back: the worker is free for others meanwhile.
PAUSE = 0.5
# Whoever writes while somebody waits, in one transaction, has no job.
AT_ONCE = 0


def wait_for(context: JobContext) -> None:
    """Take the turn for the job, or hand the job back until another time (raises `HandedBack`; nothing is written)."""
    with context.chunk() as chunk:
        taken = take(context.job.pk)
        chunk.note = Words("history.begun" if taken else WAITING)
    if not taken:
        time.sleep(PAUSE)
        raise HandedBack


def take(job_id: int = AT_ONCE) -> bool:
    """Take the turn unless another job has it, inside a transaction; may be repeated by whoever has it."""
    held = Setting.objects.select_for_update().filter(key=KEY).first()
    if held is None:
        try:
            with transaction.atomic():
                Setting.objects.create(key=KEY, value=_value(job_id))
        except IntegrityError:
            # Another was quicker by an instant.
            return False
        return True
    if held.value != _value(job_id) and _is_alive(held):
        return False
    held.value = _value(job_id)
    held.save(update_fields=["value"])
    return True


def give_back(job_id: int = AT_ONCE) -> None:
    """Let the next one write; call it in the transaction that ends the change."""
    Setting.objects.filter(key=KEY, value=_value(job_id)).delete()


def is_taken(*, besides: int) -> bool:
    """Tell whether a large change is half written, `besides` that of one job."""
    held = Setting.objects.filter(key=KEY).exclude(value=_value(besides)).first()
    return held is not None and _is_alive(held)


def _is_alive(held: Setting) -> bool:
    rows = Job.objects.unscoped("a turn is everybody's").filter(pk=held.value["job"])
    return rows.exclude(state__in=Job.FINISHED).exists()


def _value(job_id: int) -> dict[str, Any]:
    return {"job": job_id}
