"""After writing: what was planned against what the base really holds, table by table and column by column."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Count, Q

from klientela.exchange.imports.writing.phases import BY_NAME, PHASES, Phase


def _texts(part: str, names: str) -> dict[str, Q]:
    return {f"{part}.{name}": ~Q(**{name: ""}) for name in names.split()}


def _values(part: str, names: str) -> dict[str, Q]:
    return {f"{part}.{name}": Q(**{f"{name}__isnull": False}) for name in names.split()}


def _points(part: str, holder: str) -> dict[str, Q]:
    held = Q(**{f"{holder}__isnull": False})
    return {f"{part}.{kind}": held & Q(kind=kind) for kind in ("phone", "email", "site")}


# Of each table, which of its rows hold what the file has in the column of a target.
HOLDING: Final[Mapping[str, Mapping[str, Q]]] = {
    "customers": {
        **_texts("customer", "name legal_name country industry language note"),
        **_values("customer", "employees annual_revenue founded_year owner source parent"),
        "customer.city": ~Q(locality=""),
    },
    "contacts": {
        **_texts("contact", "first_name patronymic last_name language"),
        "contact.full_name": ~Q(name=""),
        "contact.birth_date": Q(birth_on__isnull=False),
    },
    "points": {**_points("customer", "customer"), **_points("contact", "contact")},
    "identifiers": {
        "customer.external_id": Q(scheme="external", customer__isnull=False),
        "contact.external_id": Q(scheme="external", contact__isnull=False),
        "customer.registration_number": Q(scheme="registration"),
    },
    "addresses": _texts("customer", "region district street postcode"),
    "affiliations": _texts("contact", "position role"),
    "orders": {"order.number": ~Q(number=""), **_values("order", "ordered_on amount")},
    "lines": {
        **_values("line", "quantity unit_price amount"),
        "line.product_code": Q(product__isnull=False),
        # The name stands with the product; a line keeps only what it says otherwise.
        "line.product_name": ~Q(text="") | Q(product__name__gt=""),
    },
    # What takes a line back is a record of its own; the price is in its amount.
    "credits": {
        "order.number": ~Q(number=""),
        "order.ordered_on": Q(issued_on__isnull=False),
        **{f"line.{name}": Q(amount__isnull=False) for name in ("quantity", "unit_price", "amount")},
        "line.product_code": Q(product__isnull=False),
        "line.product_name": ~Q(text="") | Q(product__name__gt=""),
    },
}


def reconcile(sizes: Mapping[str, int], firsts: Mapping[str, int]) -> dict[str, int]:
    """Return how many rows of each reserved range stand in the base; they are counted, not remembered."""
    return {phase.name: _rows(phase, sizes, firsts).count() for phase in PHASES if sizes[phase.name]}


def filled_columns(sizes: Mapping[str, int], firsts: Mapping[str, int]) -> dict[str, int]:
    """Return, by target, how many of the rows made hold a value; also counted in the base, each table once.

    Several rows of a file may make one record, and an update makes none: no figure exceeds that of the file.
    """
    found: dict[str, int] = {}
    for name, targets in HOLDING.items():
        if sizes[name]:
            # Aggregates are named without the dot of a target.
            named = {f"c{place}": Count("pk", filter=holds) for place, holds in enumerate(targets.values())}
            counts = _rows(BY_NAME[name], sizes, firsts).aggregate(**named)
            for place, target in enumerate(targets):
                found[target] = found.get(target, 0) + counts[f"c{place}"]
    return found


def _rows(phase: Phase, sizes: Mapping[str, int], firsts: Mapping[str, int]) -> Any:
    first = firsts[phase.name]
    rows = phase.model._default_manager.all()
    if hasattr(rows, "unscoped"):
        rows = rows.unscoped("an import counts what it stored")
    return rows.filter(pk__gte=first, pk__lt=first + sizes[phase.name])
