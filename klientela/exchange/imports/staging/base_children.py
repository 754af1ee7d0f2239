"""What hangs on the matched customers in the base already, so that it does not come in twice."""

# ruff: noqa: S608 - the staging's own tables; what a file holds goes in as values, never as SQL

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
from klientela.exchange.imports.staging.children import PLACE
from klientela.exchange.imports.staging.opening import Stage, count
from klientela.exchange.imports.staging.parties import HUMAN
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

PLACED = ("country", *(f"customer_{column}" for column in PLACE))
BALANCES = ("balance_purchases", "balance_amount")
HUMANS = f"SELECT count(*) FROM told WHERE {HUMAN} IS NOT NULL OR contact_external_id IS NOT NULL"
# A cell with a phone in a row that names no human belongs to the customer.
REACHED = f"""SELECT DISTINCT m.customer FROM matches m JOIN entities e USING (entity) WHERE e.party IN (
    SELECT party FROM customer_reach
    UNION ALL SELECT p.party FROM contact_reach c JOIN party_of p USING (row) JOIN told t USING (row)
    WHERE {HUMAN} IS NULL AND t.contact_external_id IS NULL)"""


def read(stage: Stage, terms: Terms) -> None:
    """Make the tables; empty ones when nothing was matched."""
    for table, columns in TABLES.items():
        kind = "TABLE" if table == KEPT else "TEMP TABLE"
        stage.execute(f"CREATE OR REPLACE {kind} {table} ({columns})")
    pour(stage, "base_small", (("tag", key, pk) for key, pk in Tag.objects.values_list("key", "pk")))
    pour(stage, "base_small", (("source", name, pk) for name, pk in Source.objects.values_list("name", "pk")))
    matched = wanted(stage, "SELECT DISTINCT customer FROM matches")
    if matched:
        _read_of_customers(stage)
    _read_contacts(stage, matched)
    if terms.sees is not None:
        _read_unseen(stage, terms)


def _read_of_customers(stage: Stage) -> None:
    """Only of customers whom the file tells something of the kind: a file of contacts asks for nothing here."""
    points = ContactPoint.objects.unscoped("an import adds what its customers lack")
    columns = ("customer_id", "contact_id", "kind", "normalised", "value")
    pour(stage, "base_points", chosen(points, "customer_id", wanted(stage, REACHED), columns))
    _read_numbers(stage)
    addresses = Address.objects.unscoped("an import adds what its customers lack").filter(use="main")
    pour(stage, "base_addresses", chosen(addresses, "customer_id", _told(stage, *PLACED), ("customer_id", "pk")))
    tags = chosen(CustomerTag.objects.all(), "customer_id", _told(stage, "customer_tags"), ("customer_id", "tag__key"))
    pour(stage, "base_tags", tags)
    balances = OpeningBalance.objects.unscoped("an import leaves a stated balance alone")
    pour(stage, "base_balances", chosen(balances, "customer_id", _told(stage, *BALANCES), ("customer_id",)))


def _read_numbers(stage: Stage) -> None:
    """External numbers that the file names are among the keys already; others have to be asked for."""
    stage.execute(
        """INSERT INTO base_identifiers
        SELECT customer, NULL, 'external', split_part(value, chr(31), 1), split_part(value, chr(31), 2)
        FROM base_keys WHERE kind = 'external'"""
    )
    numbers = Identifier.objects.unscoped("an import adds what its customers lack").exclude(scheme="external")
    asked = _told(stage, "customer_tax_number", "customer_vat_number", "customer_registration_number")
    columns = ("customer_id", "contact_id", "scheme", "issuer", "normalised")
    pour(stage, "base_identifiers", chosen(numbers, "customer_id", asked, columns))


def _told(stage: Stage, *columns: str) -> list[int]:
    """Return the matched customers of whom the file fills one of the columns of `parties`."""
    filled = " OR ".join(f"p.{column} IS NOT NULL" for column in columns)
    return wanted(
        stage,
        f"""SELECT DISTINCT m.customer FROM matches m JOIN entities e USING (entity) JOIN parties p USING (party)
        WHERE {filled}""",
    )


def _read_contacts(stage: Stage, matched: list[int]) -> None:
    """Contacts of the matched customers, and those known by an external number of their own."""
    at = Affiliation.objects.unscoped("an import recognises the contacts of its customers")
    asked = matched if count(stage, HUMANS) else []
    rows = chosen(at, "customer_id", asked, ("customer_id", "contact_id", "contact__name_key"))
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
