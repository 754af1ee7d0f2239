"""Who holds a contact point, an identifier or an address: exactly one customer or one contact."""

from dataclasses import dataclass
from typing import Any

from klientela.core.actor import Actor, Right
from klientela.core.errors import Refused
from klientela.customers.actions.writing import allowed_customer, customers_of, found
from klientela.customers.models import Address, Contact, ContactPoint, Customer, Identifier


@dataclass(frozen=True, slots=True)
class Holder:
    """The holder as columns for the new row, the country whose formats it writes in, and the customers concerned."""

    keys: dict[str, Any]
    country: str
    customer_ids: list[int]


def allowed(customer_id: int | None, contact_id: int | None, actor: Actor) -> Holder:
    """Return the holder this actor wants to write to; refuses none, both, and what the actor cannot see."""
    actor.require(Right.EDIT)
    if (customer_id is None) == (contact_id is None):
        raise Refused("holder.not_one", "Say whose it is: one customer or one contact.")
    if customer_id is not None:
        customer = allowed_customer(customer_id, actor)
        return Holder({"customer_id": customer.pk}, customer.country, [customer.pk])
    contact = found(Contact.objects.visible_to(actor), int(contact_id or 0))
    customer_ids = customers_of(contact)
    first = Customer.objects.visible_to(actor).filter(pk__in=customer_ids).first()
    return Holder({"contact_id": contact.pk}, first.country if first else "", customer_ids)


def customers_behind(held: ContactPoint | Identifier | Address) -> list[int]:
    """Return the ids of the customers that a held row says something about."""
    if held.customer_id:
        return [held.customer_id]
    return customers_of(held.contact) if held.contact else []
