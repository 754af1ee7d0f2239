"""One page of a list: its rows, and where the pages before and after it begin."""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from typing import Any

from django.db.models import Model, QuerySet

from klientela.core.actor import Actor
from klientela.core.listing.keyset import Order, cursor, place, ranges
from klientela.core.listing.query import ListQuery
from klientela.core.listing.related import Related
from klientela.rules.fields import Field

Parts = Sequence[QuerySet[Model]]
STREAMED = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its key, its values by field key, and its place in the order."""

    key: int
    values: dict[str, Any]
    place: tuple[Any, ...]

    @property
    def cursor(self) -> str:
        """The place as text for an address."""
        return cursor(self.place)


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a page in order; `earlier` and `later` are cursors, empty at either end of the list."""

    rows: tuple[Row, ...]
    earlier: str = ""
    later: str = ""


def fetch(
    parts: Parts,
    order: Order,
    query: ListQuery,
    shown: Sequence[Field],
    *,
    actor: Actor,
    related: Mapping[str, Related],
) -> Page:
    """Return the page of the query with the `shown` fields.

    `parts` are scoped querysets without a row in common (one, or for instance one per owner), merged in order: each
    then runs along its own index.
    """
    backwards = bool(query.before)
    start = place(query.before or query.after, order) if query.before or query.after else None
    taken: list[list[Row]] = []
    for part in parts:
        near = _up_to(part, taken, order, query.size + 1, backwards=backwards)
        taken.append(_take(near, order, start, backwards, shown, query.size + 1, related))
    found = list(_merged(taken, order, backwards))
    more = len(found) > query.size
    rows = found[: query.size]
    if backwards:
        rows.reverse()
    has_earlier, has_later = (more, True) if backwards else (start is not None, more)
    return Page(
        rows=_with_related(rows, shown, actor, related),
        earlier=rows[0].cursor if rows and has_earlier else "",
        later=rows[-1].cursor if rows and has_later else "",
    )


def stream(
    parts: Parts,
    order: Order,
    query: ListQuery,
    shown: Sequence[Field],
    *,
    actor: Actor,
    related: Mapping[str, Related],
) -> Iterator[Row]:
    """Yield all rows of the query in order, page by page, in memory for one page only."""
    page = query.first_page()
    while True:
        found = fetch(parts, order, _sized(page), shown, actor=actor, related=related)
        yield from found.rows
        if not found.later:
            return
        page = _sized(page, after=found.later)


def _sized(query: ListQuery, after: str = "") -> ListQuery:
    return ListQuery(
        columns=query.columns,
        filters=query.filters,
        sort=query.sort,
        descending=query.descending,
        search=query.search,
        after=after or query.after,
        size=STREAMED,
    )


def _up_to(
    part: QuerySet[Model], taken: Sequence[Sequence[Row]], order: Order, size: int, *, backwards: bool
) -> QuerySet[Model]:
    """Leave out rows that lie behind a full page of earlier parts: they cannot come onto the page.

    A part that has few of what is looked for would otherwise be walked to its end for rows that nobody sees.
    """
    ends = [rows[-1].place[0] for rows in taken if len(rows) == size]
    if not ends or not order.paths or order.nullable:
        return part
    down = order.descending != backwards
    return part.filter(**{f"{order.paths[0]}__gte": max(ends)} if down else {f"{order.paths[0]}__lte": min(ends)})


def _take(
    rows: QuerySet[Model],
    order: Order,
    start: tuple[Any, ...] | None,
    backwards: bool,
    shown: Sequence[Field],
    size: int,
    related: Mapping[str, Related],
) -> list[Row]:
    direct = [field for field in shown if field.key not in related]
    keys = [field.key for field in direct]
    width = len(order.all_paths)
    taken: list[Row] = []
    for each in ranges(rows, order, start, backwards=backwards):
        found = each.values_list(*order.all_paths, *(field.path for field in direct))[: size - len(taken)]
        taken += [Row(each[width - 1], dict(zip(keys, each[width:], strict=True)), each[:width]) for each in found]
        if len(taken) == size:
            break
    return taken


def _merged(taken: list[list[Row]], order: Order, backwards: bool) -> Iterator[Row]:
    if len(taken) == 1:
        return iter(taken[0])

    def compare(one: Row, other: Row) -> int:
        return _compare(one.place, other.place, order) * (-1 if backwards else 1)

    return heapq.merge(*taken, key=cmp_to_key(compare))


def _compare(one: tuple[Any, ...], other: tuple[Any, ...], order: Order) -> int:
    if order.nullable and (one[0] is None or other[0] is None):
        if one[0] is not None or other[0] is not None:
            return 1 if one[0] is None else -1
        return int(one[-1] > other[-1]) - int(one[-1] < other[-1])
    return (int(one > other) - int(one < other)) * (-1 if order.descending else 1)


def _with_related(
    rows: list[Row], shown: Sequence[Field], actor: Actor, related: Mapping[str, Related]
) -> tuple[Row, ...]:
    for field in shown:
        if field.key in related:
            texts = related[field.key].shown([row.key for row in rows], actor)
            for row in rows:
                row.values[field.key] = texts.get(row.key, "")
    return tuple(rows)
