"""What somebody promised to do."""

from dataclasses import dataclass
from datetime import date, time

from django.db.models import F

from klientela.core import clock
from klientela.core.actor import Actor
from klientela.work.models import Task


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One open task; `days_late` is 0 until its day has passed."""

    id: int
    version: int
    title: str
    customer_id: int | None
    customer_name: str
    assignee_id: int | None
    due_on: date | None
    due_at: time | None
    days_late: int


def my_tasks(actor: Actor, *, limit: int = 20) -> tuple[TaskLine, ...]:
    """Return the actor's open tasks, the earliest day first, those without a day last."""
    return open_tasks(actor, assignee=actor.user_id, limit=limit)


def open_tasks(
    actor: Actor, *, assignee: int | None = None, customer: int | None = None, limit: int = 20
) -> tuple[TaskLine, ...]:
    """Return open tasks of one user or of one customer, among those the actor sees."""
    rows = Task.objects.visible_to(actor).open()
    if assignee is not None:
        rows = rows.filter(assignee_id=assignee)
    if customer is not None:
        rows = rows.filter(customer_id=customer)
    ordered = rows.order_by(F("due_on").asc(nulls_last=True), F("due_at").asc(nulls_last=True), "pk")
    columns = ("pk", "version", "title", "customer_id", "customer__name", "assignee_id", "due_on", "due_at")
    today = clock.today()
    return tuple(
        TaskLine(key, version, title, customer_id, name or "", assignee_id, due_on, due_at, _late(due_on, today))
        for key, version, title, customer_id, name, assignee_id, due_on, due_at in ordered.values_list(*columns)[:limit]
    )


def _late(due_on: date | None, today: date) -> int:
    return max((today - due_on).days, 0) if due_on else 0
