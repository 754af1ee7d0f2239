"""Writes rows of conclusions, set-based; every customer has exactly one."""

from collections.abc import Mapping
from typing import Any

from klientela.core import bulk
from klientela.core.bulk.upserting import upsert_file
from klientela.customers.models import Customer
from klientela.insight.conclude import COLUMNS
from klientela.insight.models import Conclusion


def write(rows: Mapping[int, tuple[Any, ...]]) -> int:
    """Write the values of `COLUMNS` by customer and return how many; call it inside a transaction.

    A customer who was deleted since the facts were read is passed over. Keys ascend, so that two writers wait for
    each other instead of blocking each other.
    """
    keys = sorted(rows)
    living = _existing(Customer.objects.unscoped("conclusions are drawn for everybody").filter(pk__in=keys))
    concluded = _existing(Conclusion.objects.unscoped("conclusions are drawn for everybody").filter(pk__in=keys))
    new = [(key, *rows[key]) for key in keys if key in living and key not in concluded]
    changed = [(*rows[key], key) for key in keys if key in living and key in concluded]
    if new:
        bulk.copy_rows(Conclusion, ("customer_id", *COLUMNS), new)
    if changed:
        bulk.update_rows(Conclusion, COLUMNS, changed)
    return len(new) + len(changed)


def write_file(path: str) -> None:
    """Write a file of conclusions of `klientela.insight.plain_histories`; call it inside a transaction."""
    upsert_file(Conclusion, ("customer_id", *COLUMNS), path, owner=Customer)


def _existing(rows: Any) -> set[int]:
    return set(rows.values_list("pk", flat=True))
