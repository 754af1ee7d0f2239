"""Tasks: added, done, put off, handed over; who may, and what is refused."""

from datetime import date

import pytest
import time_machine

from klientela.accounts.actions.undo import undo
from klientela.core.errors import Refused, Stale
from klientela.work.actions import tasks
from klientela.work.models import Task
from klientela.work.queries.tasks import my_tasks, open_tasks
from klientela.work.queries.week import my_week
from tests.factories.customers import make_customer
from tests.factories.facts import make_interaction, make_order

WHY = "tests look at everything"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


@pytest.fixture
def wednesday():
    with time_machine.travel("2024-05-15 10:00:00+00:00", tick=False):
        yield


def task_now(task: Task) -> Task:
    return Task.objects.unscoped(WHY).get(pk=task.pk)


def test_a_task_without_an_assignee_is_ones_own(as_colleague, colleague):
    customer = make_customer(owner=colleague)
    added = tasks.add(" Send samples ", customer_id=customer.pk, due_on=date(2024, 5, 13), actor=as_colleague)
    [line] = my_tasks(as_colleague)
    assert (line.id, line.title, line.customer_name, line.days_late) == (added.task.pk, "Send samples", "Acme", 2)


def test_tasks_stand_by_their_day_and_those_without_one_last(as_colleague):
    for title, day in (("no day", None), ("later", date(2024, 6, 1)), ("sooner", date(2024, 5, 20))):
        tasks.add(title, due_on=day, actor=as_colleague)
    assert [each.title for each in my_tasks(as_colleague)] == ["sooner", "later", "no day"]


def test_a_done_task_leaves_the_list_and_doing_it_twice_is_safe(as_colleague):
    task = tasks.add("Call", actor=as_colleague).task
    first = tasks.finish(task.pk, actor=as_colleague)
    second = tasks.finish(task.pk, actor=as_colleague)
    assert (my_tasks(as_colleague), second.change, task_now(task).version) == ((), None, 2)
    undo(first.change, actor=as_colleague)
    assert [each.id for each in my_tasks(as_colleague)] == [task.pk]
    tasks.finish(task.pk, actor=as_colleague)
    tasks.reopen(task.pk, actor=as_colleague)
    assert task_now(task).done_at is None


def test_a_task_is_put_off_to_a_day_ahead_only(as_colleague):
    task = tasks.add("Call", due_on=date(2024, 5, 14), actor=as_colleague).task
    with pytest.raises(Refused) as refused:
        tasks.postpone(task.pk, until=date(2024, 5, 15), version=1, actor=as_colleague)
    assert (refused.value.code, task_now(task).due_on) == ("day.not_ahead", date(2024, 5, 14))
    tasks.postpone(task.pk, until=date(2024, 5, 16), version=1, actor=as_colleague)
    assert task_now(task).due_on == date(2024, 5, 16)


def test_of_two_who_move_a_task_the_second_gets_to_see_the_first(as_colleague):
    task = tasks.add("Call", actor=as_colleague).task
    tasks.postpone(task.pk, until=date(2024, 5, 16), version=1, actor=as_colleague)
    with pytest.raises(Stale):
        tasks.postpone(task.pk, until=date(2024, 5, 17), version=1, actor=as_colleague)
    assert task_now(task).due_on == date(2024, 5, 16)


def test_a_task_is_handed_to_whom_one_sees_only(as_colleague, manager, stranger):
    task = tasks.add("Call", actor=as_colleague).task
    tasks.reassign(task.pk, assignee_id=manager.pk, version=1, actor=as_colleague)
    with pytest.raises(Refused) as refused:
        tasks.reassign(task.pk, assignee_id=stranger.pk, version=2, actor=as_colleague)
    assert (refused.value.code, task_now(task).assignee_id) == ("task.assignee_unknown", manager.pk)


def test_a_task_without_words_and_one_of_a_reader_are_refused(as_colleague, as_reader):
    for actor, title, code in ((as_colleague, "  ", "task.title_missing"), (as_reader, "Call", "actor.not_allowed")):
        with pytest.raises(Refused) as refused:
            tasks.add(title, actor=actor)
        assert refused.value.code == code
    assert not Task.objects.unscoped(WHY).exists()


def test_a_stranger_neither_sees_nor_finishes_the_task(as_colleague, as_stranger, colleague):
    customer = make_customer(owner=colleague)
    task = tasks.add("Call", customer_id=customer.pk, actor=as_colleague).task
    with pytest.raises(Refused) as refused:
        tasks.finish(task.pk, actor=as_stranger)
    assert refused.value.code == "record.unknown"
    assert open_tasks(as_stranger, customer=customer.pk) == ()
    assert task_now(task).done_at is None


def test_the_week_counts_ones_own_calls_and_the_orders_of_ones_customers(as_colleague, colleague, manager):
    mine, other = make_customer(owner=colleague), make_customer(owner=manager)
    make_interaction(mine, date(2024, 5, 13), author=colleague)
    make_interaction(mine, date(2024, 5, 14), author=colleague, outcome="no_answer")
    make_interaction(mine, date(2024, 5, 14), author=manager)
    make_interaction(mine, date(2024, 5, 12), author=colleague)
    make_order(mine, date(2024, 5, 13), 1_000)
    make_order(mine, date(2024, 5, 12), 2_000)
    make_order(other, date(2024, 5, 14), 4_000)
    week = my_week(as_colleague)
    # Monday is the 13th: two calls, one of them in vain, and one order of 10.00.
    assert (week.since, week.calls, week.reached, week.orders) == (date(2024, 5, 13), 2, 1, 1)
    assert (week.won.minor, week.won.currency) == (1_000, "PLN")
