"""What becomes of the customers: `plan_customers`, one row per entity of the file, new ones numbered from 0.

`ref` is how everything else names a customer: its id when the base has it, else -(number + 1).
"""
# ruff: noqa: S608 - the staging's own tables; what a file holds goes in as values, never as SQL

from collections.abc import Mapping

from klientela.exchange.imports.staging.opening import Stage, dictionary
from klientela.exchange.imports.terms import Terms

# Taken as they are, cut to what the column of the base holds.
TEXTS: Mapping[str, int] = {
    "legal_name": 255,
    "region": 120,
    "district": 120,
    "locality": 120,
    "street": 255,
    "postcode": 20,
    "industry": 120,
    "language": 5,
    "note": 10_000,
    "source": 150,
    "parent": 255,
    "tags": 10_000,
    "registration_number": 100,
}


def plan(stage: Stage, terms: Terms, owners: Mapping[str, int]) -> None:
    """Make `plan_customers`; `owners` are the users by folded name, user name and e-mail.

    The word for a country or an owner that nobody understands stays with a new customer, in the note. New ones are
    numbered by name: so each chunk touches few pages of the indexes by name, and is written in half the time.
    """
    _merge_descriptions(stage, terms, owners)
    _find_elsewhere(stage, terms)
    named_by_number = "TRUE" if not _only_refers(terms) else "FALSE"
    stage.execute(
        f"""CREATE OR REPLACE TABLE plan_customers AS
        SELECT * EXCLUDE (place), CASE WHEN is_new THEN place - 1 END AS number,
            CASE WHEN is_new THEN -place ELSE customer END AS ref
        FROM (SELECT *, row_number() OVER (PARTITION BY is_new ORDER BY name_key, entity) AS place FROM (
            SELECT m.* REPLACE (
                    CASE WHEN c.customer IS NULL THEN coalesce(m.owner_id, $assign_to) ELSE m.owner_id END AS owner_id,
                    CASE WHEN c.customer IS NULL THEN filled(concat_ws(chr(10), m.note, m.lost_country, m.lost_owner))
                    ELSE m.note END AS note),
                c.customer, c.key,
                CASE WHEN c.customer IS NOT NULL AND NOT c.is_seen THEN 'customer.elsewhere'
                    WHEN c.customer IS NULL AND h.is_elsewhere THEN 'contact.elsewhere'
                    WHEN c.customer IS NULL AND m.name IS NULL AND m.ext IS NULL THEN 'customer.name_missing'
                    WHEN c.customer IS NULL AND m.name IS NULL AND NOT {named_by_number} THEN 'customer.unknown'
                END AS failure,
                c.customer IS NULL AND failure IS NULL AS is_new
            FROM described m LEFT JOIN matches c USING (entity) LEFT JOIN humans_elsewhere h USING (entity)
        ))""",
        {"assign_to": terms.assign_to},
    )


def _find_elsewhere(stage: Stage, terms: Terms) -> None:
    """Make `humans_elsewhere(entity, …)`: who stands for himself and is a contact that the actor cannot see."""
    stage.execute(
        """CREATE OR REPLACE TEMP TABLE humans_elsewhere AS
        SELECT DISTINCT e.entity, TRUE AS is_elsewhere
        FROM told t JOIN party_of p USING (row) JOIN entities e ON e.party = p.party
        JOIN base_contacts b ON b.external = ? || chr(31) || lower(t.contact_external_id)
        SEMI JOIN unseen_contacts u ON u.contact = b.contact WHERE t.himself IS NOT NULL""",
        [terms.issuer],
    )


def _only_refers(terms: Terms) -> bool:
    """Tell whether the file only points at customers by a key: then an unknown key is a mistake, not a customer."""
    return terms.kind == "contacts" and not terms.has("customer.external_id")


