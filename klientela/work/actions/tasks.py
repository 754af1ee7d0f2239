"""Tasks: promised, put off, handed over, done. Every change is in the history and can be taken back."""

from datetime import date, time
from typing import Any

from django.db import transaction

from klientela.accounts.actions import edits, history
from klientela.accounts.models import User
from klientela.core import clock
from klientela.core.actor import Actor, Right
from klientela.core.errors import Refused
from klientela.customers.actions.writing import allowed_customer
from klientela.work.models import Task


def add(
    title: str,
    *,
    actor: Actor,
    customer_id: int | None = None,
    assignee_id: int | None = None,
    due_on: date | None = None,
    due_at: time | None = None,
) -> Task:
    """Write down something to be done; without an assignee it is the actor's own.

    Refuses with `task.title_missing` for a task without words, `task.assignee_unknown` for somebody whose work the
    actor does not see, and a customer out of sight as unknown.
    """
    actor.require(Right.EDIT)
    words = title.strip()
    if not words:
        raise Refused("task.title_missing", "Say what is to be done.")
    with transaction.atomic():
        customer = allowed_customer(customer_id, actor) if customer_id is not None else None
        task = Task(customer=customer, title=words[:255], due_on=due_on, due_at=due_at)
        task.assignee_id = _assignee(assignee_id if assignee_id is not None else actor.user_id, actor)
        task.save(force_insert=True)
        history.created(history.open_change("task.added", actor=actor, customer=customer_id, title=words), task)
    return task


def finish(task_id: int, *, version: int, actor: Actor) -> Task:
    """Mark a task as done; one that is done already stays as it was."""
    with transaction.atomic():
        actor.require(Right.EDIT)
        task = edits.locked(Task.objects.visible_to(actor), task_id)
        if task.done_at is not None:
            return task
        return _edit(task_id, {"done_at": clock.now()}, version=version, code="task.finished", actor=actor)


def reopen(task_id: int, *, version: int, actor: Actor) -> Task:
    """Take "done" back."""
    return _edit(task_id, {"done_at": None}, version=version, code="task.reopened", actor=actor)


def postpone(task_id: int, *, until: date, version: int, actor: Actor) -> Task:
    """Put a task off to a day that has not come yet."""
    _refuse_past(until)
    return _edit(task_id, {"due_on": until}, version=version, code="task.postponed", actor=actor)


def reassign(task_id: int, *, assignee_id: int, version: int, actor: Actor) -> Task:
    """Hand a task over to somebody whose work the actor sees."""
    changes = {"assignee_id": _assignee(assignee_id, actor)}
    return _edit(task_id, changes, version=version, code="task.reassigned", actor=actor)


def _edit(task_id: int, changes: dict[str, Any], *, version: int, code: str, actor: Actor) -> Task:
    actor.require(Right.EDIT)
    with transaction.atomic():
        task, _ = edits.edit(
            Task.objects.visible_to(actor), task_id, changes, version=version, code=code, actor=actor, task=task_id
        )
    return task


def _assignee(user_id: int | None, actor: Actor) -> int | None:
    """Return the user, who must be active and one whose records the actor sees."""
    if user_id is None:
        return None
    is_seen = actor.sees is None or user_id in actor.sees or user_id == actor.user_id
    if not is_seen or not User.objects.filter(pk=user_id, is_active=True).exists():
        raise Refused("task.assignee_unknown", "There is no such person, or you cannot give them tasks.")
    return user_id


def _refuse_past(day: date) -> None:
    if day <= clock.today():
        raise Refused("day.not_ahead", "Choose a day that is still ahead.")
