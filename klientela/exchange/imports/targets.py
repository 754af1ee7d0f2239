"""How the cells of each target are read: every target that `recognition` proposes, and its column in the staging.

A mapping is `{column position: target}`. Several columns may feed the same list; other targets have one column.
"""

from dataclasses import dataclass
from typing import Final, Literal

Reading = Literal["text", "list", "whole", "day", "decimal"]


@dataclass(frozen=True, slots=True)
class Target:
    """One target: its key ("customer.name"), its column in the staging tables, and how a cell becomes a value.

    `decimal` are integers of 10**-6, `whole` are integers, a `list` gathers several columns, one line each.
    """

    key: str
    column: str
    reading: Reading = "text"


def _plain(part: str, names: str, reading: Reading = "text") -> tuple[Target, ...]:
    return tuple(Target(f"{part}.{name}", f"{part}_{name}", reading) for name in names.split())


TARGETS: Final[tuple[Target, ...]] = (
    *_plain("customer", "external_id name legal_name kind tax_number vat_number registration_number country region"),
    *_plain("customer", "district street postcode industry language owner source parent"),
    Target("customer.city", "customer_locality"),
    Target("customer.currency", "customer_revenue_currency"),
    *_plain("customer", "phone email site tags note", "list"),
    *_plain("customer", "employees founded_year", "whole"),
    Target("customer.annual_revenue", "customer_annual_revenue", "decimal"),
    Target("customer.purchases", "balance_purchases", "whole"),
    Target("customer.total", "balance_amount", "decimal"),
    Target("customer.first_purchase_on", "balance_first_on", "day"),
    Target("customer.last_purchase_on", "balance_last_on", "day"),
    *_plain("contact", "external_id customer_external_id customer_name first_name patronymic last_name position role"),
    *_plain("contact", "language"),
    Target("contact.full_name", "contact_name"),
    Target("contact.birth_date", "contact_birth_on", "day"),
    *_plain("contact", "phone email", "list"),
    *_plain("order", "customer_external_id customer_name customer_country number currency status"),
    Target("order.ordered_on", "order_ordered_on", "day"),
    Target("order.amount", "order_amount", "decimal"),
    *_plain("line", "product_code product_name"),
    *_plain("line", "quantity unit_price amount", "decimal"),
)
BY_KEY: Final = {target.key: target for target in TARGETS}
# Understood by recognition, but the base has no place for them yet: said in the preview, and kept in the file.
LEFT_IN_THE_FILE: Final = frozenset({"customer.created_on", "customer.marker"})
