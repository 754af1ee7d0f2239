"""What a file can hold, how the kinds are told apart by the ideas in their columns, and what each idea becomes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, Literal

Kind = Literal["customers", "customers_with_contacts", "contacts", "order_lines", "orders"]
KINDS: Final[tuple[Kind, ...]] = ("customers", "customers_with_contacts", "contacts", "order_lines", "orders")

_FIRM: Final = {
    "id": "customer.external_id",
    "customer_id": "customer.external_id",
    "name": "customer.name",
    "company": "customer.name",
    "legal_name": "customer.legal_name",
    "kind": "customer.kind",
    "tax_number": "customer.tax_number",
    "registration_number": "customer.registration_number",
    "vat_number": "customer.vat_number",
    "phone": "customer.phone",
    "email": "customer.email",
    "site": "customer.site",
    "country": "customer.country",
    "region": "customer.region",
    "district": "customer.district",
    "city": "customer.city",
    "location": "customer.city",
    "street": "customer.street",
    "postcode": "customer.postcode",
    "industry": "customer.industry",
    "employees": "customer.employees",
    "revenue": "customer.annual_revenue",
    "currency": "customer.currency",
    "founded_year": "customer.founded_year",
    "language": "customer.language",
    "owner": "customer.owner",
    "tags": "customer.tags",
    "source": "customer.source",
    "parent": "customer.parent",
    "created_on": "customer.created_on",
    "note": "customer.note",
    "marker": "customer.marker",
    "first_purchase_on": "customer.first_purchase_on",
    "last_purchase_on": "customer.last_purchase_on",
    "purchases": "customer.purchases",
    "total_purchases": "customer.total",
    "amount": "customer.total",
}
_PERSON: Final = {
    "contact_id": "contact.external_id",
    "contact": "contact.full_name",
    "full_name": "contact.full_name",
    "first_name": "contact.first_name",
    "patronymic": "contact.patronymic",
    "last_name": "contact.last_name",
    "position": "contact.position",
    "role": "contact.role",
    "contact_phone": "contact.phone",
    "contact_email": "contact.email",
    "birth_date": "contact.birth_date",
}
_ORDER: Final = {
    "id": "order.number",
    "number": "order.number",
    "ordered_on": "order.ordered_on",
    "created_on": "order.ordered_on",
    "amount": "order.amount",
    "total_purchases": "order.amount",
    "currency": "order.currency",
    "status": "order.status",
    "customer_id": "order.customer_external_id",
    "company": "order.customer_name",
    "name": "order.customer_name",
    "full_name": "order.customer_name",
    "country": "order.customer_country",
}

PLACES: Final[dict[Kind, dict[str, str]]] = {
    "customers": {
        **_FIRM,
        "full_name": "customer.name",
        "contact": "customer.name",
        "contact_phone": "customer.phone",
        "contact_email": "customer.email",
    },
    "customers_with_contacts": {**_PERSON, **_FIRM},
    "contacts": {
        **_PERSON,
        "id": "contact.external_id",
        "customer_id": "contact.customer_external_id",
        "company": "contact.customer_name",
        "name": "contact.full_name",
        "phone": "contact.phone",
        "email": "contact.email",
        "language": "contact.language",
    },
    "orders": _ORDER,
    "order_lines": {
        **{idea: target for idea, target in _ORDER.items() if idea not in ("id", "name", "amount", "total_purchases")},
        "product_code": "line.product_code",
        "product_name": "line.product_name",
        "name": "line.product_name",
        "quantity": "line.quantity",
        "unit_price": "line.unit_price",
        "line_amount": "line.amount",
        "amount": "line.amount",
    },
}
"""Kind → idea → target key. Ideas that are missing have no place in a file of that kind."""

PEOPLE: Final = frozenset({"first_name", "last_name", "full_name", "contact"})
FIRM_ONLY: Final = frozenset(
    {"tax_number", "registration_number", "vat_number", "industry", "employees", "revenue", "site", "legal_name",
     "founded_year", "parent", "street", "postcode", "last_purchase_on", "first_purchase_on", "purchases"}
)  # fmt: skip
WHOSE: Final = frozenset({"customer_id", "company", "name", "full_name"})


def kind_of(ideas: Collection[str]) -> tuple[Kind, str, float]:
    """The kind that the `ideas` of a file's columns speak for, the code of the reason, and how sure it is (0..1)."""
    found = frozenset(ideas)
    goods = found & {"product_code", "product_name"}
    if "quantity" in found and found & {"unit_price", "amount", "line_amount"} and (goods or "number" in found):
        return "order_lines", "kind.quantities_and_prices", 0.95 if goods and "number" in found else 0.8
    if "deal" in found:
        return "orders", "kind.looks_like_deals", 0.1
    firm, people = found & FIRM_ONLY, found & PEOPLE
    dated_amount = found >= {"ordered_on", "amount"} or found >= {"number", "amount"}
    if dated_amount and found & WHOSE and len(firm) < 2 and not found & {"first_name", "position"}:
        return "orders", "kind.dates_and_amounts", 0.9 if found & {"customer_id", "company"} else 0.7
    if people and "customer_id" in found and not firm and not found & {"company", "name"}:
        return "contacts", "kind.people_of_customers", 0.95
    if people and (found & {"company", "name", "legal_name", "customer_id"}):
        return "customers_with_contacts", "kind.firms_with_people", 0.9 if found & {"company", "legal_name"} else 0.75
    if found & {"first_name", "last_name"}:
        return "customers_with_contacts", "kind.people_alone", 0.6
    return "customers", "kind.firms", 0.9 if found & {"company", "name", "legal_name", "customer_id"} else 0.5
