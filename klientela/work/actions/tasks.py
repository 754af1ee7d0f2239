"""Tasks: promised, put off, handed over, done. Every change is in the history and can be taken back."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Changed:
    """A task as it is now, and the change set by which it can be taken back; None when nothing changed."""

    task: Task
    change: int | None


def add(
    title: str,
    *,
    actor: Actor,
    customer_id: int | None = None,
    assignee_id: int | None = None,
    due_on: date | None = None,
    due_at: time | None = None,
    key: str = "",
) -> Changed:
    """Write down something to be done; without an assignee it is the actor's own.

    `key` names the request: a second one with it is refused with `change.repeated`.

    Refuses with `task.title_missing` for a task without words, `task.assignee_unknown` for somebody whose work the
    actor does not see, and a customer out of sight as unknown.
    """
    with transaction.atomic():
        task = written(
            title, actor=actor, customer_id=customer_id, assignee_id=assignee_id, due_on=due_on, due_at=due_at
        )
        change = history.open_change("task.added", actor=actor, key=key, customer=customer_id, title=task.title)
        history.created(change, task)
    return Changed(task, change.pk)


def written(
    title: str,
    *,
    actor: Actor,
    customer_id: int | None,
    assignee_id: int | None = None,
    due_on: date | None = None,
    due_at: time | None = None,
) -> Task:
    """Return a new task, whose history the caller writes: the next step of a call is one change with the call."""
    actor.require(Right.EDIT)
    words = title.strip()
    if not words:
        raise Refused("task.title_missing", "Say what is to be done.")
    customer = allowed_customer(customer_id, actor) if customer_id is not None else None
    task = Task(customer=customer, title=words[:255], due_on=due_on, due_at=due_at)
    task.assignee_id = _assignee(assignee_id if assignee_id is not None else actor.user_id, actor)
    task.save(force_insert=True)
    return task


def finish(task_id: int, *, actor: Actor) -> Changed:
    """Mark a task as done; one that is done already stays as it was."""
    actor.require(Right.EDIT)
    with transaction.atomic():
        task = edits.locked(Task.objects.visible_to(actor), task_id)
        if task.done_at is not None:
            return Changed(task, None)
        return _written(task, {"done_at": clock.now()}, "task.finished", actor)


def reopen(task_id: int, *, actor: Actor) -> Changed:
    """Take "done" back; an open one stays as it was."""
    actor.require(Right.EDIT)
    with transaction.atomic():
        task = edits.locked(Task.objects.visible_to(actor), task_id)
        return _written(task, {"done_at": None}, "task.reopened", actor)


def postpone(task_id: int, *, until: date, version: int, actor: Actor) -> Changed:
    """Put a task off to a day that has not come yet; raises `Stale` when somebody else moved it since `version`."""
    actor.require(Right.EDIT)
    if until <= clock.today():
        raise Refused("day.not_ahead", "Choose a day that is still ahead.")
    return _edit(task_id, {"due_on": until}, version=version, code="task.postponed", actor=actor)


def reassign(task_id: int, *, assignee_id: int, version: int, actor: Actor) -> Changed:
    """Hand a task over to somebody whose work the actor sees; raises `Stale` as `postpone` does."""
    actor.require(Right.EDIT)
    changes = {"assignee_id": _assignee(assignee_id, actor)}
    return _edit(task_id, changes, version=version, code="task.reassigned", actor=actor)


def _edit(task_id: int, changes: dict[str, Any], *, version: int, code: str, actor: Actor) -> Changed:
    with transaction.atomic():
        task = edits.locked(Task.objects.visible_to(actor), task_id)
        if task.version != version:
            edits.refuse_stale(task, frozenset(changes), version)
        return _written(task, changes, code, actor)


def _written(task: Task, changes: dict[str, Any], code: str, actor: Actor) -> Changed:
    before = {column: getattr(task, column) for column, value in changes.items() if getattr(task, column) != value}
    if not before:
        return Changed(task, None)
    for column in before:
        setattr(task, column, changes[column])
    task.version += 1
    task.save(update_fields=[*before, "version", "updated_at"])
    change = history.open_change(code, actor=actor, task=task.pk, title=task.title)
    history.updated(change, task, before)
    return Changed(task, change.pk)


def _assignee(user_id: int | None, actor: Actor) -> int | None:
    """Return the user, who must be active and one whose records the actor sees."""
    if user_id is None:
        return None
    is_seen = actor.sees is None or user_id in actor.sees or user_id == actor.user_id
    if not is_seen or not User.objects.filter(pk=user_id, is_active=True).exists():
        raise Refused("task.assignee_unknown", "There is no such person, or you cannot give them tasks.")
    return user_id
