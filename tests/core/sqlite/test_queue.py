"""Writers stand in a queue: in order of arrival, alone, and never held up by the dead or the sleeping."""

import subprocess
import sys
import threading

import pytest
from django.db import connection, transaction

from klientela.core.models import Setting
from klientela.core.sqlite import queue
from klientela.core.sqlite.queue import Place
from tests.core.jobs.playground import until


def queued(files, names, order):
    """Start a thread for each name that waits, notes its name and leaves; begun one after the other."""
    threads = []
    for number, name in enumerate(names, start=1):

        def write(name=name):
            place = Place(files)
            place.wait()
            order.append(name)
            place.leave()

        before = waiting()
        threads.append(threading.Thread(target=write, name=f"writer {number}"))
        threads[-1].start()
        until(lambda before=before: waiting() == before + 1)
    return threads


def waiting() -> int:
    return sum(thread.name == "waiting to write" for thread in threading.enumerate())


def test_the_next_two_get_their_turn_in_the_order_in_which_they_came(tmp_path):
    files, order = tmp_path / "base", []
    first = Place(files)
    first.wait()
    threads = queued(files, ["second", "third"], order)
    assert order == []
    first.leave()
    for thread in threads:
        thread.join(20)
    assert order == ["second", "third"]


def test_waiting_twice_needs_leaving_once(tmp_path):
    place, other = Place(tmp_path / "base"), Place(tmp_path / "base")
    place.wait()
    place.wait()
    place.leave()
    other.wait()
    assert other._pen is not None
    other.leave()


def test_whoever_waits_too_long_goes_on_without_and_stands_in_nobodys_way(tmp_path, monkeypatch):
    monkeypatch.setattr(queue, "PATIENCE", 0.05)
    sleeper, impatient, later = (Place(tmp_path / "base") for _ in range(3))
    sleeper.wait()
    impatient.wait()
    assert impatient._pen is None
    sleeper.leave()
    until(lambda: waiting() == 0)
    later.wait()
    assert later._pen is not None
    later.leave()


HOLD_FOR_EVER = """
import sys
from pathlib import Path
from klientela.core.sqlite.queue import Place
place = Place(Path(sys.argv[1]))
place.wait()
print("held", flush=True)
sys.stdin.read()
"""


def test_the_place_of_the_dead_is_free(tmp_path):
    command = [sys.executable, "-c", HOLD_FOR_EVER, str(tmp_path / "base")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout.readline() == b"held\n"
        order = []
        (thread,) = queued(tmp_path / "base", ["heir"], order)
        assert order == []
        child.kill()
        thread.join(20)
    assert order == ["heir"]


def test_without_a_file_there_is_no_queue():
    place = Place(None)
    place.wait()
    assert place._pen is None


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_transaction_holds_its_place_to_the_end_and_nested_blocks_do_not_give_it_up():
    with transaction.atomic():
        assert connection.place._pen is not None
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            raise ZeroDivisionError
        with transaction.atomic():
            Setting.objects.create(key="inner", value=1)
        assert connection.place._pen is not None
    assert connection.place._pen is None


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_is_rolled_back_or_cut_off_leaves_its_place():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError
    assert connection.place._pen is None
    transaction.set_autocommit(False)
    Setting.objects.create(key="cut off", value=1)
    place = connection.place
    connection.close()
    assert place._pen is None
    assert not Setting.objects.filter(key="cut off").exists()


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_write_outside_a_transaction_waits_for_its_place_and_a_read_does_not(monkeypatch):
    taken = []
    monkeypatch.setattr(queue, "_take", lambda database: taken.append(database))
    Setting.objects.create(key="alone", value=1)
    assert len(taken) == 1
    assert Setting.objects.filter(key="alone").count() == 1
    assert len(taken) == 1
    Setting.objects.filter(key="alone").update(value=2)
    Setting.objects.filter(key="alone").delete()
    assert len(taken) == 3
