"""What is done about an action of Today: called, put off, or done in another way; each becomes a fact or a decision.

After it the action leaves the list as long as what caused it stands; a newer cause brings it back at once.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from klientela.accounts.actions import edits, history
from klientela.core import clock
from klientela.core.actor import Actor, Right
from klientela.core.errors import Refused
from klientela.customers.actions import interactions
from klientela.customers.actions.writing import allowed_customer
from klientela.customers.models import Interaction
from klientela.work.actions import tasks
from klientela.work.models import Setaside
from klientela.work.today import sources
from klientela.work.working_days import next_working_day

Kind, Outcome, Direction = Interaction.Kind, Interaction.Outcome, Interaction.Direction
# Nobody was reached: the action comes back on the next working day.
IN_VAIN = frozenset({Outcome.NO_ANSWER, Outcome.BUSY, Outcome.WRONG_NUMBER})


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
    duration: int | None = None,
) -> Interaction:
    """Log the call that an action of Today led to, and the next step as a task; return the call.

    Without an answer and without a next step the action is back on the next working day, else it is settled.
    """
    with transaction.atomic():
        call = interactions.log(
            customer_id,
            kind=Kind.CALL,
            direction=Direction.OUT,
            outcome=outcome,
            summary=note,
            duration=duration,
            contact_id=contact_id,
            actor=actor,
        )
        if next_step.strip():
            tasks.add(next_step, customer_id=customer_id, due_on=next_on, actor=actor)
        is_open = outcome in IN_VAIN and not next_step.strip()
        again_on = next_working_day(timezone.localtime(clock.now())).date() if is_open else None
        _set_aside(customer_id, action, again_on, "today.called", actor)
    return call


def done(customer_id: int, *, action: str, kind: str, note: str, actor: Actor) -> Interaction:
    """Log what was done instead of a call (a mail, a visit, a note …) and settle the action; return the fact.

    Refuses with `today.nothing_said` when no words say what was done: it becomes a fact of the customer's history.
    """
    actor.require(Right.EDIT)
    if not note.strip():
        raise Refused("today.nothing_said", "Say what was done: it becomes part of the customer's history.")
    direction = Direction.NONE if kind == Kind.NOTE else Direction.OUT
    with transaction.atomic():
        fact = interactions.log(customer_id, kind=kind, direction=direction, summary=note, actor=actor)
        _set_aside(customer_id, action, None, "today.done", actor)
    return fact


def postpone(customer_id: int, *, action: str, until: date, actor: Actor) -> Setaside:
    """Take an action off the list until a day that has not come yet."""
    actor.require(Right.EDIT)
    if until <= clock.today():
        raise Refused("day.not_ahead", "Choose a day that is still ahead.")
    with transaction.atomic():
        return _set_aside(customer_id, action, until, "today.postponed", actor)


def plan(customer_id: int, *, action: str, title: str, due_on: date, actor: Actor) -> Setaside:
    """Turn an action into a task with a day: the task takes over, the action is off the list until that day."""
    actor.require(Right.EDIT)
    with transaction.atomic():
        tasks.add(title, customer_id=customer_id, due_on=due_on, actor=actor)
        return _set_aside(customer_id, action, due_on, "today.planned", actor)


def _set_aside(customer_id: int, action: str, until: date | None, code: str, actor: Actor) -> Setaside:
    """Keep the decision, in the one row that a customer and an action have."""
    customer = allowed_customer(customer_id, actor)
    cause = _cause(customer_id, action, actor)
    mine = Setaside.objects.visible_to(actor).filter(customer=customer, action=action)
    earlier = mine.select_for_update(of=("self",)).first()
    if earlier is None:
        decision = Setaside(customer=customer, action=action, cause=cause, until=until)
        decision.save(force_insert=True)
        history.created(history.open_change(code, actor=actor, customer=customer_id, action=action), decision)
        return decision
    changes = {"cause": cause, "until": until}
    decision, _ = edits.edit(
        Setaside.objects.visible_to(actor),
        earlier.pk,
        changes,
        version=earlier.version,
        code=code,
        actor=actor,
        customer=customer_id,
        action=action,
    )
    return decision


def _cause(customer_id: int, action: str, actor: Actor) -> date:
    """Return the day of the fact behind the action; today when nothing causes it any more."""
    source = next((each for each in sources() if each.code == action), None)
    if source is None:
        raise Refused("today.kind_unknown", "There is no kind of action called %(kind)s.", kind=action)
    return source.cause_of(customer_id, actor) or clock.today()
