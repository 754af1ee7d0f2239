"""What is done about an action of Today: called, put off, or done in another way; each becomes a fact or a decision.

After it the action leaves the list as long as what caused it stands; a newer cause brings it back at once. `key` names
the request: a second one with it is refused with `change.repeated`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from klientela.accounts.actions import history
from klientela.accounts.models import ChangeSet
from klientela.core import clock
from klientela.core.actor import Actor
from klientela.core.errors import Refused
from klientela.customers.actions.writing import allowed_customer, announce, cleaned, contact_of
from klientela.customers.models import Contact, Customer, Interaction
from klientela.work.actions import tasks
from klientela.work.models import Setaside, Task
from klientela.work.today import sources
from klientela.work.working_days import next_working_day

Kind, Outcome, Direction = Interaction.Kind, Interaction.Outcome, Interaction.Direction
# Nobody was reached: the action comes back on the next working day.
IN_VAIN = frozenset({Outcome.NO_ANSWER, Outcome.BUSY, Outcome.WRONG_NUMBER})


@dataclass(frozen=True, slots=True)
class Settled:
    """What was written, and the one change set by which all of it is taken back."""

    change: int
    decision: Setaside
    interaction: Interaction | None = None
    task: Task | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done next with the customer, and by which day."""

    title: str
    due_on: date | None = None


def called(
    customer_id: int,
    *,
    action: str,
    outcome: str,
    actor: Actor,
    note: str = "",
    next_step: str = "",
    next_on: date | None = None,
    contact_id: int | None = None,
    key: str = "",
) -> Settled:
    """Log the call that an action of Today led to, and the next step as a task.

    Without an answer and without a next step the action is back on the next working day, else it is settled.
    """
    step = NextStep(next_step, next_on) if next_step.strip() else None
    is_open = outcome in IN_VAIN and step is None
    again_on = next_working_day(timezone.localtime(clock.now())).date() if is_open else None
    told = {"kind": Kind.CALL, "direction": Direction.OUT, "outcome": outcome, "summary": note}
    return _settle(
        customer_id, action, again_on, "today.called", actor, told=told, step=step, contact_id=contact_id, key=key
    )


def done(customer_id: int, *, action: str, kind: str, note: str, actor: Actor, key: str = "") -> Settled:
    """Log what was done instead of a call (a mail, a visit, a note …) and settle the action.

    Refuses with `today.nothing_said` when no words say what was done: it becomes a fact of the customer's history.
    """
    if not note.strip():
        raise Refused("today.nothing_said", "Say what was done: it becomes part of the customer's history.")
    direction = Direction.NONE if kind == Kind.NOTE else Direction.OUT
    told = {"kind": kind, "direction": direction, "summary": note}
    return _settle(customer_id, action, None, "today.done", actor, told=told, key=key)


def postpone(customer_id: int, *, action: str, until: date, actor: Actor, key: str = "") -> Settled:
    """Take an action off the list until a day that has not come yet."""
    _refuse_past(until)
    return _settle(customer_id, action, until, "today.postponed", actor, key=key)


def plan(customer_id: int, *, action: str, title: str, due_on: date, actor: Actor, key: str = "") -> Settled:
    """Turn an action into a task: the task takes over, the action is off the list until the day after its own."""
    step = NextStep(title, due_on)
    # Behind the last day of the calendar there is none: settled until a newer cause.
    until = due_on + timedelta(days=1) if due_on < date.max else None
    return _settle(customer_id, action, until, "today.planned", actor, step=step, key=key)


def _settle(
    customer_id: int,
    action: str,
    until: date | None,
    code: str,
    actor: Actor,
    *,
    told: dict[str, Any] | None = None,
    step: NextStep | None = None,
    contact_id: int | None = None,
    key: str = "",
) -> Settled:
    """Write the fact, the task and the decision as one change."""
    with transaction.atomic():
        customer = allowed_customer(customer_id, actor)
        change = history.open_change(code, actor=actor, key=key, customer=customer_id, action=action)
        decision = _set_aside(customer, action, until, change, actor)
        contact = contact_of(customer, contact_id, actor)
        interaction = _told(customer, contact, told, actor) if told else None
        task = None
        if step:
            task = tasks.written(step.title, customer_id=customer_id, due_on=step.due_on, actor=actor)
        history.created(change, *(each for each in (interaction, task) if each))
        if interaction:
            announce(change, [customer_id])
    return Settled(change.pk, decision, interaction, task)


def _told(customer: Customer, contact: Contact | None, told: dict[str, Any], actor: Actor) -> Interaction:
    values = cleaned(Interaction, {**told, "summary": told["summary"].strip()}, frozenset(told))
    interaction = Interaction(customer=customer, contact=contact, author_id=actor.user_id, **values)
    interaction.started_at = clock.now()
    interaction.save(force_insert=True)
    return interaction


def _set_aside(customer: Customer, action: str, until: date | None, change: ChangeSet, actor: Actor) -> Setaside:
    """Keep the decision, in the one row that a customer and an action have."""
    cause = _cause(customer.pk, action, actor)
    mine = Setaside.objects.visible_to(actor).filter(customer=customer, action=action)
    decision = mine.select_for_update(of=("self",)).first()
    if decision is None:
        decision = Setaside(customer=customer, action=action, cause=cause, until=until)
        decision.save(force_insert=True)
        history.created(change, decision)
        return decision
    before = {"cause": decision.cause, "until": decision.until}
    decision.cause, decision.until = cause, until
    decision.version += 1
    decision.save(update_fields=["cause", "until", "version", "updated_at"])
    history.updated(change, decision, before)
    return decision


def _cause(customer_id: int, action: str, actor: Actor) -> date:
    """Return the day of the fact behind the action; today when nothing causes it any more."""
    source = next((each for each in sources() if each.code == action), None)
    if source is None:
        raise Refused("today.kind_unknown", "There is no kind of action called %(kind)s.", kind=action)
    return source.cause_of(customer_id, actor) or clock.today()


def _refuse_past(day: date) -> None:
    if day <= clock.today():
        raise Refused("day.not_ahead", "Choose a day that is still ahead.")
