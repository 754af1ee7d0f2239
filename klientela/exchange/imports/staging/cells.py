"""First tables: `cells` (text by target) and `rows` (values by target), one row per row of the file."""
# ruff: noqa: S608 - the staging's own tables; what a file holds goes in as values, never as SQL

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from klientela.exchange.imports.staging import readings
from klientela.exchange.imports.staging.opening import Stage, dictionary
from klientela.exchange.imports.targets import BY_KEY, TARGETS, Target
from klientela.exchange.imports.terms import Terms

TYPES = {"text": "VARCHAR", "list": "VARCHAR", "whole": "BIGINT", "day": "DATE", "decimal": "BIGINT"}
ARROW = {"whole": "int64", "day": "date32", "decimal": "int64"}


def gather(stage: Stage, parquet: Path, terms: Terms) -> None:
    """Make `cells`: for each mapped target one column of trimmed text, null where the file says nothing."""
    positions: dict[str, list[int]] = {}
    for position, key in sorted(terms.mapping.items()):
        positions.setdefault(key, []).append(position)
    path = str(parquet).replace("'", "''")
    stage.execute(f"CREATE OR REPLACE TEMP VIEW source AS SELECT * FROM read_parquet('{path}')")
    parts = ["row", "surplus", *(_cell(BY_KEY[key], each) for key, each in positions.items())]
    stage.execute(f"CREATE OR REPLACE TEMP VIEW cells AS SELECT {', '.join(parts)} FROM source")


def _cell(target: Target, positions: Sequence[int]) -> str:
    cells = ", ".join(f"filled(c{position})" for position in positions)
    if target.reading == "list":
        return f"filled(concat_ws(chr(10), {cells})) AS {target.column}"
    return f"coalesce({cells}) AS {target.column}"


def read(stage: Stage, terms: Terms, fault: str) -> None:
    """Make `rows`: every target as a typed column, null where the file has none or where nothing could be read.

    `fault` is the expression that says what is wrong with a row (see `failures`).
    """
    mapped = {BY_KEY[key] for key in terms.mapping.values()}
    joins = []
    for target in sorted(mapped, key=lambda each: each.key):
        if target.reading in ARROW:
            source = f"SELECT {target.column} FROM cells"
            reader = _reader(target, terms)
            dictionary(stage, f"read_{target.column}", source, reader, ARROW[target.reading])
            joins.append(f"LEFT JOIN read_{target.column} ON read_{target.column}.raw = cells.{target.column}")
    columns = ", ".join(_column(target, mapped) for target in TARGETS)
    stage.execute(
        f"""CREATE OR REPLACE TEMP TABLE rows AS
        SELECT cells.row, {fault} AS fault, {columns} FROM cells {" ".join(joins)}"""
    )


def _column(target: Target, mapped: set[Target]) -> str:
    if target not in mapped:
        return f"NULL::{TYPES[target.reading]} AS {target.column}"
    source = f"read_{target.column}.value" if target.reading in ARROW else f"cells.{target.column}"
    return f"{source} AS {target.column}"


def _reader(target: Target, terms: Terms) -> Callable[[list[str]], Sequence[Any]]:
    position = terms.position_of(target.key)
    if target.reading == "day":
        return lambda texts: readings.days(texts, terms.date_orders.get(position or 0))
    mark = terms.decimal_marks.get(position or 0)
    if target.reading == "whole":
        return lambda texts: readings.wholes(texts, mark)
    return lambda texts: readings.decimals(texts, mark)


def unread(stage: Stage, terms: Terms) -> dict[str, dict[str, Any]]:
    """Return, by target, how many cells held something that could not be read, with up to three of them."""
    found = {}
    for key in sorted(set(terms.mapping.values())):
        target = BY_KEY[key]
        if target.reading not in ARROW:
            continue
        column = target.column
        rows = stage.execute(
            f"SELECT {column}, count(*) FROM cells JOIN read_{column} ON raw = {column} WHERE value IS NULL"
            " GROUP BY 1 ORDER BY 2 DESC, 1"
        ).fetchall()
        if rows:
            found[key] = {"cells": sum(times for _, times in rows), "samples": [text for text, _ in rows[:3]]}
    return found
