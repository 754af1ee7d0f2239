"""What stands around the rows of the list: tabs, conditions as chips, the form of conditions, the choice of columns."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import cache
from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from klientela.accounts.models import User
from klientela.core.actor import Actor
from klientela.core.catalogue import key_of
from klientela.core.listing import Filter, ListQuery
from klientela.customers.queries.suggestions import frequent
from klientela.rules.fields import Field, FieldType
from klientela.web import vocabulary
from klientela.web.markup import hints, options, ticks
from klientela.web.pages.customers.asking import ALLOWED, NAME, OWNER, address_of

BOUNDS = {".from": "≥", ".to": "≤"}
MINE, POOL, ALL = "me", "none", ""
SUGGESTED_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Tab:
    """A ready question: mine, the pool, all."""

    word: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition in words, and the address without it."""

    label: str
    text: str
    remove: str


def tabs(query: ListQuery) -> tuple[Tab, ...]:
    """Return the tabs; the current one follows the owner asked for."""
    owner = query.chosen(OWNER)
    words = ((ALL, _("All")), (MINE, _("Mine")), (POOL, _("Nobody's")))
    return tuple(Tab(word, _owned(query, value), owner == ((value,) if value else ())) for value, word in words)


def _owned(query: ListQuery, owner: str) -> str:
    bare = query.without(OWNER)
    if owner:
        bare = replace(bare, filters=(*bare.filters, Filter(OWNER, "is", (owner,))))
    return f"{reverse('customers')}?{address_of(bare)}"


def chips(query: ListQuery, seen: Mapping[str, Field], people: Mapping[str, str]) -> tuple[Chip, ...]:
    """Return the conditions in words, the tabs' own left out."""
    found = []
    for each in query.filters:
        if each.key == OWNER and each.values in {(MINE,), (POOL,)}:
            continue
        field = seen[each.key]
        others = tuple(other for other in query.filters if other is not each)
        address = address_of(replace(query.first_page(), filters=others))
        found.append(Chip(gettext(field.label), _said(each, field, people), f"{reverse('customers')}?{address}"))
    return tuple(found)


def _said(condition: Filter, field: Field, people: Mapping[str, str]) -> str:
    words = ", ".join(_word(field, value, people) for value in condition.values)
    prefix = {"from": "≥ ", "to": "≤ "}.get(condition.operator, "")
    if condition.operator == "empty":
        return _("known") if condition.values[-1] == "no" else _("not known")
    return f"{prefix}{words}"


def _word(field: Field, value: str, people: Mapping[str, str]) -> str:
    if field.type == FieldType.MARKER:
        return vocabulary.marker(value)
    if field.type == FieldType.FLAG:
        return _("no") if value == "no" else _("yes")
    if field.key == OWNER:
        return people.get(value, value)
    return gettext(dict(field.choices).get(value, value))


def people_of(actor: Actor) -> dict[str, str]:
    """Return the names of those whose customers the actor may see, by id as text, with the words for me and nobody."""
    users = User.objects.filter(is_active=True).order_by("name")
    seen = users if actor.sees is None else users.filter(pk__in=actor.sees)
    return {MINE: _("me"), POOL: _("nobody"), **{str(key): name for key, name in seen.values_list("pk", "name")}}


def suggested(actor: Actor) -> Mapping[str, tuple[str, ...]]:
    """Return what is offered for free text, by path; looked up anew every few minutes."""
    key = f"suggestions:{actor.user_id}"
    found: Mapping[str, tuple[str, ...]] | None = cache.get(key)
    if found is None:
        found = frequent(actor)
        cache.set(key, found, SUGGESTED_SECONDS)
    return found


def conditions(
    query: ListQuery,
    seen: Mapping[str, Field],
    people: Mapping[str, str],
    offers: Mapping[str, tuple[str, ...]],
) -> list[dict[str, Any]]:
    """Return the fields of the form of conditions: name, label, options (none for free text), hints, what is chosen."""
    marker, rfm, group = (key_of(f"conclusion__{name}") for name in ("marker", "rfm", "rfm_group"))
    offered: list[tuple[str, str, list[tuple[str, str]]]] = [
        (marker, "", [(code, vocabulary.marker(code)) for code in vocabulary.MARKERS]),
        (rfm, ".from", [(str(score), str(score)) for score in range(15, 2, -3)]),
        (rfm, ".to", [(str(score), str(score)) for score in range(3, 16, 3)]),
        (group, "", [(value, gettext(label)) for value, label in seen[group].choices]),
        (OWNER, "", list(people.items())),
        ("customer.locality", "", []),
        ("customer.industry", "", []),
        ("customer.kind", "", [(value, gettext(label)) for value, label in seen["customer.kind"].choices]),
        ("customer.tags", "", []),
        ("customer.archived", "", [("yes", _("yes"))]),
    ]
    return [
        {
            "name": f"{key}{suffix}",
            "label": f"{gettext(seen[key].label)} {BOUNDS.get(suffix, '')}".strip(),
            "options": options(choices, _chosen(query, key, suffix)) if choices else "",
            "hints": hints(offers.get(seen[key].path, ())),
            "chosen": _chosen(query, key, suffix),
        }
        for key, suffix, choices in offered
        if key in seen
    ]


def _chosen(query: ListQuery, key: str, suffix: str) -> str:
    operator = suffix.removeprefix(".") or "is"
    return next((each.values[0] for each in query.filters if each.key == key and each.operator == operator), "")


def hidden(query: ListQuery, parameters: QueryDict) -> list[tuple[str, str]]:
    """Return what a form of another matter must carry along: the question without page and columns."""
    bare = replace(query.first_page(), columns=())
    return [pair for pair in bare.parameters() if pair[0] in parameters and pair[0] not in ALLOWED]


def columns(query: ListQuery, seen: Mapping[str, Field]) -> SafeString:
    """Return boxes for the fields that may be columns, the chosen ones ticked; the name always is one."""
    offered = ((key, gettext(field.label), key in query.columns) for key, field in seen.items() if key != NAME)
    return ticks("columns", offered)
