"""The list of customers as the commands print it: plain values by name, exact counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from klientela.core.actor import Actor
from klientela.core.catalogue import key_of, visible_fields
from klientela.core.errors import Refused
from klientela.core.listing import ListQuery, parse
from klientela.core.money import Money, exponent
from klientela.core.preferences import preferences
from klientela.customers.queries import lists
from klientela.rules.fields import Field, FieldType


@dataclass(frozen=True, slots=True)
class Listed:
    """How many customers there are in all, and those that were asked for."""

    count: int
    items: list[dict[str, Any]]


def listed(
    parameters: Mapping[str, Sequence[str]], paths: Mapping[str, str], *, limit: int, actor: Actor, sort: str = ""
) -> Listed:
    """Return customers with the values of `paths` (name to ORM path), and columns asked for by key besides.

    `sort` is one of the names that are printed, or the key of a field that lists are sorted by; a minus in front
    begins with the highest.
    """
    query = _sorted(parse(parameters, visible_fields(actor)), sort, paths, actor)
    names = {name: key_of(path) for name, path in paths.items()} | {key: key for key in query.columns}
    whole = replace(query, columns=tuple(dict.fromkeys(names.values())))
    currency = preferences().home_currency
    seen = visible_fields(actor)
    items = []
    for row in islice(lists.everything(whole, actor), limit):
        values = {name: _plain(seen[key], row.values[key], currency) for name, key in names.items()}
        items.append({"id": row.key, **values, "currency": currency})
    return Listed(lists.matching(query, actor).count(), items)


def _sorted(query: ListQuery, sort: str, paths: Mapping[str, str], actor: Actor) -> ListQuery:
    """Return the query in the order asked for. A command may also sort by what no index has: it is asked rarely."""
    if not sort:
        return query
    # Customers are numbered as they are added; and all amounts are in one currency, so that names decide.
    short = {"id": "customer.created", **{name: key_of(path) for name, path in paths.items()}, "currency": ""}
    keys = {key: key for key, field in visible_fields(actor).items() if field.sortable}
    known = {**short, **{key: key for key in short.values() if key}, **keys}
    name = sort.removeprefix("-")
    if name not in known:
        longer = [key for key in keys if key not in short.values()]
        raise Refused(
            "list.unknown_sort",
            "The list cannot be sorted by “%(name)s”. It can be by: %(known)s.",
            name=name,
            known=", ".join([*short, *longer]),
        )
    return replace(query, sort=known[name], descending=sort.startswith("-"))


def query_for(columns: str, actor: Actor) -> ListQuery:
    """Return the question for an export of all customers, with the columns named or those that fit every base."""
    query = parse({"columns": [columns]}, visible_fields(actor))
    if query.columns:
        return query
    wanted = ("name", "kind", "country", "locality", "industry", "conclusion__marker", "conclusion__rfm",
              "conclusion__purchases", "conclusion__total", "conclusion__last_purchase_on")  # fmt: skip
    return replace(query, columns=tuple(key_of(path) for path in wanted))


def _plain(field: Field, value: Any, currency: str) -> Any:
    """Return a value as JSON has it: amounts in major units as exact text, days as ISO text."""
    if field.type == FieldType.MONEY and value is not None:
        return f"{Money(value, currency).amount:.{exponent(currency)}f}"
    if field.type == FieldType.MARKER and value is None:
        return "white"
    return value if value is None or isinstance(value, int | float | str) else value.isoformat()
