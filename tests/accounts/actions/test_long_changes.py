"""Changes that a job goes on writing: nobody takes them back before they are whole."""

import pytest
from django.db import transaction

from klientela.accounts.actions import history
from klientela.accounts.actions.undo import AT_ONCE, JOB, UndoChange, undo
from klientela.accounts.models import ChangeSet
from klientela.core.actor import Actor
from klientela.core.errors import Refused
from klientela.core.jobs import cancel, enqueue
from klientela.customers.models import Customer
from klientela.exchange.actions import imports as exchange
from tests.accounts.records import brought_in, make_customer
from tests.exchange.importing import look, run, write

WHY = "tests look at everything"


def refused(change_id: int, actor: Actor) -> str:
    with pytest.raises(Refused) as refusal, transaction.atomic():
        undo(change_id, actor=actor)
    return refusal.value.code


def test_a_change_that_is_still_written_is_not_taken_back(as_owner: Actor) -> None:
    change = history.open_change("import.written", actor=as_owner)
    history.begin_long(change, enqueue(JOB, UndoChange(change.pk, change.pk), actor=as_owner))
    history.created(change, make_customer("One"))
    assert refused(change.pk, as_owner) == "change.still_written"
    assert Customer.objects.unscoped(WHY).count() == 1
    history.end_long(change)
    undo(change.pk, actor=as_owner)
    assert Customer.objects.unscoped(WHY).count() == 0


def test_an_import_can_be_taken_back_from_its_end_on_and_not_before(tmp_path, as_owner: Actor) -> None:
    row = look(write(tmp_path, "firms.csv", "Name;Phone", "One;+48 22 555 01 01", "Two;+48 22 555 01 02"), as_owner)
    job = exchange.bring_in(row, actor=as_owner)
    assert run(job, chunks=3) is False
    row.refresh_from_db()
    assert refused(row.change_set_id, as_owner) == "change.still_written"
    assert run(job) is True
    assert undo(row.change_set_id, actor=as_owner).tally.kept == 0


def test_an_import_that_was_stopped_can_be_taken_back(tmp_path, as_owner: Actor) -> None:
    row = look(write(tmp_path, "firms.csv", "Name", "One", "Two"), as_owner)
    job = exchange.bring_in(row, actor=as_owner)
    assert run(job, chunks=3) is False
    exchange.cancel(row, actor=as_owner)
    row.refresh_from_db()
    change = ChangeSet.objects.unscoped(WHY).get(pk=row.change_set_id)
    assert change.is_open is False


def test_an_undo_by_a_job_cannot_be_undone_before_its_end(as_owner: Actor) -> None:
    change, _ = brought_in(as_owner, *(f"Customer {number}" for number in range(AT_ONCE + 1)))
    report = undo(change.pk, actor=as_owner)
    assert refused(report.undo.pk, as_owner) == "change.still_written"
    assert report.job is not None
    run(report.job)
    report.undo.refresh_from_db()
    assert (report.undo.is_open, report.undo.params["restored"]) == (False, AT_ONCE + 1)


def test_an_undo_by_a_job_that_somebody_stopped_is_over(as_owner: Actor) -> None:
    change, _ = brought_in(as_owner, *(f"Customer {number}" for number in range(AT_ONCE + 1)))
    report = undo(change.pk, actor=as_owner)
    assert report.job is not None
    assert run(report.job, chunks=1) is False
    cancel(report.job, as_owner)
    report.undo.refresh_from_db()
    assert report.undo.is_open is False
