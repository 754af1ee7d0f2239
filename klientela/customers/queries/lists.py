"""Lists of customers: the rows somebody may see, narrowed, sorted and cut into pages that cost the same everywhere."""

from collections.abc import Iterator, Mapping

from django.db.models import Q, QuerySet

from klientela.core.actor import Actor
from klientela.core.among import Among
from klientela.core.catalogue import visible_fields
from klientela.core.listing import Count, ListQuery, Order, Page, Row, count, fetch, narrowed, stream
from klientela.customers.models import Customer
from klientela.customers.queries.related import RELATED
from klientela.customers.queries.search import Hits, found
from klientela.rules.fields import Field

Rows = QuerySet[Customer]
ARCHIVED = "customer.archived"
OWNER = "customer.owner"
NAME = "customer.name"
# So few owners are read one by one, each along its own index, and merged.
FEW_OWNERS = 8
FEW_VISIBLE = 1_000
SELECTIVE = frozenset({"customer.industry", "customer.locality"})
# Columns whose index goes on with the name, so that equal values stand in the order of names.
BY_NAME_WITHIN = frozenset({"customer.industry", "customer.locality"})


def page(query: ListQuery, actor: Actor) -> Page:
    """Return a page of the customers this actor may see."""
    seen = visible_fields(actor)
    shown = [seen[key] for key in query.columns]
    return fetch(parts(query, actor), order(query, seen), query, shown, actor=actor, related=RELATED)


def everything(query: ListQuery, actor: Actor) -> Iterator[Row]:
    """Yield all rows of the query in order, for an export."""
    seen = visible_fields(actor)
    shown = [seen[key] for key in query.columns]
    return stream(parts(query, actor), order(query, seen), query, shown, actor=actor, related=RELATED)


def total(query: ListQuery, actor: Actor) -> Count:
    """Return how many customers the query has, exactly or about."""
    return count(matching(query, actor), Customer.objects.unscoped("an estimate needs the size of the whole table"))


def place_of(customer: Customer, query: ListQuery, actor: Actor) -> tuple[object, ...] | None:
    """Return the values of a customer along the order of the query, None when it is not among its rows."""
    paths = order(query, visible_fields(actor)).all_paths
    return matching(query, actor).filter(pk=customer.pk).values_list(*paths).first()


def matching(query: ListQuery, actor: Actor) -> Rows:
    """Return the customers of the query, neither sorted nor cut; archived ones only when they are asked for."""
    return _narrowed(Customer.objects.visible_to(actor), query, actor, _hits(query, actor))


def _narrowed(rows: Rows, query: ListQuery, actor: Actor, hits: Hits | None) -> Rows:
    if not any(each.key == ARCHIVED for each in query.filters):
        rows = rows.filter(archived_at__isnull=True)
    rows = narrowed(rows, query, visible_fields(actor), actor, RELATED)  # type: ignore[assignment]
    return rows if hits is None else rows.filter(hits.condition)


def _hits(query: ListQuery, actor: Actor) -> Hits | None:
    return found(query.search, actor) if query.search else None


def order(query: ListQuery, seen: Mapping[str, Field]) -> Order:
    """Return the order of the query; by name when it names none."""
    field = seen[query.sort or NAME]
    if field.key == NAME:
        return Order(("name_key",), query.descending)
    if field.key == "customer.created":
        # Keys grow with time, and they are the table itself.
        return Order((), query.descending)
    if field.key in BY_NAME_WITHIN:
        return Order((field.path, "name_key"), query.descending)
    tail = f"{field.path.rpartition('__')[0]}__customer_id" if "__" in field.path else ""
    return Order((field.path,), query.descending, nullable=True, known_tail=tail)


def parts(query: ListQuery, actor: Actor) -> list[QuerySet[Customer]]:
    """Return the rows as one queryset, or one per owner where each then runs along the index (owner, name)."""
    hits = _hits(query, actor)
    rows = _narrowed(Customer.objects.visible_to(actor), query, actor, hits)
    if hits and not hits.common:
        # Few, and sorted at once; no index is needed to find them in order.
        return [rows]
    owners = _owners(query, actor)
    if owners is None:
        few = _few_visible(actor)
        return [rows if few is None else rows.filter(Among("pk", few))]
    # Who sees nobody's customers sees the pool. Asked for "the visible ones, and of those the pool", PostgreSQL reckons
    # with a part of a part, and reads whole tables for the few rows it expects.
    pool = Customer.objects.visible_to(actor.seeing_the_pool_only()).in_pool()
    return [*(rows.filter(owner=owner) for owner in owners), _narrowed(pool, query, actor, hits)]


def _few_visible(actor: Actor) -> list[int] | None:
    """Return all keys the actor sees when they are few: looking for them along another index would take for ever."""
    if actor.sees is None or len(actor.sees) > FEW_OWNERS:
        return None
    keys: list[int] = []
    for owner in (*sorted(actor.sees), None):
        held = Customer.objects.visible_to(actor).filter(Q(owner=owner) if owner else Q(owner__isnull=True))
        keys += held.order_by().values_list("pk", flat=True)[: FEW_VISIBLE + 1 - len(keys)]
    return keys if len(keys) <= FEW_VISIBLE else None


def _owners(query: ListQuery, actor: Actor) -> list[int] | None:
    by_name = query.sort in {"", NAME}
    narrowed_otherwise = any(each.key in SELECTIVE | {OWNER} for each in query.filters)
    if not by_name or narrowed_otherwise or actor.sees is None or len(actor.sees) > FEW_OWNERS:
        return None
    return sorted(actor.sees)
