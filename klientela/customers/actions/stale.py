"""Marks customers whose conclusions are older than their facts, in the transaction of the fact."""

from collections.abc import Iterable

from klientela.core import bulk
from klientela.customers.models import StaleMark

# From here on building an object per mark would take longer than writing it.
MANY = 100


def mark(customer_ids: Iterable[int]) -> None:
    """Add one mark per customer; call it inside the transaction that changed them.

    Writers only ever add marks, so that two of them never wait for each other's row.
    """
    keys = list(dict.fromkeys(customer_ids))
    if len(keys) < MANY:
        StaleMark.objects.bulk_create([StaleMark(customer_id=each) for each in keys])
        return
    first = bulk.reserve_ids(StaleMark, len(keys))
    bulk.copy_rows(StaleMark, ("id", "customer_id"), enumerate(keys, start=first))
