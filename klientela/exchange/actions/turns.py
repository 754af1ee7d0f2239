"""One import writes at a time: two that write at once would both bring in the customers that stand in both files.

Whose turn it is stands in a row that is there only while somebody writes. A killed writer keeps its turn, because its
job goes on; the turn of a job that is over may be taken.
"""

import time
from typing import Any

from django.db import IntegrityError

from klientela.core.jobs import JobContext, Words
from klientela.core.jobs.interruptions import HandedBack
from klientela.core.models import Setting
from klientela.exchange.models import Import

KEY = "import.writing"
# Seconds before a job that has to wait is given back: the worker is free for others meanwhile.
PAUSE = 0.5


def take(context: JobContext, import_id: int) -> None:
    """Take the turn, or hand the job back until another time (raises `HandedBack`; nothing is written then)."""
    try:
        with context.chunk():
            taken = _take(import_id)
    except IntegrityError:
        # Another import was quicker by an instant.
        taken = False
    if not taken:
        context.report(note=Words("import.waiting"))
        time.sleep(PAUSE)
        raise HandedBack


def give_back(import_id: int) -> None:
    """Let the next one write; call it in the transaction that ends the import."""
    Setting.objects.filter(key=KEY, value=_value(import_id)).delete()


def _take(import_id: int) -> bool:
    held = Setting.objects.select_for_update().filter(key=KEY).first()
    if held is None:
        Setting.objects.create(key=KEY, value=_value(import_id))
        return True
    if held.value != _value(import_id) and _is_alive(held.value["import"]):
        return False
    held.value = _value(import_id)
    held.save(update_fields=["value"])
    return True


def _is_alive(import_id: int) -> bool:
    row = Import.objects.unscoped("a turn is everybody's").select_related("job").filter(pk=import_id).first()
    return row is not None and row.job is not None and not row.job.is_finished


def _value(import_id: int) -> dict[str, Any]:
    return {"import": import_id}
