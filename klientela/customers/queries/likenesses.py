"""Who in the base looks like the customer that somebody is about to add: a hint, never a refusal."""

from dataclasses import dataclass

from django.db.models import Q

from klientela.core.actor import Actor
from klientela.core.search_key import search_key
from klientela.customers.models import Contact, ContactPoint, Customer, Identifier

MOST = 5


@dataclass(frozen=True, slots=True)
class Likeness:
    """A customer that is much the same, and by what: phone, email, tax_number or name."""

    customer_id: int
    name: str
    locality: str
    by: str


def alike(
    actor: Actor, *, name: str = "", phone: str = "", email: str = "", tax_number: str = "", locality: str = ""
) -> tuple[Likeness, ...]:
    """Return visible customers with the same phone, e-mail, tax number (all normalised), or name and place."""
    found: dict[int, Likeness] = {}
    for by, condition in _conditions(actor, name, phone, email, tax_number, locality):
        rows = Customer.objects.visible_to(actor).filter(condition).order_by("pk")
        for key, called, place in rows.values_list("pk", "name", "locality")[:MOST]:
            found.setdefault(key, Likeness(key, called, place, by))
    return tuple(found.values())[:MOST]


def _conditions(actor: Actor, name: str, phone: str, email: str, tax_number: str, locality: str) -> list[tuple[str, Q]]:
    asked = [(kind, value) for kind, value in (("phone", phone), ("email", email)) if value]
    conditions = [(kind, _holding(actor, kind, value)) for kind, value in asked]
    if tax_number:
        numbers = Identifier.objects.visible_to(actor).filter(normalised=tax_number, customer__isnull=False)
        conditions.append(("tax_number", Q(pk__in=list(numbers.values_list("customer_id", flat=True)[:MOST]))))
    if name:
        same = Q(name_key=search_key(name))
        conditions.append(("name", same & Q(locality__iexact=locality) if locality else same))
    return conditions


def _holding(actor: Actor, kind: str, value: str) -> Q:
    points = ContactPoint.objects.visible_to(actor).filter(kind=kind, normalised=value)
    pairs = list(points.values_list("customer_id", "contact_id")[: MOST * 2])
    contacts = Contact.objects.visible_to(actor).filter(pk__in=[contact for _customer, contact in pairs if contact])
    keys = [customer for customer, _contact in pairs if customer]
    keys += contacts.values_list("affiliations__customer_id", flat=True)
    return Q(pk__in=[key for key in keys if key]) | Q(person__in=list(contacts.values_list("pk", flat=True)))
