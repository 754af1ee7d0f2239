"""Interactions: a call, mail, meeting, visit or note is logged, and corrected when it was told wrong."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from klientela.core.actor import Actor
from klientela.core.clock import now
from klientela.core.errors import Refused
from klientela.customers.actions import facts
from klientela.customers.models import Interaction

EDITABLE = frozenset({"kind", "direction", "channel", "started_at", "duration", "outcome", "summary"})
# What is agreed beforehand may lie ahead; a call that was not made yet is a task.
PLANNED = frozenset(
    {Interaction.Kind.MEETING, Interaction.Kind.PRESENTATION, Interaction.Kind.VISIT, Interaction.Kind.EVENT}
)
CLOCK_DRIFT = timedelta(minutes=5)


def log(
    customer_id: int,
    *,
    kind: str,
    actor: Actor,
    started_at: datetime | None = None,
    direction: str = "",
    channel: str = "",
    duration: int | None = None,
    outcome: str = "",
    summary: str = "",
    contact_id: int | None = None,
    key: str = "",
) -> Interaction:
    """Log what passed between us and the customer; `duration` in seconds, `started_at` of None means now.

    `key` names the request: a second one with it is refused with `change.repeated`.
    """
    moment = started_at or now()
    _refuse_the_future(kind, moment)
    if kind == Interaction.Kind.NOTE and not summary.strip():
        raise Refused("interaction.note_empty", "Write something: a note without words is of no use.")
    return facts.add(
        Interaction,
        customer_id,
        code="interaction.logged",
        actor=actor,
        contact_id=contact_id,
        key=key,
        kind=kind,
        direction=direction,
        channel=channel,
        started_at=moment,
        duration=duration,
        outcome=outcome,
        summary=summary.strip(),
    )


def edit(interaction_id: int, changes: Mapping[str, Any], *, version: int, actor: Actor) -> Interaction:
    """Correct an interaction; raises `Stale` when the same columns were changed since `version`."""
    code = "interaction.edited"
    return facts.edit(Interaction, interaction_id, changes, allowed=EDITABLE, version=version, code=code, actor=actor)


def _refuse_the_future(kind: str, moment: datetime) -> None:
    if kind not in PLANNED and moment > now() + CLOCK_DRIFT:
        raise Refused("interaction.in_future", "This moment lies ahead: make it a task instead.")
