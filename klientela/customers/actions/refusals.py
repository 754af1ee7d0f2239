"""Refusals: a customer said no; a later purchase or inquiry lifts the red of the marker by itself."""

from datetime import datetime

from klientela.core.actor import Actor
from klientela.core.clock import now
from klientela.customers.actions import facts
from klientela.customers.models import Refusal


def record(
    customer_id: int,
    *,
    actor: Actor,
    at: datetime | None = None,
    reason: str = "",
    text: str = "",
    contact_id: int | None = None,
) -> Refusal:
    """Write down that the customer refused the offer or plans no more deals; `at` of None means now."""
    return facts.add(
        Refusal,
        customer_id,
        code="refusal.recorded",
        actor=actor,
        contact_id=contact_id,
        at=at or now(),
        reason=reason.strip(),
        text=text.strip(),
    )