def _merge_descriptions(stage: Stage, terms: Terms, owners: Mapping[str, int]) -> None:
    """Make `described`: of each column the first filled cell among the rows of the entity."""
    spread = "SELECT DISTINCT customer_owner FROM parties"
    dictionary(stage, "read_owner", spread, lambda texts: [owners.get(text.casefold()) for text in texts], "int64")
    texts = ", ".join(_first(f"left(p.customer_{name}, {length})", name) for name, length in TEXTS.items())
    stage.execute(
        f"""CREATE OR REPLACE TEMP TABLE described AS
        SELECT e.entity, {_first("p.name", "name")}, {_first("p.name_key", "name_key")}, {_first("p.ext", "ext")},
            {_first("p.tax", "tax")}, {_first("p.country", "country")}, {_first("p.kind", "kind")}, {texts},
            {_first("p.customer_employees", "employees")},
            {_first("CASE WHEN p.customer_annual_revenue IS NOT NULL THEN x.code END", "revenue_currency")},
            {
            _first(
                "half_even(p.customer_annual_revenue::HUGEINT, (10 ** (6 - x.places))::HUGEINT)::BIGINT",
                "annual_revenue",
            )
        },
            {
            _first(
                "CASE WHEN p.customer_founded_year BETWEEN 1000 AND 2199 THEN p.customer_founded_year END",
                "founded_year",
            )
        },
            {_first("o.value", "owner_id")}, {_first("p.lost_country", "lost_country")},
            {_first("CASE WHEN o.value IS NULL THEN o.raw END", "lost_owner")},
            bool_or(p.is_human) AS is_human
        FROM parties p JOIN entities e USING (party)
        LEFT JOIN read_owner o ON o.raw = p.customer_owner
        LEFT JOIN read_currency y ON y.raw = p.customer_revenue_currency
        JOIN exponents x ON x.code = coalesce(y.value, ?)
        GROUP BY e.entity""",
        [terms.currency],
    )


def _first(value: str, name: str) -> str:
    # Leaves out what is NULL, as a FILTER would in twice the time.
    return f"arg_min({value}, p.party) AS {name}"


def plan_parents(stage: Stage, terms: Terms) -> None:
    """Make `plan_parents(customer, parent)`: by external number, else by a name that is one customer's alone.

    What stands for no customer makes `lost_parents(text)`: a parent is not invented from a mere mention.
    """
    stage.execute(
        """CREATE OR REPLACE TEMP TABLE told_parents AS
        SELECT c.ref AS customer, c.entity, c.parent, ? || chr(31) || lower(c.parent) AS ext, n.value AS name_key
        FROM plan_customers c LEFT JOIN read_text n ON n.raw = c.parent
        WHERE c.parent IS NOT NULL AND c.failure IS NULL""",
        [terms.issuer],
    )
    stage.execute(
        """CREATE OR REPLACE TEMP TABLE found_parents AS
        SELECT customer, any_value(text) AS text, arg_min(parent, surety) AS parent FROM (
            SELECT t.customer, t.parent AS text, c.ref AS parent, 0 AS surety FROM told_parents t
                JOIN keys k ON k.kind = 'external' AND k.value = t.ext
                JOIN entities e USING (party) JOIN plan_customers c ON c.entity = e.entity AND c.failure IS NULL
            UNION ALL SELECT t.customer, t.parent, c.ref, 1 FROM told_parents t
                JOIN plan_customers c ON c.name_key = t.name_key AND c.failure IS NULL
                QUALIFY count(*) OVER (PARTITION BY t.customer) = 1
            UNION ALL SELECT t.customer, t.parent, b.customer, 2 FROM told_parents t
                JOIN base_customers b ON b.name_key = t.name_key AND b.is_seen
                QUALIFY count(*) OVER (PARTITION BY t.customer) = 1
        ) WHERE parent <> customer GROUP BY customer"""
    )
    stage.execute(
        """CREATE OR REPLACE TABLE plan_parents AS
        SELECT row_number() OVER (ORDER BY customer) - 1 AS number, customer, parent FROM found_parents"""
    )
    stage.execute(
        "CREATE OR REPLACE TABLE lost_parents AS"
        " SELECT DISTINCT parent AS text FROM told_parents ANTI JOIN found_parents USING (customer)"
    )


def plan_balances(stage: Stage, terms: Terms) -> None:
    """Make `plan_balances`: what the file tells of earlier purchases, for customers that have no such figure yet."""
    stage.execute(
        f"""CREATE OR REPLACE TABLE plan_balances AS
        SELECT row_number() OVER (ORDER BY m.entity) - 1 AS number, c.ref AS customer, m.*, $day AS stated_on FROM (
            SELECT e.entity, {_first("p.balance_purchases", "purchases")}, {_first("p.balance_first_on", "first_on")},
                {_first("p.balance_last_on", "last_on")}, {_first("x.code", "currency")},
                {_first("half_even(p.balance_amount::HUGEINT, (10 ** (6 - x.places))::HUGEINT)::BIGINT", "amount")}
            FROM parties p JOIN entities e USING (party)
            LEFT JOIN read_currency y ON y.raw = p.customer_revenue_currency
            JOIN exponents x ON x.code = coalesce(y.value, $currency)
            GROUP BY e.entity
        ) m JOIN plan_customers c USING (entity) ANTI JOIN base_balances b ON b.customer = c.ref
        WHERE c.failure IS NULL AND coalesce(purchases, 0) + coalesce(amount, 0) <> 0""",
        {"currency": terms.currency, "day": terms.stated_on},
    )
