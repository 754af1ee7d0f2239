"""Adding a customer with all that is known of it at once: one transaction, one change set, one event."""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction

from klientela.accounts.actions import history
from klientela.core.actor import Actor, Right
from klientela.core.errors import Refused
from klientela.core.preferences import preferences
from klientela.core.search_key import search_key
from klientela.customers import values
from klientela.customers.actions import identifiers, ownership, points
from klientela.customers.actions.addresses import COLUMNS, MAIN, country_code
from klientela.customers.actions.writing import announce, cleaned, found
from klientela.customers.columns import EDITABLE
from klientela.customers.models import Address, Contact, ContactPoint, Customer, Identifier
from klientela.customers.tax_numbers import scheme_of

POINTS = ("phone", "email", "site")


@transaction.atomic
def add(
    name: str,
    *,
    actor: Actor,
    kind: str = Customer.Kind.COMPANY,
    owner_id: int | None = None,
    in_pool: bool = False,
    reach: Mapping[str, str] | None = None,
    tax_number: str = "",
    address: Mapping[str, str] | None = None,
    key: str = "",
    **columns: Any,
) -> Customer:
    """Add a customer and return it.

    It belongs to whoever adds it, unless `owner_id` names somebody else (needs the right to assign) or `in_pool` leaves
    it to all. `reach` holds values by "phone", "email", "site"; `address` the columns of the main one. `key` names the
    request: a second one with it is refused with `change.repeated`.
    """
    actor.require(Right.EDIT)
    customer = _customer(name, kind, columns)
    if customer.parent_id is not None:
        found(Customer.objects.visible_to(actor), customer.parent_id)
    # Before the rest: who sends a form twice is to hear that, and not that its tax number is taken.
    change = history.open_change("customer.added", actor=actor, key=key, name=customer.name)
    customer.owner_id = None if in_pool else ownership.for_new(owner_id, actor)
    main = _main_address(address or {})
    customer.country, customer.locality = main.country, main.locality
    belongings = _belongings(reach or {}, tax_number, main.country or preferences().country)
    if kind == Customer.Kind.PERSON:
        customer.person = _human(customer.name)
    customer.save(force_insert=True)
    made: list[models.Model] = [customer, *([customer.person] if customer.person else [])]
    for row in [*belongings, *([main] if address else [])]:
        row.customer = customer
        if isinstance(row, Identifier):
            identifiers.refuse_taken(row)
        row.save(force_insert=True)
        made.append(row)
    history.created(change, *made)
    announce(change, [customer.pk])
    return customer


def _customer(name: str, kind: str, columns: Mapping[str, Any]) -> Customer:
    if not name.strip():
        raise Refused("customer.name_missing", "A customer needs a name.")
    clean = cleaned(Customer, {"name": " ".join(name.split()), "kind": kind, **columns}, EDITABLE | {"kind"})
    return Customer(name_key=search_key(name), **clean)


def _main_address(columns: Mapping[str, str]) -> Address:
    clean = cleaned(Address, columns, COLUMNS)
    return Address(use=MAIN, **{**clean, "country": country_code(clean.get("country", ""))})


def _belongings(reach: Mapping[str, str], tax_number: str, country: str) -> list[ContactPoint | Identifier]:
    held: list[ContactPoint | Identifier] = [
        points.made(kind, reach[kind], country, is_primary=True) for kind in POINTS if reach.get(kind)
    ]
    if tax_number:
        held.append(identifiers.made(scheme_of(values.number(tax_number), country), tax_number))
    return held


def _human(name: str) -> Contact:
    parts = values.person_name(name)
    contact = Contact(
        name=name, name_key=search_key(name), first_name=parts.first, patronymic=parts.patronymic, last_name=parts.last
    )
    contact.save(force_insert=True)
    return contact
