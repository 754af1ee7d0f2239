"""The tables that an import fills, in the order in which rows may refer to one another, and how each row is made."""
# ruff: noqa: S608 - the staging's own tables; what a file holds goes in as values, never as SQL

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models

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
from klientela.sales.models import CreditNote, OpeningBalance, Order, OrderLine, Product


@dataclass(frozen=True, slots=True)
class Phase:
    """One table to fill from `plan_<name>`.

    `columns` are column -> expression over the plan `p`; `{customers}` in an expression is the first reserved id of
    that phase. What is not named gets the model's default. `size` rows are written in one transaction, few enough for
    200 ms; truths are numbers, which SQLite takes as they are. `about` is the column of the customer whose conclusions
    the row makes stale.
    """

    name: str
    model: type[models.Model]
    columns: Mapping[str, str]
    size: int
    source: str = ""
    about: str = ""

    def query(self, firsts: Mapping[str, int], start: int, end: int, home_currency: str) -> str:
        """Return the query for the rows numbered from `start` up to, not including, `end`."""
        values = {**firsts, "home": home_currency}
        columns = [f"{expression.format(**values)} AS {column}" for column, expression in self.columns.items()]
        source = self.source or f"plan_{self.name} p"
        numbered = f"p.number >= {start} AND p.number < {end}"
        return f"SELECT {', '.join(columns)} FROM {source} WHERE {numbered} ORDER BY p.number"


def _own(phase: str) -> str:
    return f"{{{phase}}} + p.number"


def _ref(column: str, phase: str) -> str:
    # New things are -(number + 1), things of the base are their ids.
    return f"CASE WHEN {column} < 0 THEN {{{phase}}} - {column} - 1 ELSE {column} END"


def _text(*columns: str) -> dict[str, str]:
    return {column: f"coalesce(p.{column}, '')" for column in columns}


CUSTOMER = _ref("p.customer", "customers")
CONTACT = _ref("p.contact", "contacts")
PRODUCT = _ref("p.product", "products")
ORDER = _ref('p."order"', "orders")
CREDITED = """plan_orders p LEFT JOIN (
    SELECT "order", sum(amount)::BIGINT AS credited FROM credited WHERE is_of_sale AND "order" < 0 GROUP BY "order"
) k ON k."order" = p.ref"""

NEW_CUSTOMERS = """(SELECT c.*, w.person, s.source_ref FROM plan_customers c
    LEFT JOIN plan_persons w USING (entity) LEFT JOIN plan_source_of s USING (entity) WHERE c.is_new) p"""

