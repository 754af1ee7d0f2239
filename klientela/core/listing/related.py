"""Fields whose values lie in rows of their own, such as the phones and tags of a customer.

They are shown by one query for the whole page and filtered by a subquery rooted on the record's id.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from klientela.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Related:
    """How such a field is read: `shown` gives text by record id, `matches` the condition "has any of these values"."""

    shown: Callable[[Sequence[int], Actor], dict[int, str]]
    matches: Callable[[Sequence[str], Actor], Q] | None = None
