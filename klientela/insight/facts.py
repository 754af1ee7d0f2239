"""Facts as Arrow tables, read past the ORM by ADBC: what computing over the whole base begins with.

ADBC guesses SQLite's types from the first rows and dies on late ones, therefore every column is typed and never null:
days are integers since 1970, moments microseconds since 1970 in UTC, unknown is `UNKNOWN`. It sees what is committed.

Never call this in a process that has the same SQLite file open through Django: ADBC brings a SQLite of its own, and
closing a file in one drops the locks of the other (POSIX locks belong to the process). `klientela.insight.whole_base`
therefore reads in a process of its own.
"""

# ruff: noqa: S608 - what is put together here are names of ours, never words of anybody else

from typing import Any

from klientela.core.frameless import frameless

# Stands for null; no day, moment or amount comes near it.
UNKNOWN = -(2**62)
TEXTS = frozenset({"kind", "industry", "marker", "why", "by"})


def source_of(vendor: str, settings: dict[str, Any]) -> str:
    """Return where Django's database can be read by ADBC: a URI of the SQLite file or of the PostgreSQL server."""
    if vendor == "sqlite":
        return f"file:{settings['NAME']}?mode=ro"
    from urllib.parse import quote, urlencode  # noqa: PLC0415 - only a server needs it

    person = f"{quote(settings['USER'])}:{quote(settings['PASSWORD'])}@" if settings["USER"] else ""
    place = {"host": settings["HOST"], "port": settings["PORT"]}
    place = {key: value for key, value in place.items() if value} | dict(settings.get("OPTIONS", {}))
    return f"postgresql://{person}/{quote(settings['NAME'])}?{urlencode(place)}"


def facts_as_arrow(source: str) -> dict[str, Any]:
    """Return every table of facts by name, as Arrow tables of one moment; `source` comes from `source_of`.

    customers(customer, kind, industry) · purchases(customer, number, day, net) · openings(customer, stated, purchases,
    inquiries, first, last, amount) · interactions(customer, moment, is_out, is_meeting), contacts only ·
    inquiries(customer, moment) · consents(customer, human, is_given, moment), for mailings ·
    refusals(customer, moment) · overrides(customer, key, marker, why, by, moment, lifted).
    Amounts are minor units of the home currency.
    """
    is_file = source.startswith("file:")
    statements = _statements(_in_sqlite if is_file else _in_postgresql)
    with _connect(source, is_file) as connection, connection.cursor() as cursor:
        return {name: _typed(cursor.execute(statement).fetch_arrow_table()) for name, statement in statements.items()}


def _typed(table: Any) -> Any:
    """Return the table with text as text: of no rows at all ADBC makes numbers."""
    import pyarrow  # noqa: PLC0415 - see `_connect`

    types = {name: pyarrow.string() if name in TEXTS else pyarrow.int64() for name in table.column_names}
    return table.cast(pyarrow.schema(types.items()))


def _connect(source: str, is_file: bool) -> Any:
    # Imported here: the web process reads this module for `UNKNOWN` alone.
    if is_file:
        with frameless():
            import adbc_driver_sqlite.dbapi as sqlite  # noqa: PLC0415

        return sqlite.connect(source)
    with frameless():
        import adbc_driver_postgresql.dbapi as postgresql  # noqa: PLC0415

    return postgresql.connect(source)


def _in_sqlite(column: str, kind: str) -> str:
    if kind == "day":
        return f"unixepoch({column}) / 86400"
    # Django writes "2024-01-05 10:00:00" and adds ".123456" only where there is a fraction.
    return f"unixepoch(substr({column}, 1, 19)) * 1000000 + CAST(substr({column} || '.000000', 21, 6) AS INTEGER)"


def _in_postgresql(column: str, kind: str) -> str:
    if kind == "day":
        return f"({column} - DATE '1970-01-01')::bigint"
    return f"(EXTRACT(EPOCH FROM {column}) * 1000000)::bigint"


def _statements(as_number: Any) -> dict[str, str]:
    def number(column: str, kind: str) -> str:
        return f"COALESCE({as_number(column, kind)}, {UNKNOWN})"

    return {
        "customers": "SELECT id AS customer, kind, industry FROM customers_customer",
        "purchases": f"""
            SELECT customer_id AS customer, id AS number, {number("ordered_on", "day")} AS day,
                   COALESCE(home_net, {UNKNOWN}) AS net
            FROM sales_order WHERE is_purchase AND customer_id IS NOT NULL""",
        "openings": f"""
            SELECT customer_id AS customer, {number("stated_on", "day")} AS stated, purchases, inquiries,
                   {number("first_on", "day")} AS first, {number("last_on", "day")} AS last,
                   COALESCE(home_amount, {UNKNOWN}) AS amount
            FROM sales_openingbalance""",
        "interactions": f"""
            SELECT customer_id AS customer, {number("started_at", "moment")} AS moment,
                   CASE WHEN {OUTGOING} THEN 1 ELSE 0 END AS is_out,
                   CASE WHEN {MEETING} THEN 1 ELSE 0 END AS is_meeting
            FROM customers_interaction WHERE {CONTACT}""",
        "inquiries": f"""
            SELECT customer_id AS customer, {number("received_at", "moment")} AS moment FROM customers_inquiry""",
        "consents": f"""
            SELECT customer_id AS customer, COALESCE(contact_id, 0) AS human,
                   CASE WHEN is_given THEN 1 ELSE 0 END AS is_given, {number("at", "moment")} AS moment
            FROM customers_consent WHERE channel = 'mailing'""",
        "refusals": f"SELECT customer_id AS customer, {number('at', 'moment')} AS moment FROM customers_refusal",
        "overrides": f"""
            SELECT o.customer_id AS customer, o.id AS key, o.marker, o.reason AS why, COALESCE(u.name, '') AS by,
                   {number("o.at", "moment")} AS moment, {number("o.lifted_at", "moment")} AS lifted
            FROM customers_markeroverride o LEFT JOIN accounts_user u ON u.id = o.author_id""",
    }


# What `klientela.insight.kinds` says of one interaction, said for all of them.
CONTACT = "kind <> 'note' AND outcome NOT IN ('no_answer', 'busy', 'wrong_number')"
OUTGOING = "(direction = 'out' OR (direction = '' AND kind IN ('meeting', 'presentation', 'consultation', 'visit')))"
MEETING = "(outcome = 'agreed' OR (kind IN ('meeting', 'presentation') AND outcome <> 'declined'))"