PHASES: tuple[Phase, ...] = (
    Phase("sources", Source, {"id": _own("sources"), "name": "p.name"}, 2_000),
    Phase("tags", Tag, {"id": _own("tags"), "name": "p.name", "key": "p.key"}, 2_000),
    Phase(
        "products",
        Product,
        {"id": _own("products"), "origin_row": "p.row", **_text("code", "name", "name_key")},
        4_000,
        source="(SELECT * FROM plan_products WHERE number IS NOT NULL) p",
    ),
    Phase(
        "contacts",
        Contact,
        {
            "id": _own("contacts"),
            "origin_row": "abs(p.human)",
            **_text("name", "name_key", "first_name", "patronymic", "last_name", "language"),
            "birth_on": "p.birth_on",
        },
        8_000,
        source="(SELECT * FROM plan_contacts WHERE is_made) p",
    ),
    Phase(
        "customers",
        Customer,
        {
            "id": _own("customers"),
            "origin_row": "p.entity",
            "kind": "coalesce(p.kind, 'company')",
            "name": "coalesce(p.name, p.ext)",
            "name_key": "coalesce(p.name_key, lower(p.ext))",
            **_text("legal_name", "country", "locality", "industry", "revenue_currency", "language", "note"),
            "employees": "p.employees",
            "annual_revenue": "p.annual_revenue",
            "founded_year": "p.founded_year",
            "owner_id": "p.owner_id",
            "person_id": _ref("p.person", "contacts"),
            "source_id": _ref("p.source_ref", "sources"),
        },
        4_000,
        source=NEW_CUSTOMERS,
        about="id",
    ),
    Phase(
        "identifiers",
        Identifier,
        {
            "id": _own("identifiers"),
            "origin_row": "p.row",
            "customer_id": CUSTOMER,
            "contact_id": CONTACT,
            "scheme": "p.scheme",
            "issuer": "p.issuer",
            "value": "p.raw",
            "normalised": "p.value",
            "is_valid": "p.is_valid::TINYINT",
        },
        5_000,
    ),
    Phase(
        "points",
        ContactPoint,
        {
            "id": _own("points"),
            "origin_row": "p.row",
            "customer_id": CUSTOMER,
            "contact_id": CONTACT,
            "kind": "p.kind",
            "value": "p.raw",
            "normalised": "p.value",
            "is_primary": "p.is_primary::TINYINT",
        },
        5_000,
    ),
    Phase(
        "addresses",
        Address,
        {
            "id": _own("addresses"),
            "origin_row": "p.row",
            "customer_id": CUSTOMER,
            **_text("country", "region", "district", "locality", "street", "postcode"),
        },
        5_000,
    ),
    Phase(
        "affiliations",
        Affiliation,
        {
            "id": _own("affiliations"),
            "origin_row": "p.row",
            "customer_id": CUSTOMER,
            "contact_id": CONTACT,
            **_text("position", "role"),
        },
        5_000,
    ),
    Phase(
        "customer_tags",
        CustomerTag,
        {"id": _own("customer_tags"), "customer_id": CUSTOMER, "tag_id": _ref("p.tag_ref", "tags")},
        5_000,
    ),
    Phase(
        "balances",
        OpeningBalance,
        {
            "id": _own("balances"),
            "origin_row": "p.entity",
            "customer_id": CUSTOMER,
            "stated_on": "p.stated_on",
            "purchases": "coalesce(p.purchases, 0)",
            "first_on": "p.first_on",
            "last_on": "p.last_on",
            "currency": "p.currency",
            "amount": "p.amount",
            "home_amount": "CASE WHEN p.currency = '{home}' THEN p.amount END",
        },
        4_000,
        about="customer_id",
    ),
    Phase(
        "orders",
        Order,
        {
            "id": _own("orders"),
            "origin_row": "p.row",
            "customer_id": CUSTOMER,
            "number": "p.document",
            "ordered_on": "p.day",
            "status": "CASE WHEN p.is_cancelled THEN 'cancelled' ELSE 'done' END",
            "currency": "p.currency",
            "amount": "p.amount",
            "fees": "p.fees",
            "credited": "coalesce(k.credited, 0)",
            "home_net": "CASE WHEN p.currency = '{home}' THEN p.amount - coalesce(k.credited, 0) END",
            "is_purchase": "(NOT p.is_cancelled AND p.amount > coalesce(k.credited, 0))::TINYINT",
        },
        4_000,
        source=CREDITED,
        about="customer_id",
    ),
    Phase(
        "lines",
        OrderLine,
        {
            "id": _own("lines"),
            "order_id": ORDER,
            "product_id": PRODUCT,
            "kind": "p.kind",
            "text": "p.text",
            "quantity": "p.quantity",
            "unit_price": "p.price",
            "amount": "p.amount",
            "origin_row": "p.row",
        },
        10_000,
    ),
    Phase(
        "credits",
        CreditNote,
        {
            "id": _own("credits"),
            "origin_row": "p.row",
            "customer_id": CUSTOMER,
            "order_id": _ref('k."order"', "orders"),
            "line_id": _ref("k.line", "lines"),
            "product_id": PRODUCT,
            "number": "p.document",
            "issued_on": "p.day",
            "currency": "p.currency",
            "quantity": "p.quantity",
            "amount": "p.amount",
            "text": "p.text",
        },
        10_000,
        source="plan_credits p LEFT JOIN credited k USING (number)",
        about="customer_id",
    ),
)
BY_NAME = {phase.name: phase for phase in PHASES}
