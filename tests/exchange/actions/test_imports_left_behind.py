"""Imports whose job ended without a word: they are stopped, say so, and can be taken back."""

import pytest

from klientela.accounts.actions.undo import undo
from klientela.core.models import Job
from klientela.customers.models import Customer
from klientela.exchange.actions import imports
from klientela.exchange.models import Import
from klientela.web.pages.exchange.listing import can_undo, listed
from tests.exchange.importing import look, run, write

pytestmark = pytest.mark.django_db
State = Import.State
LINES = ("customer id,company,city", "1,Alpha Works GmbH,Berlin", "2,Beta Trade GmbH,Bonn")


@pytest.fixture
def begun(tmp_path, as_owner):
    """An import that has begun to write; its job waits for the next try."""
    row = look(write(tmp_path, "firms.csv", *LINES), as_owner)
    job = imports.bring_in(row, actor=as_owner)
    assert not run(job, chunks=6)
    row.refresh_from_db()
    assert (row.state, row.change_set is not None, row.job.state) == (State.WRITING, True, Job.State.READY)
    return row


def give_up(row):
    Job.objects.unscoped("the test gives the job up").filter(pk=row.job_id).update(state=Job.State.DEAD, token=None)
    return Import.objects.unscoped("the test looks at all").get(pk=row.pk)


def assert_stopped(row):
    assert (row.state, row.finished_at is not None) == (State.STOPPED, True)
    ends = (row.rows_new, row.rows_updated, row.rows_merged, row.rows_skipped, row.rows_failed)
    assert (row.rows_read, sum(ends)) == (2, 2)


def test_an_import_cancelled_between_two_tries_is_stopped(begun, as_owner):
    imports.cancel(begun, actor=as_owner)
    begun.refresh_from_db()
    assert begun.job.state == Job.State.CANCELLED
    assert_stopped(begun)


def test_an_import_whose_job_was_given_up_can_still_be_stopped(begun, as_owner):
    assert_stopped(imports.cancel(give_up(begun), actor=as_owner))


def test_an_import_whose_job_was_given_up_reads_as_stopped_and_can_be_taken_back(begun, as_owner):
    assert (begun.standing, can_undo(begun, as_owner)) == (State.WRITING, False)
    row = give_up(begun)
    assert (row.state, row.standing, can_undo(row, as_owner)) == (State.WRITING, State.STOPPED, True)
    assert [(each.standing, each.can_undo) for each in listed(as_owner, None).imports] == [(State.STOPPED, True)]
    undo(row.change_set_id, actor=as_owner)
    assert not Customer.objects.unscoped("the test looks at all").exists()
