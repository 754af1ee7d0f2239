"""Inquiries: a customer asked for something, which waits for an answer until we turn to them."""

from datetime import datetime

from klientela.core.actor import Actor
from klientela.core.clock import now
from klientela.customers.actions import facts
from klientela.customers.models import Inquiry


def receive(
    customer_id: int,
    *,
    actor: Actor,
    received_at: datetime | None = None,
    channel: str = "",
    subject: str = "",
    text: str = "",
    contact_id: int | None = None,
) -> Inquiry:
    """Write down that the customer asked; `received_at` of None means now."""
    return facts.add(
        Inquiry,
        customer_id,
        code="inquiry.received",
        actor=actor,
        contact_id=contact_id,
        received_at=received_at or now(),
        channel=channel,
        subject=subject.strip(),
        text=text.strip(),
    )
