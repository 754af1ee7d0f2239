"""What people are likely to type as a condition of the list: the values that stand most often among what they see.

Counting a million rows for a hint would cost more than the list itself: so many as one reads without a wait are looked
at, drawn from the whole base, or along the index of owners where somebody sees their own only.
"""

import random
from collections import Counter
from collections.abc import Iterable, Mapping

from django.db.models import Max, Min

from klientela.core.actor import Actor
from klientela.customers.models import Customer

COLUMNS = ("locality", "industry")
MOST = 50
LOOKED_AT = 2_000


def frequent(actor: Actor) -> Mapping[str, tuple[str, ...]]:
    """Return up to 50 values by column, the most frequent first; two or three questions of bounded size."""
    counters = {column: Counter[str]() for column in COLUMNS}
    for values in _looked_at(actor):
        for column, value in zip(COLUMNS, values, strict=True):
            if value:
                counters[column][value] += 1
    return {column: tuple(value for value, _number in each.most_common(MOST)) for column, each in counters.items()}


def _looked_at(actor: Actor) -> Iterable[tuple[str, ...]]:
    rows = Customer.objects.visible_to(actor).active().order_by()
    if actor.sees is not None:
        for mine in (rows.filter(owner__in=actor.sees), rows.in_pool()):
            yield from mine.values_list(*COLUMNS)[:LOOKED_AT]
        return
    ends = Customer.objects.visible_to(actor).order_by().aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None:
        return
    span = range(ends["first"], ends["last"] + 1)
    # Seeded by the span: the same base gives the same hints.
    drawn = random.Random(len(span)).sample(span, min(LOOKED_AT, len(span)))  # noqa: S311
    yield from rows.filter(pk__in=drawn).values_list(*COLUMNS)
