"""Facts as Parquet files for notebooks and other machines, in a process of its own (see `klientela.insight.facts`).

Asked by a line of JSON on standard input: where the facts are, in which directory the files go, and how many places
the home currency has. Answers with the number of rows of each file. A file is there whole or not at all.
"""

# ruff: noqa: S608 - what is put together here are names of ours, never words of anybody else

import json
import sys
from pathlib import Path

from klientela.insight.facts import UNKNOWN, facts_as_arrow

DAY = "CAST(DATE '1970-01-01' + CAST(day AS INTEGER) AS DATE)"
# What `klientela.measures` asks for; an order of unknown worth has no amount, and names nobody.
FILES = {
    "orders": f"""SELECT customer AS customer_id, number AS order_id, {DAY} AS ordered_on,
        NULLIF(net, {UNKNOWN}) / 10.0 ** $places AS amount FROM purchases ORDER BY customer, day, number""",
    "customers": "SELECT customer AS customer_id, kind, industry FROM customers ORDER BY customer",
}


def write(source: str, directory: Path, places: int) -> dict[str, int]:
    """Write the files, beside their places first; returns rows by name."""
    import duckdb  # noqa: PLC0415 - belongs to this process only

    database = duckdb.connect()
    for name, table in facts_as_arrow(source).items():
        database.register(name, table)
    rows = {}
    for name, query in FILES.items():
        made = directory / f".{name}.parquet.part"
        chosen = query.replace("$places", str(int(places)))
        rows[name] = int(database.execute(f"COPY ({chosen}) TO '{_quoted(made)}' (FORMAT parquet)").fetchall()[0][0])
        made.replace(directory / f"{name}.parquet")
    return rows


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


if __name__ == "__main__":
    asked = json.loads(sys.stdin.readline())
    print(json.dumps(write(asked["source"], Path(asked["directory"]), asked["places"])))  # noqa: T201 - the answer
