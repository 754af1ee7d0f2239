"""Contacts: every human, added to a customer, given a role there, edited and archived."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from klientela.accounts.actions import edits, history
from klientela.accounts.models import ChangeSet
from klientela.core.actor import Actor, Right
from klientela.core.clock import now
from klientela.core.errors import Refused
from klientela.core.preferences import preferences
from klientela.core.search_key import search_key
from klientela.customers import values
from klientela.customers.actions import points, writing
from klientela.customers.actions.writing import allowed_customer, announce, cleaned, customers_of, found
from klientela.customers.models import Affiliation, Contact, ContactPoint, Customer

EDITABLE = frozenset(
    {
        "name", "first_name", "patronymic", "last_name", "birth_on", "sex", "education", "income_band", "language",
        "years_of_experience", "preferred_channel", "preferred_time", "motives", "do_not_contact",
    }
)  # fmt: skip
PLACE = frozenset({"role", "position"})


@transaction.atomic
def add(
    customer_id: int,
    name: str,
    *,
    actor: Actor,
    role: str = "",
    position: str = "",
    phone: str = "",
    email: str = "",
    key: str = "",
) -> Contact:
    """Add a human to a customer with a role in the decision, and return the contact.

    `key` names the request: a second one with it is refused with `change.repeated`.
    """
    customer = allowed_customer(customer_id, actor)
    contact = Contact(**_named(name))
    place = cleaned(Affiliation, {"role": role, "position": position.strip()}, PLACE)
    country = customer.country or preferences().country
    reached = [
        points.made(kind, value, country, is_primary=True)
        for kind, value in (("phone", phone), ("email", email))
        if value
    ]
    contact.save(force_insert=True)
    affiliation = Affiliation(customer=customer, contact=contact, **place)
    affiliation.save(force_insert=True)
    for point in reached:
        point.contact = contact
    ContactPoint.objects.bulk_create(reached)
    change = history.open_change("contact.added", actor=actor, key=key, name=contact.name)
    history.created(change, contact, affiliation, *reached)
    announce(change, [customer.pk])
    return contact


def _named(name: str) -> dict[str, str]:
    shown = " ".join(name.split())
    if not shown:
        raise Refused("contact.name_missing", "A contact needs a name.")
    cleaned(Contact, {"name": shown}, EDITABLE)
    parts = values.person_name(shown)
    return {
        "name": shown, "name_key": search_key(shown),
        "first_name": parts.first, "patronymic": parts.patronymic, "last_name": parts.last,
    }  # fmt: skip


@transaction.atomic
def edit(contact_id: int, changes: Mapping[str, Any], *, version: int, actor: Actor) -> Contact:
    """Change columns of a contact; the name of one who is a customer himself is the customer's name too."""
    actor.require(Right.EDIT)
    clean = cleaned(Contact, changes, EDITABLE)
    if "name" in clean:
        clean |= _named(clean["name"])
    rows = Contact.objects.visible_to(actor)
    contact, change = writing.edit(rows, contact_id, clean, version=version, code="contact.edited", actor=actor)
    if change:
        if "name" in clean:
            _rename_customer(change, contact)
        announce(change, customers_of(contact))
    return contact


def _rename_customer(change: ChangeSet, contact: Contact) -> None:
    rows = Customer.objects.unscoped("a human has one name, whoever sees him as a customer")
    himself = rows.filter(person=contact).first()
    if himself is None:
        return
    customer = edits.locked(rows, himself.pk)
    before = {"name": customer.name, "name_key": customer.name_key}
    customer.name, customer.name_key = contact.name, contact.name_key
    customer.version += 1
    customer.save(update_fields=["name", "name_key", "version", "updated_at"])
    history.updated(change, customer, before)


@transaction.atomic
def affiliate(
    contact_id: int, customer_id: int, *, actor: Actor, role: str = "", position: str = "", version: int | None = None
) -> Affiliation:
    """Say which part the contact plays at the customer: made when there is none yet, else changed."""
    customer = allowed_customer(customer_id, actor)
    contact = found(Contact.objects.visible_to(actor), contact_id)
    place = cleaned(Affiliation, {"role": role, "position": position.strip()}, PLACE)
    rows = Affiliation.objects.visible_to(actor)
    standing = rows.filter(contact=contact, customer=customer).first()
    if standing is None:
        affiliation = Affiliation(contact=contact, customer=customer, **place)
        affiliation.save(force_insert=True)
        change: ChangeSet | None = history.open_change("contact.affiliated", actor=actor, name=contact.name)
        history.created(change, affiliation)  # type: ignore[arg-type]
    else:
        affiliation, change = writing.edit(
            rows, standing.pk, place, version=version or standing.version, code="contact.role_changed", actor=actor
        )
    if change:
        announce(change, [customer.pk])
    return affiliation


@transaction.atomic
def archive(contact_id: int, *, version: int, actor: Actor) -> Contact:
    """Put a contact out of sight at all customers; archived already: nothing happens."""
    actor.require(Right.EDIT)
    contact = found(Contact.objects.visible_to(actor), contact_id)
    return contact if contact.archived_at else _set_archived(contact_id, now(), version, "contact.archived", actor)


@transaction.atomic
def restore(contact_id: int, *, version: int, actor: Actor) -> Contact:
    """Fetch a contact back from the archive."""
    actor.require(Right.EDIT)
    return _set_archived(contact_id, None, version, "contact.restored", actor)


def _set_archived(contact_id: int, moment: Any, version: int, code: str, actor: Actor) -> Contact:
    rows = Contact.objects.visible_to(actor)
    contact, change = writing.edit(rows, contact_id, {"archived_at": moment}, version=version, code=code, actor=actor)
    if change:
        announce(change, customers_of(contact))
    return contact
