"""What was staged for an import holds everybody in the file: it goes when the import is over, whichever way."""

import pytest

from klientela.core.actor import system
from klientela.core.jobs import enqueue
from klientela.core.models import Job
from klientela.exchange.actions import imports
from klientela.exchange.imports.staging import places
from klientela.exchange.models import Import
from tests.exchange.importing import bring_in, look, run, write

pytestmark = pytest.mark.django_db
LINES = ("customer id,company,city", "1,Alpha Works GmbH,Berlin", "2,Beta Trade GmbH,Bonn")


@pytest.fixture
def file(tmp_path):
    return write(tmp_path, "firms.csv", *LINES)


@pytest.fixture(autouse=True)
def empty_home(settings, tmp_path):
    settings.HOME = tmp_path / "home"


def staged():
    return sorted(places.staged())


def test_it_goes_when_the_file_is_in(file, as_owner):
    row = look(file, as_owner)
    assert staged() == [row.pk]
    run(imports.bring_in(row, actor=as_owner))
    assert staged() == []


def test_a_writer_that_comes_back_after_the_end_finds_nothing_to_do(file, as_owner):
    row = bring_in(file, as_owner)
    Job.objects.unscoped("the test").filter(pk=row.job_id).update(state=Job.State.READY)
    assert run(row.job)
    row.refresh_from_db()
    assert (row.state, row.rows_new, staged()) == (Import.State.DONE, 2, [])


def test_it_goes_when_the_writing_is_stopped(file, as_owner, django_capture_on_commit_callbacks):
    row = look(file, as_owner)
    run(imports.bring_in(row, actor=as_owner), chunks=6)
    row.refresh_from_db()
    assert (row.change_set is not None, staged()) == (True, [row.pk])
    with django_capture_on_commit_callbacks(execute=True):
        imports.cancel(row, actor=as_owner)
    assert staged() == []


def test_the_night_sweeps_what_is_over_or_unknown_and_keeps_what_waits(file, as_owner):
    waits, dead = look(file, as_owner), look(file, as_owner)
    imports.bring_in(dead, actor=as_owner)
    dead.refresh_from_db()
    Job.objects.unscoped("the test gives the job up").filter(pk=dead.job_id).update(state=Job.State.DEAD)
    places.directory(10**9).mkdir()
    assert run(enqueue("import.sweep", {}, actor=system("the test")))
    dead.refresh_from_db()
    assert (dead.state, staged()) == (Import.State.STOPPED, [waits.pk])
