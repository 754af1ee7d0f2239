"""What hangs on customers and contacts: points, identifiers, addresses, affiliations, tags, sources, balances.

Each plan is numbered from 0 and leaves out what the base has already; references are as in `plan_customers`. Numbers go
along the indexes (by kind and by customer), because a chunk that is strewn over an index writes most of its pages.
"""
# ruff: noqa: S608 - the staging's own tables; what a file holds goes in as values, never as SQL

from klientela.exchange.imports.staging import readings
from klientela.exchange.imports.staging.opening import Stage, dictionary
from klientela.exchange.imports.terms import Terms

PLACE = ("region", "district", "locality", "street", "postcode")


def plan(stage: Stage, terms: Terms) -> None:
    """Make `plan_points`, `plan_identifiers`, `plan_addresses`, `plan_affiliations`, and those of tags and sources."""
    stage.execute(
        """CREATE OR REPLACE TEMP TABLE party_ref AS
        SELECT e.party, c.ref, c.entity FROM entities e JOIN plan_customers c USING (entity) WHERE c.failure IS NULL"""
    )
    stage.execute(
        """CREATE OR REPLACE TEMP TABLE human_ref AS
        SELECT o.row, o.entity, h.ref FROM contact_of o JOIN plan_contacts h USING (human) WHERE h.failure IS NULL"""
    )
    _points(stage)
    _identifiers(stage, terms)
    _addresses(stage)
    _affiliations(stage)
    _tags(stage)
    _sources(stage)


def _points(stage: Stage) -> None:
    """A contact cell in a row that names no human belongs to the customer."""
    stage.execute(
        """CREATE OR REPLACE TABLE plan_points AS
        WITH told_points AS (
            SELECT r.ref AS customer, NULL::BIGINT AS contact, c.kind, c.raw, c.value, c.party AS row, c.place
            FROM customer_reach c JOIN party_ref r USING (party)
            UNION ALL SELECT NULL, h.ref, c.kind, c.raw, c.value, c.row, c.place
            FROM contact_reach c JOIN human_ref h USING (row)
            UNION ALL SELECT r.ref, NULL, c.kind, c.raw, c.value, c.row, c.place + 1000
            FROM contact_reach c ANTI JOIN contact_of o ON o.row = c.row JOIN party_of p ON p.row = c.row
            JOIN party_ref r ON r.party = p.party),
        once AS (
            SELECT *, coalesce(nullif(value, ''), lower(raw)) AS same FROM told_points
            QUALIFY row_number() OVER (PARTITION BY customer, contact, kind, same ORDER BY row, place) = 1)
        SELECT row_number() OVER (ORDER BY kind, -coalesce(customer, contact), place, row) - 1 AS number,
            customer, contact, kind, raw, value,
            coalesce(customer, contact) < 0
                AND row_number() OVER (PARTITION BY customer, contact, kind ORDER BY row, place) = 1 AS is_primary, row
        FROM once o WHERE coalesce(customer, contact) < 0 OR NOT EXISTS (
            SELECT 1 FROM base_points b WHERE b.kind = o.kind AND (b.customer = o.customer OR b.contact = o.contact)
            AND coalesce(nullif(b.value, ''), lower(b.raw)) = o.same)"""
    )


def _identifiers(stage: Stage, terms: Terms) -> None:
    stage.execute(
        """CREATE OR REPLACE TABLE plan_identifiers AS
        WITH told_numbers AS (
            SELECT r.ref AS customer, NULL::BIGINT AS contact, 'external' AS scheme, $issuer AS issuer,
                left(p.ext, 100) AS raw, lower(left(p.ext, 100)) AS value, TRUE AS is_valid, p.party AS row
            FROM parties p JOIN party_ref r USING (party) WHERE p.ext IS NOT NULL
            UNION ALL SELECT r.ref, NULL, x.scheme, '', left(p.customer_tax_number, 100), x.value, x.is_valid, p.party
            FROM parties p JOIN party_ref r USING (party) JOIN read_tax x ON x.raw = p.customer_tax_number
            WHERE x.value IS NOT NULL
            UNION ALL SELECT r.ref, NULL, CASE x.scheme WHEN 'tax' THEN 'vat' ELSE x.scheme END, '',
                left(p.customer_vat_number, 100), x.value, x.is_valid, p.party
            FROM parties p JOIN party_ref r USING (party) JOIN read_tax x ON x.raw = p.customer_vat_number
            WHERE x.value IS NOT NULL
            UNION ALL SELECT r.ref, NULL, 'registration', '', left(p.customer_registration_number, 100),
                lower(left(p.customer_registration_number, 100)), TRUE, p.party
            FROM parties p JOIN party_ref r USING (party) WHERE p.customer_registration_number IS NOT NULL
            UNION ALL SELECT NULL, h.ref, 'external', $issuer, left(t.contact_external_id, 100),
                lower(left(t.contact_external_id, 100)), TRUE, t.row
            FROM told t JOIN human_ref h USING (row) WHERE t.contact_external_id IS NOT NULL)
        SELECT row_number() OVER (ORDER BY scheme, row, customer, value) - 1 AS number, * FROM (
            SELECT * FROM told_numbers n
            WHERE coalesce(customer, contact) < 0 OR NOT EXISTS (
                SELECT 1 FROM base_identifiers b WHERE b.scheme = n.scheme AND b.issuer = n.issuer AND b.value = n.value
                AND (b.customer = n.customer OR b.contact = n.contact))
            QUALIFY row_number() OVER (PARTITION BY customer, contact, scheme, issuer, value ORDER BY row) = 1)""",
        {"issuer": terms.issuer},
    )


