"""Customers with what hangs on them, written through the models."""

from collections.abc import Sequence
from typing import Any

from klientela.accounts.models import User
from klientela.core.search_key import search_key
from klientela.customers import values
from klientela.customers.models import Address, Contact, ContactPoint, Customer, Identifier


def make_customer(name: str = "Acme", *, owner: User | None = None, **columns: Any) -> Customer:
    """Return a company, of the pool unless it has an owner."""
    customer = Customer(name=name, name_key=search_key(name), owner=owner, **columns)
    customer.save()
    return customer


def make_person(name: str = "Anna Kowal", *, owner: User | None = None) -> Customer:
    """Return a customer who is a person, with the contact that he or she is."""
    return make_customer(name, owner=owner, kind="person", person=make_contact(name))


def make_contact(name: str = "Anna Kowal", *, at: Sequence[Customer] = ()) -> Contact:
    """Return a contact, affiliated with the given customers."""
    contact = Contact(name=name, name_key=search_key(name))
    contact.save()
    for customer in at:
        contact.affiliations.create(customer=customer)
    return contact


def make_point(value: str, kind: str = "phone", **holder: Any) -> ContactPoint:
    """Return a contact point whose value is its normalised form already."""
    point = ContactPoint(kind=kind, value=value, normalised=value, **holder)
    point.save()
    return point


def make_number(value: str, scheme: str = "nip", **holder: Any) -> Identifier:
    """Return an identifier."""
    identifier = Identifier(scheme=scheme, value=value, normalised=values.identifier(scheme, value), **holder)
    identifier.save()
    return identifier


def make_address(customer: Customer, **columns: Any) -> Address:
    """Return the main address of a customer."""
    address = Address(customer=customer, **columns)
    address.save()
    return address
