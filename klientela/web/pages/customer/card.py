"""The columns beside the timeline: properties, people, orders, worth; one query per panel."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from klientela.core.actor import Actor
from klientela.core.catalogue import visible_fields
from klientela.core.models import StoredFile
from klientela.core.money import Money, unscaled
from klientela.core.preferences import preferences
from klientela.customers.columns import EDITABLE
from klientela.customers.models import Address, Affiliation, ContactPoint, Customer, Identifier, Tag
from klientela.customers.queries.related import RELATED
from klientela.insight.models import Conclusion
from klientela.rules.fields import Field, FieldType
from klientela.sales.models import CreditNote, Order, OrderLine
from klientela.web import formats
from klientela.work.models import Task

# Shown elsewhere on the page, or the name itself.
ELSEWHERE = frozenset({"customer.name", "customer.owner", "customer.country", "customer.locality", "customer.archived"})
ORDERS = 5
LINES = 200


@dataclass(frozen=True, slots=True)
class Property:
    """A property with its value as text; `address` is where `column` is edited, both empty when it is not."""

    column: str
    label: str
    text: str
    source: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A contact at the customer: part played, position, and how to reach them."""

    affiliation: Any
    contact: Any
    points: list[ContactPoint]


def properties(customer: Customer, actor: Actor) -> tuple[list[Property], list[Property]]:
    """Return the properties that are filled and those that are empty."""
    source = source_of(customer)
    every = [
        _property(customer, field, actor, source)
        for field in visible_fields(actor).values()
        if field.path and not field.path.startswith("conclusion__") and field.key not in ELSEWHERE
    ]
    return [each for each in every if each.text], [each for each in every if not each.text and each.column]


def _property(customer: Customer, field: Field, actor: Actor, source: str) -> Property:
    column = _column(field)
    address = reverse("customer-edit", args=[customer.pk, column]) if column else ""
    return Property(column, gettext(field.label), _text(customer, field, actor), source, address)


def _column(field: Field) -> str:
    column = f"{field.path.partition('__')[0]}_id" if "__" in field.path else field.path
    return column if column in EDITABLE else ""


def _text(customer: Customer, field: Field, actor: Actor) -> str:
    if field.key == "customer.parent":
        shown = RELATED[field.key].shown([customer.pk], actor) if customer.parent_id else {}
        return shown.get(customer.pk, "")
    name = field.path.partition("__")[0]
    value = getattr(customer, name)
    if value is None or value == "":
        return ""
    if field.type == FieldType.CHOICE:
        return gettext(dict(field.choices).get(value, str(value)))
    if field.type == FieldType.MONEY:
        currency = customer.revenue_currency or preferences().home_currency
        return formats.money(Money(value, currency))
    if field.key == "customer.language":
        return formats.language(value)
    if field.type == FieldType.MOMENT:
        return formats.day(value.date())
    if field.key == "customer.employees":
        return formats.number(value)
    return str(value)


def source_of(customer: Customer) -> str:
    """Return the file and row that the record came from, for the hover text."""
    if customer.origin_id is None:
        return ""
    file = StoredFile.objects.filter(pk=customer.origin_id).values_list("name", flat=True).first()
    return f"{file}, {customer.origin_row}" if file else ""


def address(customer: Customer, actor: Actor) -> Address | None:
    """Return the main address."""
    return Address.objects.of_customer(customer, actor).filter(use=Address.Use.MAIN).first()


def tags(customer: Customer) -> list[Tag]:
    """Return the tags of a customer who was fetched for the actor."""
    return list(customer.tags.order_by("key"))


def points(customer: Customer, actor: Actor) -> list[ContactPoint]:
    """Return how the customer is reached; a person by the points of the contact that he is too."""
    if customer.person_id:
        held = Q(customer=customer) | Q(contact_id=customer.person_id)
        rows = ContactPoint.objects.visible_to(actor).filter(held)
    else:
        rows = ContactPoint.objects.of_customer(customer, actor)
    return list(rows.order_by("kind", "-is_primary", "pk"))


def identifiers(customer: Customer, actor: Actor) -> list[Identifier]:
    """Return the numbers by which others know the customer."""
    return list(Identifier.objects.of_customer(customer, actor).order_by("scheme", "pk"))


def people(customer: Customer, actor: Actor) -> list[Person]:
    """Return the contacts that are not archived, deciders first."""
    rows = Affiliation.objects.visible_to(actor).filter(customer=customer, contact__archived_at__isnull=True)
    found = list(rows.select_related("contact").order_by("-role", "contact__name_key")[:50])
    held: dict[int | None, list[ContactPoint]] = defaultdict(list)
    keys = [each.contact_id for each in found]
    for point in ContactPoint.objects.visible_to(actor).filter(contact_id__in=keys).order_by("kind", "-is_primary"):
        held[point.contact_id].append(point)
    return [Person(each, each.contact, held[each.contact_id]) for each in found]


def conclusion(customer: Customer, actor: Actor) -> Conclusion | None:
    """Return what the facts say, None until somebody computed it."""
    return Conclusion.objects.visible_to(actor).filter(customer=customer).select_related("scoring").first()


def steps(customer: Customer, actor: Actor) -> list[Task]:
    """Return the open tasks, the next one first."""
    rows = Task.objects.visible_to(actor).open().filter(customer=customer)
    return list(rows.order_by("due_on", "pk")[:10])


def orders(customer: Customer, actor: Actor) -> list[dict[str, Any]]:
    """Return the newest orders with their lines."""
    found: list[Any] = list(
        Order.objects.visible_to(actor).filter(customer=customer).order_by("-ordered_on", "-pk")[:ORDERS]
    )
    rows = OrderLine.objects.unscoped("lines of orders that are visible").filter(order__in=found)
    lines: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for line in rows.select_related("product").order_by("order_id", "pk")[:LINES]:
        quantity = unscaled(line.quantity)
        # "12", not "12.000000": a quantity shows the places it has.
        lines[line.order_id].append({"line": line, "quantity": formats.number(quantity.normalize() if quantity else 0)})
    return [{"order": each, "lines": lines[each.pk]} for each in found]


def returns(customer: Customer, actor: Actor) -> list[CreditNote]:
    """Return credit notes that no order line was found for."""
    rows = CreditNote.objects.visible_to(actor).filter(customer=customer, order__isnull=True)
    return list(rows.order_by("-issued_on")[:ORDERS])  # type: ignore[arg-type]
