"""What happened on this floor, told to the floors above through the outbox."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SalesChanged:
    """Orders, credit notes or opening balances were changed; one event however many, they stand under the change."""

    change: int
