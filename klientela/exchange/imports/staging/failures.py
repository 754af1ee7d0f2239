"""Which rows cannot come in by themselves, before anything is matched: `bad_rows(row, code, key)`; and `told`.

`told` are the rows that are left. Every code has a sentence in `queries.reasons`.
"""
# ruff: noqa: S608 - the staging's own tables; what a file holds goes in as values, never as SQL

from klientela.exchange.imports.staging.opening import Stage
from klientela.exchange.imports.staging.parties import HUMAN, REFERENCES
from klientela.exchange.imports.targets import BY_KEY
from klientela.exchange.imports.terms import Terms

NEEDED = {
    "orders": ("order.ordered_on", "order.amount"),
    "order_lines": ("order.ordered_on", "line.quantity", "line.unit_price", "line.amount"),
}

NAMING = (
    *(f"customer.{name}" for name in ("name", "legal_name", "external_id")),
    *(f"customer.{name}" for name in ("tax_number", "vat_number", "registration_number")),
    "contact.customer_external_id",
    "contact.customer_name",
)


# A sum under the rows is in half of all reports. No firm is called by the first words; one called Total tells more of
# itself than an amount.
TOTAL = r"(?:итого|всего|общий итог|grand total|subtotal|razem|ogółem|łącznie|gesamtsumme)\s*[:.]?"
PERHAPS_TOTAL = r"(?:total|totals|sum|suma|gesamt|summe)\s*[:.]?"
SUMMED = (
    "customer.total",
    "customer.purchases",
    "customer.annual_revenue",
    "order.amount",
    "line.amount",
    "line.quantity",
)
TOTALLED = ("customer.name", "order.customer_name", "order.number", "contact.full_name", "line.product_name")
TOLD_BESIDES = (
    *(f"customer.{name}" for name in ("external_id", "tax_number", "vat_number", "registration_number")),
    *(f"customer.{name}" for name in ("phone", "email", "site", "city", "street", "postcode")),
    *(f"contact.{name}" for name in ("external_id", "phone", "email", "first_name", "last_name")),
    "order.ordered_on",
)
TOTAL_CODE = "row.total"


def fault(terms: Terms) -> str:
    """Return the expression that names the first thing wrong with a row ("code|target"), null where nothing is.

    It speaks of `cells` and of the dictionaries `read_…` beside it, while `rows` is being made.
    """
    cases = ["WHEN cells.surplus IS NOT NULL THEN 'row.surplus|'", *_total(terms)]
    for key in NEEDED.get(terms.kind, ()):
        column = BY_KEY[key].column
        if terms.has(key):
            unread = f"cells.{column} IS NOT NULL AND read_{column}.value IS NULL"
            cases.append(f"WHEN {unread} THEN 'cell.unread|{key}'")
    if terms.sells:
        cases.append("WHEN cells.order_ordered_on IS NULL THEN 'order.day_missing|order.ordered_on'")
    if terms.kind == "orders":
        cases.append("WHEN cells.order_amount IS NULL THEN 'order.amount_missing|order.amount'")
    if terms.kind == "order_lines":
        said = [f"cells.{BY_KEY[key].column}" for key in NEEDED[terms.kind][1:] if terms.has(key)]
        cases.append(f"WHEN coalesce({', '.join(said)}) IS NULL THEN 'line.empty|line.quantity'")
    return f"CASE {' '.join(cases)} END"


def _total(terms: Terms) -> list[str]:
    named = [f"cells.{BY_KEY[key].column}" for key in TOTALLED if terms.has(key)]
    besides = [f"cells.{BY_KEY[key].column} IS NULL" for key in TOLD_BESIDES if terms.has(key)]
    if not named:
        return []
    name = f"lower(coalesce({', '.join(named)}))"
    summed = [f"cells.{BY_KEY[key].column}" for key in SUMMED if terms.has(key)]
    says = f"regexp_full_match({name}, '{TOTAL}')"
    if summed:
        says = f"({says} OR regexp_full_match({name}, '{PERHAPS_TOTAL}') AND coalesce({', '.join(summed)}) IS NOT NULL)"
    return [f"WHEN {' AND '.join([says, *besides])} THEN '{TOTAL_CODE}|'"]


def set_aside(stage: Stage, terms: Terms) -> None:
    """Make `bad_rows(row, code, key)` and the view `told` of all others."""
    stage.execute(
        """CREATE OR REPLACE TABLE bad_rows AS
        SELECT row, split_part(fault, '|', 1) AS code, split_part(fault, '|', 2) AS key FROM rows
        WHERE fault IS NOT NULL"""
    )
    himself = "NULL::VARCHAR"
    if terms.introduces:
        # A row that names no customer but a human speaks of that human as the customer, whatever else it tells.
        named = [f"{BY_KEY[key].column} IS NULL" for key in NAMING if terms.has(key)]
        himself = f"CASE WHEN {' AND '.join(named) or 'TRUE'} THEN {HUMAN} END"
    stage.execute(f"CREATE OR REPLACE TEMP VIEW told AS SELECT *, {himself} AS himself FROM rows WHERE fault IS NULL")


def told_columns(terms: Terms) -> list[str]:
    """Return the columns in which this file tells about customers."""
    keys = {key for key in terms.mapping.values() if key.startswith("customer.") or key in REFERENCES}
    return sorted(BY_KEY[key].column for key in keys if key in BY_KEY)


def nothing_told(terms: Terms) -> str:
    """Return the condition that a row tells nothing about a customer."""
    if terms.sells:
        # A country alone is nobody: lines without a customer are sales of nobody.
        return "order_customer_external_id IS NULL AND order_customer_name IS NULL"
    return " AND ".join(f"{column} IS NULL" for column in told_columns(terms)) or "TRUE"
