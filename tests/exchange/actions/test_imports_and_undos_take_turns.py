"""A file is planned against a base that stands still: a large change that is half done doubles and loses nothing."""

from dataclasses import replace

import pytest

from klientela.accounts.actions import pieces, turns
from klientela.accounts.actions import undo as undoing
from klientela.accounts.actions.undo import undo
from klientela.core.errors import Refused
from klientela.core.models import Job, OutboxEvent, Setting
from klientela.customers.models import Customer
from klientela.exchange.actions import imports
from klientela.exchange.imports.writing import steps
from klientela.exchange.models import Import
from tests.exchange.importing import bring_in, look, rows_of, run, write

pytestmark = pytest.mark.django_db(transaction=True)
HEAD = "customer id,company,city"
FIRMS = tuple(f"{number},Firm {number} GmbH,Berlin" for number in range(1, 9))


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(turns, "PAUSE", 0)
    monkeypatch.setattr(undoing, "AT_ONCE", 0)
    monkeypatch.setattr(pieces, "PIECE", 2)
    every = steps.steps
    monkeypatch.setattr(steps, "steps", lambda sizes: [replace(each, at_once=2) for each in every(sizes)])


def customers():
    return Customer.objects.unscoped("the test looks at all").count()


def give_up(job):
    Job.objects.unscoped("the test gives it up").filter(pk=job.pk).update(state=Job.State.DEAD)


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("company,phone", "Firm {0} GmbH,+49 30 1234567{0}"),
        ("company,tax number,city", "Firm {0} GmbH,DE10000000{0},Berlin"),
        (HEAD, "{0},Firm {0} GmbH,Berlin"),
    ],
)
def test_a_file_looked_at_while_another_is_half_written_is_planned_again(tmp_path, as_owner, head, line):
    lines = [line.format(number) for number in range(1, 9)]
    first = look(write(tmp_path, "a.csv", head, *lines), as_owner)
    one = imports.bring_in(first, actor=as_owner)
    assert not run(one, chunks=5)
    assert 0 < customers() < 8
    second = look(write(tmp_path, "b.csv", head, *lines), as_owner)
    two = imports.bring_in(second, actor=as_owner)
    assert not run(two)
    assert run(one)
    assert run(two)
    second.refresh_from_db()
    assert (second.state, rows_of(second), customers()) == (Import.State.DONE, (8, 0, 0, 0, 8, 0), 8)


def test_a_file_looked_at_while_another_is_half_taken_back_is_planned_again(tmp_path, as_owner):
    first = bring_in(write(tmp_path, "a.csv", HEAD, *FIRMS), as_owner)
    report = undo(first.change_set_id, actor=as_owner)
    assert not run(report.job, chunks=2)
    told = (f"{number},Firm {number} GmbH,Metals" for number in range(1, 9))
    second = look(write(tmp_path, "b.csv", "customer id,company,industry", *told), as_owner)
    job = imports.bring_in(second, actor=as_owner)
    assert not run(job)
    assert run(report.job)
    assert run(job)
    second.refresh_from_db()
    assert (rows_of(second), customers()) == ((8, 8, 0, 0, 0, 0), 8)


@pytest.mark.parametrize("at_once", [0, 1_000])
def test_an_undo_waits_for_the_import_that_has_planned_with_its_customers(tmp_path, as_owner, monkeypatch, at_once):
    monkeypatch.setattr(undoing, "AT_ONCE", at_once)
    first = bring_in(write(tmp_path, "a.csv", HEAD, *FIRMS), as_owner)
    told = (f"{firm},+49 30 1234567{number}" for number, firm in enumerate(FIRMS))
    second = look(write(tmp_path, "b.csv", f"{HEAD},phone", *told), as_owner)
    job = imports.bring_in(second, actor=as_owner)
    assert not run(job, chunks=3)
    report = undo(first.change_set_id, actor=as_owner)
    assert not run(report.job)
    report.job.refresh_from_db()
    assert report.job.note["code"] == turns.WAITING
    assert customers() == 8
    assert run(job)
    second.refresh_from_db()
    assert (second.state, rows_of(second)) == (Import.State.DONE, (8, 0, 8, 0, 0, 0))
    assert run(report.job)
    # What the second file told of them since is later work, and stays.
    assert customers() == 8
    assert not Setting.objects.filter(key=turns.KEY).exists()


def test_an_undo_that_was_given_up_is_begun_again_by_asking_again(tmp_path, as_owner):
    first = bring_in(write(tmp_path, "a.csv", HEAD, *FIRMS), as_owner)
    report = undo(first.change_set_id, actor=as_owner)
    while customers() == 8:
        # The turn, and one piece.
        assert not run(report.job, chunks=2)
    give_up(report.job)
    assert 0 < customers() < 8
    again = undo(first.change_set_id, actor=as_owner)
    assert (again.undo.pk, again.job.pk != report.job.pk) == (report.undo.pk, True)
    assert run(again.job)
    assert customers() == 0
    with pytest.raises(Refused) as refusal:
        undo(first.change_set_id, actor=as_owner)
    assert refusal.value.code == "change.undone_already"


def test_an_undo_killed_after_its_last_piece_is_told_once(tmp_path, as_owner):
    first = bring_in(write(tmp_path, "a.csv", HEAD, *FIRMS), as_owner)
    report = undo(first.change_set_id, actor=as_owner)
    assert run(report.job)
    told = OutboxEvent.objects.unscoped("the test counts").count()
    Job.objects.unscoped("killed before its end was noted").filter(pk=report.job.pk).update(state=Job.State.READY)
    assert run(report.job)
    assert OutboxEvent.objects.unscoped("the test counts").count() == told
