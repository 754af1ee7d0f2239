"""Matches each credit note to the line it takes back: `credited(number, line, "order", …)`.

The rule (settled): the newest earlier line of the same customer, product and currency that has enough left, taken
whole. Earlier is by day, then by row of the file. What finds no line is kept as a credit note without an order, and
listed. Only customers and products with a credit note are walked through, one pair in one currency at a time: ten
euros are no part of a line in złoty.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from klientela.exchange.imports.staging.opening import Stage, put

Event = tuple[int, int, str, bool, int, int]


def match(stage: Stage) -> None:
    """Make `credited`; a line is named by -(number + 1) when the file brings it, else by its id."""
    events = stage.execute(
        """WITH pairs AS (
            SELECT DISTINCT customer, product, currency FROM plan_credits
            WHERE customer IS NOT NULL AND product IS NOT NULL)
        SELECT customer, product, currency, is_credit, name, quantity FROM (
            SELECT l.customer, l.product, o.currency, FALSE AS is_credit, -l.number - 1 AS name, l.quantity, l.day,
                l.row FROM plan_lines l JOIN plan_orders o ON o.ref = l."order" WHERE l.quantity > 0 AND l.amount > 0
            UNION ALL SELECT customer, product, currency, FALSE, line, "left", day::DATE, 0 FROM base_lines
            UNION ALL SELECT customer, product, currency, TRUE, number, quantity, day, row FROM plan_credits)
        SEMI JOIN pairs USING (customer, product, currency)
        ORDER BY customer, product, currency, day, row, is_credit, name"""
    ).fetchall()
    found = list(matches(events))
    numbers, lines = [number for number, _ in found], [line for _, line in found]
    put(stage, "matched_lines", {"number": (numbers, "int64"), "line": (lines, "int64")})
    stage.execute(
        """CREATE OR REPLACE TABLE credited AS
        SELECT m.number, m.line, coalesce(l."order", b."order") AS "order", c.amount,
            coalesce(l.kind, b.kind) = 'sale' AS is_of_sale
        FROM matched_lines m JOIN plan_credits c USING (number)
        LEFT JOIN plan_lines l ON l.number = -m.line - 1 LEFT JOIN base_lines b ON b.line = m.line"""
    )


def matches(events: Iterable[Event]) -> Iterator[tuple[int, int]]:
    """Yield (credit note, line) for what finds its line.

    `events` are (customer, product, currency, is it a credit note, its name, quantity > 0), each group in the order in
    which it happened.
    """
    for _, group in groupby(events, key=itemgetter(0, 1, 2)):
        yield from _match_pair(group)


def _match_pair(events: Iterable[Event]) -> Iterator[tuple[int, int]]:
    lines: list[list[int]] = []
    for _, _, _, is_credit, name, quantity in events:
        if not is_credit:
            lines.append([name, quantity])
            continue
        line = next((each for each in reversed(lines) if each[1] >= quantity), None)
        if line is not None:
            line[1] -= quantity
            yield name, line[0]
