"""Marks customers whose conclusions are older than their facts, in the transaction of the fact."""

from collections.abc import Iterable

from klientela.customers.models import StaleMark

AT_ONCE = 5_000


def mark(customer_ids: Iterable[int]) -> None:
    """Add one mark per customer; call it inside the transaction that changed them.

    Writers only ever add marks, so that two of them never wait for each other's row.
    """
    marks = [StaleMark(customer_id=each) for each in dict.fromkeys(customer_ids)]
    StaleMark.objects.bulk_create(marks, batch_size=AT_ONCE)
