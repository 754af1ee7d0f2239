"""Who the rows speak of: `parties` holds each different description of a customer once, `party_of` who a row is about.

In a file of order lines the same number stands in a thousand rows; matching looks at it once. A row about nobody
(a sale without a customer) has no party.
"""
# ruff: noqa: S608 - the staging's own tables; what a file holds goes in as values, never as SQL

from klientela.exchange.imports.staging import readings
from klientela.exchange.imports.staging.opening import Stage, dictionary, put
from klientela.exchange.imports.targets import TARGETS
from klientela.exchange.imports.terms import Terms

REFERENCES = (
    "contact.customer_external_id",
    "contact.customer_name",
    "order.customer_external_id",
    "order.customer_name",
    "order.customer_country",
)
HUMAN = "coalesce(contact_name, filled(concat_ws(' ', contact_first_name, contact_patronymic, contact_last_name)))"

NAME = "coalesce(t.customer_name, t.contact_customer_name, t.order_customer_name, t.himself)"
# Two humans of one name are two customers when their day of birth or what they are reached by says otherwise.
OWN = (
    "CASE WHEN himself IS NOT NULL THEN"
    " concat_ws(chr(31), contact_external_id, contact_phone, contact_email, contact_birth_on) END"
)


def describe(stage: Stage, terms: Terms, told: list[str], nothing: str) -> None:
    """Make `party_of(row, party)` and `parties`; a party is known by the first row that describes it so.

    `told` are the columns in which the file tells about customers, `nothing` the condition that a row tells nothing.
    """
    partition = ", ".join([*told, "himself", OWN])
    stage.execute(
        f"""CREATE OR REPLACE TEMP TABLE party_of AS SELECT row,
            CASE WHEN NOT ({nothing}) OR himself IS NOT NULL
            THEN min(row) OVER (PARTITION BY {partition}) END AS party FROM told"""
    )
    _read_keys(stage, terms)
    _list_parties(stage)


def _read_keys(stage: Stage, terms: Terms) -> None:
    names = (
        f"SELECT {NAME} FROM told t UNION ALL SELECT customer_locality FROM told"
        " UNION ALL SELECT customer_parent FROM told"
    )
    dictionary(stage, "read_text", names, readings.keys)
    dictionary(
        stage, "read_country", "SELECT coalesce(customer_country, order_customer_country) FROM told", readings.countries
    )
    dictionary(stage, "read_kind", "SELECT customer_kind FROM told", readings.kinds)
    dictionary(stage, "guessed_kind", f"SELECT {NAME} FROM told t", readings.guessed_kinds)
    found = stage.execute(
        """SELECT customer_tax_number FROM told WHERE customer_tax_number IS NOT NULL
        UNION SELECT customer_vat_number FROM told WHERE customer_vat_number IS NOT NULL"""
    ).fetchall()
    taxes = readings.tax_numbers([text for (text,) in found], terms.country)
    kinds = {"value": "string", "scheme": "string", "is_valid": "bool_", "tells": "bool_"}
    read = {column: (values, kinds[column]) for column, values in taxes.items()}
    put(stage, "read_tax", {"raw": ([text for (text,) in found], "string"), **read})


def _list_parties(stage: Stage) -> None:
    columns = ", ".join(
        f"t.{target.column}"
        for target in TARGETS
        if target.key.startswith("customer.")
        and target.key not in {"customer.name", "customer.country", "customer.kind"}
    )
    stage.execute(
        f"""CREATE OR REPLACE TEMP TABLE parties AS
        SELECT t.row AS party, {columns},
            left(coalesce(t.customer_external_id, t.contact_customer_external_id, t.order_customer_external_id), 100)
                AS ext,
            left({NAME}, 255) AS name,
            n.value AS name_key, l.value AS place_key, c.value AS country,
            CASE WHEN c.value IS NULL THEN c.raw END AS lost_country,
            CASE WHEN x.tells THEN x.value WHEN v.tells THEN v.value END AS tax, t.himself IS NOT NULL AS is_human,
            CASE WHEN t.himself IS NOT NULL THEN t.contact_birth_on END AS birth_on,
            coalesce(k.value, CASE WHEN t.himself IS NOT NULL THEN 'person' ELSE g.value END) AS kind
        FROM told t JOIN party_of p ON p.row = t.row AND p.party = t.row
        LEFT JOIN read_text n ON n.raw = {NAME}
        LEFT JOIN read_text l ON l.raw = t.customer_locality
        LEFT JOIN read_country c ON c.raw = coalesce(t.customer_country, t.order_customer_country)
        LEFT JOIN read_tax x ON x.raw = t.customer_tax_number
        LEFT JOIN read_tax v ON v.raw = t.customer_vat_number
        LEFT JOIN guessed_kind g ON g.raw = {NAME}
        LEFT JOIN read_kind k ON k.raw = t.customer_kind
        ORDER BY t.row"""
    )
