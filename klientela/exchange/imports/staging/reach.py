"""Splits cells that hold several phones or e-mails, and reads each distinct one: `customer_reach`, `contact_reach`."""
# ruff: noqa: S608 - the staging's own tables; what a file holds goes in as values, never as SQL

from klientela.exchange.hygiene.normalise.pieces import BETWEEN
from klientela.exchange.imports.staging import readings
from klientela.exchange.imports.staging.opening import Stage, dictionary
from klientela.exchange.imports.terms import Terms

# A space parts e-mails and sites too, which have none inside.
SPLIT = {"phone": BETWEEN.pattern, "email": r"(?:[;,|\s]|:::)+", "site": r"(?:[;,|\s]|:::)+"}


def split(stage: Stage, terms: Terms) -> None:
    """Make `customer_reach(party, kind, place, raw, value)` and `contact_reach(row, kind, place, raw, value)`.

    `value` is the normalised form, empty when nothing could be made of what was written; the text is kept as `raw`.
    """
    _spread(stage, "customer_reach", "parties", "party", "customer", ("phone", "email", "site"))
    _spread(stage, "contact_reach", "rows", "row", "contact", ("phone", "email"))
    spread = "SELECT raw FROM {table} WHERE kind = '{kind}'"
    readers = {
        "phone": lambda texts: readings.phones(texts, terms.country),
        "email": readings.emails,
        "site": readings.sites,
    }
    for kind, reader in readers.items():
        both = " UNION ALL ".join(
            spread.format(table=table, kind=kind) for table in ("customer_reach", "contact_reach")
        )
        dictionary(stage, f"read_{kind}", both, reader)
    for table in ("customer_reach", "contact_reach"):
        _with_values(stage, table, tuple(readers))


def _spread(stage: Stage, table: str, source: str, key: str, part: str, kinds: tuple[str, ...]) -> None:
    queries = [
        f"SELECT {key}, '{kind}' AS kind, regexp_split_to_array({part}_{kind}, '{SPLIT[kind]}') AS pieces"
        f" FROM {source} WHERE {part}_{kind} IS NOT NULL"
        for kind in kinds
    ]
    stage.execute(
        f"""CREATE OR REPLACE TEMP TABLE {table} AS
        SELECT {key}, kind, place, left(filled(piece), 255) AS raw FROM (
            SELECT {key}, kind, unnest(pieces) AS piece, generate_subscripts(pieces, 1) AS place
            FROM ({" UNION ALL ".join(queries)})
        ) WHERE filled(piece) IS NOT NULL"""
    )


def _with_values(stage: Stage, table: str, kinds: tuple[str, ...]) -> None:
    values = " UNION ALL ".join(f"SELECT '{kind}' AS kind, raw, value FROM read_{kind}" for kind in kinds)
    stage.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT t.*, coalesce(v.value, '') AS value"
        f" FROM {table} t LEFT JOIN ({values}) v ON v.kind = t.kind AND v.raw = t.raw"
    )
