"""Writes an event and its deliveries in the transaction of what happened.

On commit only the bell rings; the promise is the row, so that nothing is lost with a process that dies before it.
"""

from typing import Any

from django.db import transaction

from klientela.core.assembly import assembled
from klientela.core.clock import now
from klientela.core.events.bell import ring_on_commit
from klientela.core.events.codec import to_json
from klientela.core.models import Delivery, OutboxEvent


def publish(event: Any) -> OutboxEvent:
    """Keep `event`, a frozen dataclass of ids and values, and promise its delivery to each subscriber.

    Call it inside the transaction of the change; a bulk change is one event.
    """
    name = event_name(type(event))
    subscribers = assembled("KLIENTELA_SUBSCRIBERS").get(name, ())
    with transaction.atomic(savepoint=False):
        row = OutboxEvent.objects.create(name=name, payload=to_json(event))
        Delivery.objects.bulk_create([Delivery(event=row, subscriber=each, run_after=now()) for each in subscribers])
        ring_on_commit()
    return row


def event_name(kind: type) -> str:
    """Return the name under which an event is kept and subscribed to: the dotted path of its class."""
    return f"{kind.__module__}.{kind.__qualname__}"
