"""The sets on which is measured, as Parquet: order lines, and the summary of customers that fits begin with."""

from datetime import date
from pathlib import Path

import duckdb

from klientela.measures.tables.purchases import purchases

# A million customers whose buying has levels of its own, some of whom leave: about twelve orders each.
MILLION = """
    SELECT setseed(0.42);
    CREATE TABLE people AS SELECT i AS customer_id, CAST(1 + floor(-ln(1 - random()) * 11.5) AS INT) AS orders,
        random() * 730 AS first, random() AS leaves, 3 + 0.8 * (random() + random() + random() - 1.5) * 2 AS level
        FROM range(1000000) t(i);
    CREATE TABLE lines AS SELECT customer_id,
        DATE '2022-01-01' + CAST(floor(first + random() * (CASE WHEN leaves < 0.5 THEN leaves * 2 ELSE 1 END)
            * (1095 - first)) AS INT) AS ordered_on,
        round(exp(level + 0.5 * (random() + random() + random() - 1.5) * 2), 2) AS amount
        FROM people, range(orders)"""
SETS = {
    # What was got for nothing counts as a purchase in the published figures: a cent.
    "cdnow": """CREATE TABLE lines AS SELECT customer_id, date AS ordered_on, greatest(value, 0.01) AS amount
        FROM read_parquet('{data}/cdnow/cdnow_sample.parquet')""",
    "retail": """CREATE TABLE lines AS SELECT customer_id, CAST(invoice_date AS DATE) AS ordered_on,
        quantity * price AS amount FROM read_parquet('{data}/online_retail_ii/online_retail_ii.parquet')
        WHERE customer_id IS NOT NULL AND quantity > 0 AND price > 0""",
    "million": MILLION,
}


def write_set(name: str, data: Path, directory: Path) -> dict[str, Path]:
    """Return the files `orders` and `summary` of a set, written when they are not there."""
    files = {kind: directory / f"{name}-{kind}.parquet" for kind in ("orders", "summary")}
    if all(file.exists() for file in files.values()):
        return files
    connection = duckdb.connect(config={"threads": 1})
    for statement in SETS[name].format(data=data).split(";"):
        connection.execute(statement)
    connection.execute(f"COPY lines TO '{files['orders']}' (FORMAT parquet)")
    summary = purchases(connection.table("lines"), as_of=_last_day(connection), unit="week")
    summary.write_parquet(str(files["summary"]))
    return files


def _last_day(connection: duckdb.DuckDBPyConnection) -> date:
    found: tuple[date] = connection.execute("SELECT max(ordered_on) FROM lines").fetchall()[0]
    return found[0]
