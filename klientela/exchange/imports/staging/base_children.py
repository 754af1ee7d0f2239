"""What hangs on the matched customers in the base already, so that it does not come in twice."""

from django.db.models import QuerySet

from klientela.customers.models import (
    Address,
    Affiliation,
    Contact,
    ContactPoint,
    Customer,
    CustomerTag,
    Identifier,
    Source,
    Tag,
)
from klientela.exchange.imports.staging.base import chosen, pour, wanted
from klientela.exchange.imports.staging.opening import Stage
from klientela.exchange.imports.terms import Terms
from klientela.sales.models import OpeningBalance

TABLES = {
    "base_contacts": "customer BIGINT, contact BIGINT, name_key VARCHAR, is_himself BOOLEAN,"
    " email VARCHAR, external VARCHAR",
    "unseen_contacts": "contact BIGINT",
    "base_points": "customer BIGINT, contact BIGINT, kind VARCHAR, value VARCHAR, raw VARCHAR",
    "base_identifiers": "customer BIGINT, contact BIGINT, scheme VARCHAR, issuer VARCHAR, value VARCHAR",
    "base_addresses": "customer BIGINT, address BIGINT",
    "base_tags": "customer BIGINT, tag VARCHAR",
    "base_balances": "customer BIGINT",
    "base_small": "kind VARCHAR, key VARCHAR, id BIGINT",
}
# Updates of addresses are read again at writing.
KEPT = "base_addresses"


def read(stage: Stage, terms: Terms) -> None:
    """Make the tables; empty ones when nothing was matched."""
    for table, columns in TABLES.items():
        kind = "TABLE" if table == KEPT else "TEMP TABLE"
        stage.execute(f"CREATE OR REPLACE {kind} {table} ({columns})")
    pour(stage, "base_small", (("tag", key, pk) for key, pk in Tag.objects.values_list("key", "pk")))
    pour(stage, "base_small", (("source", name, pk) for name, pk in Source.objects.values_list("name", "pk")))
    matched = wanted(stage, "SELECT DISTINCT customer FROM matches")
    if matched:
        _read_of_customers(stage, matched)
    _read_contacts(stage, matched)
    if terms.sees is not None:
        _read_unseen(stage, terms)


def _read_of_customers(stage: Stage, matched: list[int]) -> None:
    points = ContactPoint.objects.unscoped("an import adds what its customers lack")
    columns = ("customer_id", "contact_id", "kind", "normalised", "value")
    pour(stage, "base_points", chosen(points, "customer_id", matched, columns))
    numbers = Identifier.objects.unscoped("an import adds what its customers lack")
    columns = ("customer_id", "contact_id", "scheme", "issuer", "normalised")
    pour(stage, "base_identifiers", chosen(numbers, "customer_id", matched, columns))
    addresses = Address.objects.unscoped("an import adds what its customers lack")
    pour(stage, "base_addresses", chosen(addresses.filter(use="main"), "customer_id", matched, ("customer_id", "pk")))
    pour(stage, "base_tags", chosen(CustomerTag.objects.all(), "customer_id", matched, ("customer_id", "tag__key")))
    balances = OpeningBalance.objects.unscoped("an import leaves a stated balance alone")
    pour(stage, "base_balances", chosen(balances, "customer_id", matched, ("customer_id",)))


def _read_contacts(stage: Stage, matched: list[int]) -> None:
    """Contacts of the matched customers, and those known by an external number of their own."""
    at = Affiliation.objects.unscoped("an import recognises the contacts of its customers")
    rows = chosen(at, "customer_id", matched, ("customer_id", "contact_id", "contact__name_key"))
    pour(stage, "base_contacts", ((who, contact, key, False, None, None) for who, contact, key in rows))
    themselves = Customer.objects.unscoped("an import recognises the contacts of its customers")
    rows = chosen(themselves.filter(person__isnull=False), "pk", matched, ("pk", "person_id", "person__name_key"))
    pour(stage, "base_contacts", ((who, contact, key, True, None, None) for who, contact, key in rows))
    numbers = Identifier.objects.unscoped("an import recognises the contacts of its customers")
    held = numbers.filter(contact__isnull=False, scheme="external")
    asked = wanted(stage, "SELECT DISTINCT lower(contact_external_id) FROM told WHERE contact_external_id IS NOT NULL")
    known = Contact.objects.unscoped("an import asks whether there are contacts at all").exists()
    rows = chosen(held, "normalised", asked if known else [], ("contact_id", "issuer", "normalised"))
    pour(
        stage, "base_contacts", ((None, who, None, False, None, f"{issuer}\x1f{value}") for who, issuer, value in rows)
    )
    _read_of_contacts(stage, numbers)
    stage.execute(
        """INSERT INTO base_contacts SELECT c.customer, c.contact, NULL, c.is_himself, p.value, NULL
        FROM base_contacts c JOIN base_points p ON p.contact = c.contact AND p.kind = 'email' WHERE p.value <> ''"""
    )


def _read_of_contacts(stage: Stage, numbers: QuerySet[Identifier]) -> None:
    people = wanted(stage, "SELECT DISTINCT contact FROM base_contacts")
    points = ContactPoint.objects.unscoped("an import adds what its customers lack")
    columns = ("customer_id", "contact_id", "kind", "normalised", "value")
    pour(stage, "base_points", chosen(points, "contact_id", people, columns))
    columns = ("customer_id", "contact_id", "scheme", "issuer", "normalised")
    pour(stage, "base_identifiers", chosen(numbers, "contact_id", people, columns))


def _read_unseen(stage: Stage, terms: Terms) -> None:
    """Tell which contacts with a number of their own are at no customer that the actor sees."""
    people = wanted(stage, "SELECT DISTINCT contact FROM base_contacts WHERE external IS NOT NULL")
    at = Affiliation.objects.unscoped("an import leaves alone the contacts that its actor cannot see")
    himself = Customer.objects.unscoped("an import leaves alone the contacts that its actor cannot see")
    owners = [
        *chosen(at, "contact_id", people, ("contact_id", "customer__owner_id")),
        *chosen(himself, "person_id", people, ("person_id", "owner_id")),
    ]
    seen = {contact for contact, owner in owners if terms.shows(owner)}
    pour(stage, "unseen_contacts", ((contact,) for contact in people if contact not in seen))
