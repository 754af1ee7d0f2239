"""Two imports do not write at the same time, so that what stands in both files comes in once."""

import pytest

from klientela.accounts.actions import turns
from klientela.core.models import Job, Setting
from klientela.customers.models import Customer
from klientela.exchange.actions import imports
from klientela.exchange.models import Import
from tests.exchange.importing import look, rows_of, run, write

pytestmark = pytest.mark.django_db

HEAD = "customer id,company,city"
FIRMS = ("1,Alpha Works GmbH,Berlin", "2,Beta Trade GmbH,Bonn")


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    monkeypatch.setattr(turns, "PAUSE", 0)


def names():
    found = Customer.objects.unscoped("the test looks at all").order_by("pk")
    return list(found.values_list("name", flat=True))


def test_the_second_waits_and_looks_at_the_base_again(tmp_path, as_owner):
    first = look(write(tmp_path, "a.csv", HEAD, *FIRMS), as_owner)
    second = look(write(tmp_path, "b.csv", HEAD, *FIRMS, "3,Gamma Ltd,Leeds"), as_owner)
    one, two = (imports.bring_in(row, actor=as_owner) for row in (first, second))
    assert not run(one, chunks=4)
    assert not run(two)
    second.refresh_from_db()
    assert (second.state, second.change_set) == (Import.State.WRITING, None)
    two.refresh_from_db()
    assert (two.state, two.note["code"]) == (Job.State.READY, "history.waiting")
    assert run(one)
    assert run(two)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (rows_of(first), rows_of(second)) == ((2, 2, 0, 0, 0, 0), (3, 1, 0, 0, 2, 0))
    assert names() == ["Alpha Works GmbH", "Beta Trade GmbH", "Gamma Ltd"]
    assert not Setting.objects.filter(key=turns.KEY).exists()


def test_the_turn_of_an_import_that_died_is_taken(tmp_path, as_owner):
    first = look(write(tmp_path, "a.csv", HEAD, *FIRMS), as_owner)
    second = look(write(tmp_path, "b.csv", HEAD, FIRMS[0]), as_owner)
    one, two = (imports.bring_in(row, actor=as_owner) for row in (first, second))
    assert not run(one, chunks=3)
    Job.objects.unscoped("the test lets it die").filter(pk=one.pk).update(state=Job.State.DEAD)
    assert run(two)
    second.refresh_from_db()
    assert (second.state, second.rows_read) == (Import.State.DONE, 1)
