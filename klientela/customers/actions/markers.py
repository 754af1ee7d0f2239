"""A manager's own word on how far a customer is: a fact with its reason, holding until it is lifted."""

from typing import cast

from django.db import transaction

from klientela.core import clock
from klientela.core.actor import Actor, Right
from klientela.core.errors import Refused
from klientela.customers.actions import facts
from klientela.customers.models import MarkerOverride

MARKERS = frozenset(
    {
        "white", "green", "yellow", "yellow-green", "gold", "platinum", "green-red", "golden-red", "platinum-red",
    }
)  # fmt: skip


def override_marker(customer_id: int, marker: str, *, reason: str, actor: Actor) -> MarkerOverride:
    """Set the marker by hand; needs the right to assign, as managers have, and a reason.

    Refuses with `marker.unknown` and `marker.reason_missing`. A later override holds before an earlier one.
    """
    actor.require(Right.ASSIGN)
    if marker not in MARKERS:
        raise Refused("marker.unknown", "There is no marker called %(name)s.", name=marker)
    if not reason.strip():
        raise Refused("marker.reason_missing", "Say why: a marker set by hand needs a reason.")
    return facts.add(
        MarkerOverride,
        customer_id,
        code="marker.overridden",
        actor=actor,
        marker=marker,
        reason=reason.strip(),
        at=clock.now(),
    )


def lift_marker_override(override_id: int, *, version: int, actor: Actor) -> MarkerOverride:
    """Let the facts speak again; one that is lifted already stays as it was."""
    actor.require(Right.ASSIGN)
    with transaction.atomic():
        held = MarkerOverride.objects.visible_to(actor).filter(pk=override_id, lifted_at__isnull=False).first()
        if held is not None:
            return cast(MarkerOverride, held)
        return facts.edit(
            MarkerOverride,
            override_id,
            {"lifted_at": clock.now()},
            allowed=frozenset({"lifted_at"}),
            version=version,
            code="marker.lifted",
            actor=actor,
        )
