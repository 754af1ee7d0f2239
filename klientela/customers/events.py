"""What happened on this floor, told to the floors above through the outbox."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CustomersChanged:
    """Records or facts of customers were changed; one event however many, its rows stand under the change set."""

    change: int
