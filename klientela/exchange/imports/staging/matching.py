"""Which customers of the base the entities are: `matches(entity, customer, key, is_seen)`.

The base's keys lie in `base_keys(customer, kind, value)`, put there by `base.read`. A weak key counts only when exactly
one customer of the base has it and neither side contradicts the other by an external number of the same system, by a
tax number or by the day of birth.
"""
# ruff: noqa: S608 - the staging's own tables; what a file holds goes in as values, never as SQL

from klientela.exchange.imports.staging.keys import KINDS, STRONG
from klientela.exchange.imports.staging.opening import Stage


def match_with_base(stage: Stage) -> None:
    """Make `matches`, and join those entities that turn out to be the same customer."""
    stage.execute(
        "CREATE OR REPLACE TEMP TABLE matches"
        " (entity BIGINT PRIMARY KEY, customer BIGINT, key VARCHAR, is_seen BOOLEAN)"
    )
    both = "SELECT DISTINCT kind FROM keys INTERSECT SELECT DISTINCT kind FROM base_keys"
    known = {kind for (kind,) in stage.execute(both).fetchall()}
    for kind in KINDS:
        if kind in known:
            _match(stage, kind)
    _match_bare_names(stage)
    # Two entities of the file that are one customer of the base are one entity: the earlier one.
    stage.execute(
        """UPDATE entities SET entity = same.first FROM (
            SELECT entity, min(entity) OVER (PARTITION BY customer) AS first FROM matches
        ) same WHERE same.entity = entities.entity AND same.first <> same.entity"""
    )
    stage.execute("DELETE FROM matches WHERE entity NOT IN (SELECT entity FROM entities)")


def _match(stage: Stage, kind: str) -> None:
    strong = kind in STRONG
    alike = "AND (a.words IS NULL OR b.words IS NULL OR list_has_any(a.words, b.words))"
    stage.execute(
        f"""INSERT INTO matches
        WITH wanted AS (
            SELECT DISTINCT e.entity, k.value FROM keys k JOIN entities e USING (party)
            WHERE k.kind = $kind AND e.entity NOT IN (SELECT entity FROM matches)),
        known AS (
            SELECT value, min(customer) AS customer FROM base_keys WHERE kind = $kind
            GROUP BY value HAVING {"TRUE" if strong else "count(DISTINCT customer) = 1"}),
        found AS (SELECT w.entity, known.customer FROM wanted w JOIN known USING (value) {_of_one_alone(kind)})
        SELECT f.entity, min(f.customer), $kind, any_value(c.is_seen) FROM found f
        JOIN base_customers c ON c.customer = f.customer
        LEFT JOIN names a ON a.party = f.entity LEFT JOIN base_words b ON b.customer = f.customer
        WHERE {"TRUE" if strong else _no_contradiction(kind)} {alike if kind in {"email", "phone"} else ""}
        GROUP BY f.entity HAVING count(DISTINCT f.customer) = 1 OR {strong}""",
        {"kind": kind},
    )


def _of_one_alone(kind: str) -> str:
    # "ООО Ромашка" and "АО Ромашка" in the file are not both the one "Ромашка" of the base.
    several = """SELECT k.value FROM keys k JOIN entities e USING (party) WHERE k.kind = 'bare'
        GROUP BY k.value HAVING count(DISTINCT e.entity) > 1"""
    return f"WHERE value NOT IN ({several})" if kind == "bare" else ""


def _no_contradiction(kind: str) -> str:
    # Numbers of different systems say nothing about each other: only the issuer before chr(31) makes them comparable.
    forms = "OR k.kind = 'form'" if kind == "bare" else ""
    # From the pairs that were found on: asked pair by pair, each key of the file was compared with each of the base.
    return f"""(f.entity, f.customer) NOT IN (
        SELECT p.entity, p.customer FROM found p JOIN entities e ON e.entity = p.entity JOIN keys k USING (party)
        JOIN base_keys o ON o.customer = p.customer AND o.kind = k.kind
        WHERE k.value <> o.value AND (k.kind IN ('tax', 'birth') {forms} OR (k.kind = 'external'
            AND split_part(k.value, chr(31), 1) = split_part(o.value, chr(31), 1))))"""


def _match_bare_names(stage: Stage) -> None:
    """A file that knows no places (orders by name, contacts by name) means the one customer of that name."""
    stage.execute(
        """INSERT INTO matches
        WITH bare AS (
            SELECT e.entity, min(p.name_key) AS name_key, min(p.birth_on) AS birth_on
            FROM parties p JOIN entities e USING (party)
            GROUP BY e.entity
            HAVING count(p.place_key) = 0 AND count(p.country) = 0 AND count(p.ext) = 0 AND count(p.tax) = 0
                AND count(DISTINCT p.name_key) = 1),
        known AS (
            SELECT name_key, min(customer) AS customer, min(birth_on) AS birth_on FROM base_customers
            GROUP BY name_key HAVING count(*) = 1)
        SELECT bare.entity, known.customer, 'name', c.is_seen FROM bare JOIN known USING (name_key)
        JOIN base_customers c ON c.customer = known.customer
        WHERE bare.entity NOT IN (SELECT entity FROM matches)
            AND coalesce(bare.birth_on <> known.birth_on, FALSE) = FALSE"""
    )
