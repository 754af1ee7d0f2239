"""Where a page begins: not a number of rows to skip, but the place of its first row in the order.

The order is cut into ranges that follow one another and each lie in one piece of an index: after the row (b, 7) of
an order by (letter, id) come "b and id > 7", then "letter > b", then the rows without a letter. A page reads ranges
until it is full, so that the last page costs what the first does, ties and unknown values included, on any database.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import FieldError, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q, QuerySet

from klientela.core.errors import Refused

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Order:
    """ORM paths to sort by, the last one unique and never empty; unknown values of the first come last, either way.

    `known_tail` is the unique path among rows whose first value is known: of the joined table, so that its index
    (value, key) gives the whole order.
    """

    paths: tuple[str, ...]
    descending: bool = False
    nullable: bool = False
    known_tail: str = ""

    @property
    def all_paths(self) -> tuple[str, ...]:
        """The paths with the unique key of the record at the end."""
        return (*self.paths, "pk")


def cursor(values: tuple[Any, ...]) -> str:
    """Return the place of a row, its values along the order, as text for an address."""
    text = json.dumps(list(values), cls=DjangoJSONEncoder, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def place(text: str, order: Order) -> tuple[Any, ...]:
    """Return the place that `cursor` wrote, or refuse."""
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error) as problem:
        raise lost() from problem
    plain = isinstance(values, list) and all(each is None or isinstance(each, str | int | float) for each in values)
    if not plain or len(values) != len(order.all_paths) or not isinstance(values[-1], int):
        raise lost()
    return tuple(values)


def lost() -> Refused:
    """Return the refusal of a place that is none."""
    return Refused("list.lost", "This place in the list is gone. Start from the first page.")


def ranges(rows: QuerySet[M], order: Order, start: tuple[Any, ...] | None, *, backwards: bool) -> list[QuerySet[M]]:
    """Return querysets, each in order, that together hold what follows `start` (all of it for None).

    `backwards` walks the order from its end: the first range then holds the rows just before `start`.
    """
    known, unknown = _known(rows, order, start, backwards), _unknown(rows, order, start, backwards)
    return [*unknown, *known] if backwards else [*known, *unknown]


def _known(rows: QuerySet[M], order: Order, start: tuple[Any, ...] | None, backwards: bool) -> list[QuerySet[M]]:
    """Ranges of the rows whose first value is known."""
    paths = (*order.paths, order.known_tail or "pk")
    down = order.descending != backwards
    found = rows.filter(**{f"{paths[0]}__isnull": False}) if order.nullable else rows
    ordered = found.order_by(*(f"-{path}" if down else path for path in paths))
    if start is None or (order.nullable and start[0] is None):
        # Forwards from an unknown value no known one follows; backwards all of them do.
        return [] if start is not None and not backwards else [ordered]
    step = "lt" if down else "gt"
    cuts = []
    for depth in range(len(paths) - 1, -1, -1):
        equal = dict(zip(paths[:depth], start[:depth], strict=True))
        cuts.append(_filtered(ordered, Q(**equal, **{f"{paths[depth]}__{step}": start[depth]})))
    return cuts


def _unknown(rows: QuerySet[M], order: Order, start: tuple[Any, ...] | None, backwards: bool) -> list[QuerySet[M]]:
    """The range of the rows whose first value is unknown: always behind the others, by key."""
    if not order.nullable:
        return []
    found = rows.filter(**{f"{order.paths[0]}__isnull": True}).order_by("-pk" if backwards else "pk")
    if start is None:
        return [found]
    if start[0] is not None:
        return [] if backwards else [found]
    return [_filtered(found, Q(**{"pk__lt" if backwards else "pk__gt": start[-1]}))]


def _filtered(rows: QuerySet[M], condition: Q) -> QuerySet[M]:
    try:
        return rows.filter(condition)
    except (ValidationError, ValueError, TypeError, FieldError) as problem:
        raise lost() from problem
