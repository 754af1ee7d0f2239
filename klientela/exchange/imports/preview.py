"""What a person is shown before anything is written: counts, samples and reasons, all from the plan."""
# ruff: noqa: S608 - the staging's own tables; what a file holds goes in as values, never as SQL

from typing import Any

from klientela.exchange.imports.staging import cells, outcomes
from klientela.exchange.imports.staging.opening import Stage, count
from klientela.exchange.imports.targets import BY_KEY, LEFT_IN_THE_FILE
from klientela.exchange.imports.terms import Terms
from klientela.exchange.imports.writing.sizes import sizes

SAMPLES = 5
SAMPLE_FAILURES = 50
SAMPLE_TEXT = 200
# What is understood by a list and not by its form: target, column, and the table of what was understood.
UNDERSTOOD = (
    ("customer.country", "customer_country", "read_country"),
    ("order.customer_country", "order_customer_country", "read_country"),
    ("customer.owner", "customer_owner", "read_owner"),
)


def preview(stage: Stage, terms: Terms, mapping: dict[int, str]) -> dict[str, Any]:
    """Return the preview as plain values; `mapping` is the whole one, also what stays in the file."""
    return {
        "totals": outcomes.totals(stage),
        "counts": sizes(stage),
        "reasons": dict(
            stage.execute("SELECT code, count(*) FROM outcomes WHERE code IS NOT NULL GROUP BY code").fetchall()
        ),
        "samples": {outcome: _samples(stage, outcome) for outcome in outcomes.COUNTED},
        "unread": {**cells.unread(stage, terms), **_not_understood(stage, terms)},
        "filled": _filled(stage, terms),
        "lost_parents": [
            text for (text,) in stage.execute("SELECT text FROM lost_parents ORDER BY text LIMIT 20").fetchall()
        ],
        "left_in_file": sorted(LEFT_IN_THE_FILE & set(mapping.values())),
        "results": results(stage),
    }


def _not_understood(stage: Stage, terms: Terms) -> dict[str, dict[str, Any]]:
    """Return countries and owners that mean nothing to the base, as `cells.unread` does; their rows come in."""
    found = {}
    for key, column, dictionary in UNDERSTOOD:
        if terms.has(key):
            lost = stage.execute(
                f"SELECT {column}, count(*) FROM told JOIN {dictionary} d ON d.raw = {column} WHERE d.value IS NULL"
                " GROUP BY 1 ORDER BY 2 DESC, 1"
            ).fetchall()
            if lost:
                found[key] = {"cells": sum(times for _, times in lost), "samples": [text for text, _ in lost[:3]]}
    return found


def _samples(stage: Stage, outcome: str) -> list[dict[str, Any]]:
    """Return the first rows that end so, with their cells by position."""
    most = SAMPLE_FAILURES if outcome == "failed" else SAMPLES
    found = stage.execute(
        f"""SELECT o.row, o.code, s.* EXCLUDE (row, surplus) FROM outcomes o JOIN source s USING (row)
        WHERE o.outcome = ? ORDER BY o.row LIMIT {most}""",
        [outcome],
    ).fetchall()
    return [
        {"row": row, "code": code, "cells": [None if cell is None else cell[:SAMPLE_TEXT] for cell in texts]}
        for row, code, *texts in found
    ]


def _filled(stage: Stage, terms: Terms) -> dict[str, int]:
    """Return how many cells of each target the file fills, in the rows that do not fail."""
    targets = sorted(set(terms.mapping.values()))
    columns = [BY_KEY[target].column for target in targets]
    counts = ", ".join(f"count({column})" for column in columns) or "0"
    row = stage.execute(
        f"SELECT {counts} FROM cells ANTI JOIN (SELECT row FROM outcomes WHERE outcome = 'failed') USING (row)"
    ).fetchone()
    return dict(zip(targets, row or (), strict=False))


def results(stage: Stage) -> dict[str, int]:
    """Return the figures of the result; `lines_of_nobody` are sales without a customer, `sale_orders` orders of a
    customer with at least one line whose quantity and price are above zero, whatever it is for."""
    selling = "quantity > 0 AND price > 0 AND customer IS NOT NULL"
    return {
        "customers_named": count(stage, "SELECT count(*) FROM plan_customers WHERE failure IS NULL"),
        "customers_with_sales": count(stage, f"SELECT count(DISTINCT customer) FROM plan_lines WHERE {selling}"),
        "sale_orders": count(stage, f'SELECT count(DISTINCT "order") FROM plan_lines WHERE {selling}'),
        "lines_of_nobody": count(stage, "SELECT count(*) FROM plan_lines WHERE customer IS NULL")
        + count(stage, "SELECT count(*) FROM plan_credits WHERE customer IS NULL"),
        "credits_matched": count(stage, "SELECT count(*) FROM credited"),
        "credits_alone": count(stage, "SELECT count(*) FROM plan_credits ANTI JOIN credited USING (number)"),
    }