def _addresses(stage: Stage) -> None:
    told = " OR ".join(f"c.{column} IS NOT NULL" for column in ("country", *PLACE))
    stage.execute(
        f"""CREATE OR REPLACE TABLE plan_addresses AS
        SELECT row_number() OVER (ORDER BY -c.ref) - 1 AS number, c.ref AS customer, c.entity AS row, c.country,
            {", ".join(f"c.{column}" for column in PLACE)}
        FROM plan_customers c ANTI JOIN base_addresses b ON b.customer = c.ref
        WHERE c.failure IS NULL AND ({told})"""
    )


def _affiliations(stage: Stage) -> None:
    stage.execute(
        """CREATE OR REPLACE TABLE plan_affiliations AS
        SELECT row_number() OVER (ORDER BY row) - 1 AS number, * FROM (
            SELECT c.ref AS customer, h.ref AS contact, m.position, m.role, h.row
            FROM human_ref h JOIN contact_of o USING (row) JOIN plan_contacts m USING (human)
            JOIN plan_customers c ON c.entity = h.entity JOIN humans w ON w.row = h.row
            WHERE c.failure IS NULL AND NOT w.is_himself AND NOT EXISTS (
                SELECT 1 FROM base_contacts b WHERE b.customer = c.ref AND b.contact = h.ref)
            QUALIFY row_number() OVER (PARTITION BY c.ref, h.ref ORDER BY h.row) = 1)"""
    )


def _tags(stage: Stage) -> None:
    stage.execute(
        r"""CREATE OR REPLACE TEMP TABLE told_tags AS
        SELECT DISTINCT ref, left(filled(tag), 60) AS tag, min(party) AS row FROM (
            SELECT r.ref, p.party, unnest(regexp_split_to_array(p.customer_tags, '[;,|\n]')) AS tag
            FROM parties p JOIN party_ref r USING (party) WHERE p.customer_tags IS NOT NULL)
        WHERE filled(tag) IS NOT NULL GROUP BY ALL"""
    )
    dictionary(stage, "read_tag", "SELECT tag FROM told_tags", readings.keys)
    stage.execute(
        """CREATE OR REPLACE TEMP TABLE wanted_tags AS
        SELECT n.* FROM (
            SELECT t.ref AS customer, k.value AS key, min(t.tag) AS tag, min(t.row) AS row
            FROM told_tags t JOIN read_tag k ON k.raw = t.tag WHERE k.value IS NOT NULL GROUP BY ALL) n
        WHERE NOT EXISTS (SELECT 1 FROM base_tags b WHERE b.customer = n.customer AND b.tag = n.key)"""
    )
    _name_small_things(
        stage, "plan_tags", "SELECT key, min(tag) AS name, min(row) AS row FROM wanted_tags GROUP BY key"
    )
    stage.execute(
        """CREATE OR REPLACE TABLE plan_customer_tags AS
        SELECT row_number() OVER (ORDER BY w.row, w.key) - 1 AS number, w.customer,
            coalesce(b.id, -t.number - 1) AS tag_ref
        FROM wanted_tags w LEFT JOIN plan_tags t USING (key)
        LEFT JOIN base_small b ON b.kind = 'tag' AND b.key = w.key"""
    )


def _sources(stage: Stage) -> None:
    wanted = """SELECT source AS key, source AS name, min(entity) AS row FROM plan_customers
        WHERE is_new AND source IS NOT NULL"""
    _name_small_things(stage, "plan_sources", f"{wanted} GROUP BY source")
    stage.execute(
        """CREATE OR REPLACE TABLE plan_source_of AS
        SELECT c.entity, coalesce(b.id, -s.number - 1) AS source_ref FROM plan_customers c
        LEFT JOIN plan_sources s ON s.key = c.source LEFT JOIN base_small b ON b.kind = 'source' AND b.key = c.source
        WHERE c.is_new AND c.source IS NOT NULL"""
    )


def _name_small_things(stage: Stage, table: str, wanted: str) -> None:
    """Number what the base does not have yet."""
    kind = {"plan_tags": "tag", "plan_sources": "source"}[table]
    stage.execute(
        f"""CREATE OR REPLACE TABLE {table} AS SELECT row_number() OVER (ORDER BY row, key) - 1 AS number, w.*
        FROM ({wanted}) w WHERE key NOT IN (SELECT key FROM base_small WHERE kind = '{kind}')"""
    )
