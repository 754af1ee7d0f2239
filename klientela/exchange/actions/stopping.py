"""The end of an import that was stopped, by its own job or by whoever finds that the job is over."""

from functools import partial

from django.db import transaction

from klientela.accounts.actions import history, turns
from klientela.core.clock import now
from klientela.core.events import publish
from klientela.customers.events import CustomersChanged
from klientela.exchange.imports.staging import places
from klientela.exchange.models import Import

State = Import.State


def stop(row: Import) -> None:
    """Keep what is written, and say so: rows that did not come in any more were skipped. No job may be at it."""
    row.refresh_from_db()
    transaction.on_commit(partial(places.clear, row.pk))
    if row.job_id is not None:
        turns.give_back(row.job_id)
    if row.change_set is None:
        Import.objects.unscoped("a job works on the import it was begun for").filter(pk=row.pk).update(
            state=State.STOPPED
        )
        return
    rest = row.rows_read - row.rows_new - row.rows_failed
    row.rows_updated, row.rows_merged, row.rows_skipped = 0, 0, rest
    row.state, row.finished_at = State.STOPPED, now()
    with transaction.atomic():
        row.save()
        history.end_long(row.change_set)
        publish(CustomersChanged(change=row.change_set.pk))
