"""Concludes at once for everybody with a plain history: the same as `klientela.insight.conclude`, said in SQL.

Plain is a history without a refusal, a withdrawn consent, an override or an opening balance: nearly all are. Its marker
only ever rises, at the first meeting, consent, inquiry and purchase and at the purchase that makes a regular. Whoever
has another history is concluded one by one. Tests hold the two together. Runs in the reading process of
`klientela.insight.whole_base`, on the tables of `klientela.insight.summing`.
"""

# ruff: noqa: S608 - what is put together here are names of ours and numbers, never words of anybody else

import json
from collections.abc import Iterator
from typing import Any

from klientela.insight.conclude import COLUMNS, Terms
from klientela.insight.reasons import NO_PURCHASE, NO_SCORING, SCORED, TOO_FEW, UNPRICED, reason
from klientela.measures import GRID, Cuts, EventKind
from klientela.measures.marker import GOLD, GREEN, PLATINUM, WHITE, YELLOW, YELLOW_GREEN

KEY = "customer_id"

# Which marker a fact lifts a plain history to; each is higher than the one before.
RISES = (
    (EventKind.MEETING, GREEN, "meeting", "marker.meeting", "agreed_on"),
    (EventKind.CONSENT, YELLOW, "consent", "marker.consent", "given_on"),
    (EventKind.INQUIRY, YELLOW_GREEN, "first_inquiry", "marker.inquiry", "asked_on"),
)

# The standings that a history went through, in their order: a fact counts when it lifts the marker.
STANDINGS = """
CREATE TABLE standings AS
    WITH rising AS (
        SELECT *, max(rank) OVER (PARTITION BY customer ORDER BY instant, kind, rank ROWS BETWEEN UNBOUNDED PRECEDING
                                  AND 1 PRECEDING) AS before
        FROM facts)
    SELECT customer, arg_max(marker, rank) AS marker, arg_max(day, rank) AS since, arg_max(why, rank) AS why,
           list('{"marker": "' || marker || '", "on": "' || day || '", "reason": ' || why || '}' ORDER BY rank)
               AS passed
    FROM rising WHERE before IS NULL OR rank > before GROUP BY customer
"""


def conclude_plain(database: Any, terms: Terms, *, is_sqlite: bool) -> None:
    """Make the table `concluded`: one row for each plain history, `KEY` and `COLUMNS`, as the base stores them."""
    run = database.execute
    # As written by the ORM: SQLite keeps moments as text.
    whole, exact = (f"strftime(make_timestamp(us), '%Y-%m-%d %H:%M:%S{rest}')" for rest in ("", ".%f"))
    zone = "" if is_sqlite else " || '+00'"
    run(f"CREATE MACRO moment(us) AS CASE WHEN us % 1000000 = 0 THEN {whole} ELSE {exact} END{zone}")
    run("CREATE MACRO on_day(number) AS CAST(DATE '1970-01-01' + CAST(number AS INTEGER) AS DATE)")
    run(f"CREATE MACRO day_at(us) AS CAST(timezone('{terms.zone}', make_timestamptz(us)) AS DATE)")
    run(f"CREATE MACRO beginning(number) AS epoch_us(timezone('{terms.zone}', CAST(on_day(number) AS TIMESTAMP)))")
    run("CREATE TABLE plain AS SELECT * FROM figures ANTI JOIN intricate USING (customer)")
    run(f"CREATE TABLE facts AS {' UNION ALL '.join(_facts(terms))}")
    run(STANDINGS)
    rows = [[kind, industry, *both] for (kind, industry), both in terms.alike.items()]
    run("CREATE TABLE alike (kind VARCHAR, industry VARCHAR, first_order BIGINT, second_order BIGINT)")
    if rows:
        database.executemany("INSERT INTO alike VALUES (?, ?, ?, ?)", rows)
    run(f"CREATE TABLE concluded AS {_conclusions(terms)}")


def _facts(terms: Terms) -> Iterator[str]:
    """Yield queries for what may lift a marker: customer, instant, kind, rank, marker, day and why."""
    for rank, (kind, marker, column, code, param) in enumerate(RISES, start=1):
        yield _fact(
            kind, rank, marker, column, f"day_at({column})", _reason(code, **{param: _text(f"day_at({column})")})
        )
    purchases = [("first", 4, GOLD), ("regular", 5, PLATINUM)] if terms.platinum > 1 else [("first", 5, PLATINUM)]
    for column, rank, marker in purchases:
        bought_on = _text(f"on_day({column})")
        one, many = (
            _reason("marker.purchase", bought_on=bought_on),
            _reason("marker.purchases", count=terms.platinum, bought_on=bought_on),
        )
        yield _fact(EventKind.PURCHASE, rank, marker, column, f"on_day({column})", many if marker == PLATINUM else one)


def _fact(kind: EventKind, rank: int, marker: str, column: str, day: str, why: str) -> str:
    # Of a purchase only the day is known: it stands at its beginning.
    instant = f"beginning({column})" if kind == EventKind.PURCHASE else column
    return (
        f"SELECT customer, {instant} AS instant, {int(kind)} AS kind, {rank} AS rank, '{marker}' AS marker,"
        f" CAST({day} AS VARCHAR) AS day, {why} AS why FROM plain WHERE {column} IS NOT NULL"
    )


def _text(expression: str) -> str:
    """Return what stands in a text of SQL for the value of an expression."""
    return f"' || {expression} || '"


def _reason(code: str, **params: Any) -> str:
    """Return the SQL of a reason as it is stored; parameters may be made by `_text`."""
    text = json.dumps(reason(code, **params), ensure_ascii=False)
    return f"'{text}'"


def _conclusions(terms: Terms) -> str:
    values = {KEY: "p.customer", **_sums(terms), **_scores(terms), **_rest()}
    columns = ", ".join(f"{values[column]} AS {column}" for column in (KEY, *COLUMNS))
    return f"""SELECT {columns}
        FROM plain p LEFT JOIN standings s USING (customer)
        LEFT JOIN alike i ON i.kind = p.kind AND i.industry = p.industry AND p.industry <> ''
        LEFT JOIN alike k ON k.kind = p.kind AND k.industry = ''
        ORDER BY p.customer"""


def _sums(terms: Terms) -> dict[str, str]:
    known = "CASE WHEN purchases = 0 OR unpriced < purchases THEN {} END"
    return {
        "scoring_id": f"CAST({'NULL' if terms.scoring is None else terms.scoring} AS BIGINT)",
        "first_purchase_on": "on_day(first)",
        "last_purchase_on": "on_day(last)",
        "purchases": "purchases",
        "total": known.format("total"),
        "unpriced": "unpriced",
        "year_total": known.format("year_total"),
        "last_year_total": "last_year_total",
        "usual_interval": 'p."interval"',
        # A half day is rounded up for the expected day.
        "next_order_on": 'on_day(last + floor(p."interval" + 0.5))',
        "overdue_from": 'on_day(last + floor(p."interval" + 0.5) + floor(p."interval") + 1)',
    }


def _scores(terms: Terms) -> dict[str, str]:
    bought = "purchases > 0 AND unpriced < purchases"
    if terms.scoring is None or not terms.cuts.get("recency"):
        scores = dict.fromkeys(("recency", "frequency", "monetary", "rfm"), "CAST(NULL AS INTEGER)") | {
            "rfm_group": "''"
        }
        why = _reason(NO_SCORING) if terms.scoring is None else _reason(TOO_FEW, customers=terms.bought)
    else:
        values = {"recency": f"last - {terms.as_of}", "frequency": "purchases", "monetary": "total"}
        single = {name: _score(value, terms.cuts[name]) for name, value in values.items()}
        scores = {name: f"CASE WHEN {bought} THEN {score} END" for name, score in single.items()}
        scores["rfm"] = f"CASE WHEN {bought} THEN {' + '.join(single.values())} END"
        scores["rfm_group"] = f"CASE WHEN {bought} THEN {_group(**single)} ELSE '' END"
        total = {"minor": "@total", "currency": terms.currency}
        why = _reason(SCORED, last_on=_text("on_day(last)"), count="@purchases", total=total)
        for name in ("total", "purchases"):
            why = why.replace(f'"@{name}"', _text(name))
    reasons = (
        f"CASE WHEN purchases = 0 THEN {_reason(NO_PURCHASE)} WHEN unpriced = purchases THEN {_reason(UNPRICED)}"
        f" ELSE {why} END"
    )
    return {**scores, "rfm_reason": reasons}


def _group(recency: str, frequency: str, monetary: str) -> str:
    """Return the SQL of `klientela.measures.group_of`: a place in the grid, read line by line from the lowest score."""
    cells = [f"'{group}'" for score in sorted(GRID) for group in GRID[score]]
    return f"[{', '.join(cells)}][({recency} - 1) * 5 + ({frequency} + {monetary} + 1) // 2]"


def _score(value: str, cuts: Cuts | None) -> str:
    assert cuts is not None
    reached = [f"CAST({value} >= {limit} AS INTEGER)" for limit in cuts.limits if limit is not None]
    return f"({' + '.join(['1', *reached])})"


def _rest() -> dict[str, str]:
    follow = "(contact IS NULL OR day_at(contact) <= on_day(first))"
    return {
        "marker": f"coalesce(s.marker, '{WHITE}')",
        "marker_on": "CAST(s.since AS DATE)",
        "marker_reason": f"coalesce(s.why, {_reason('marker.none')})",
        "marker_history": "'[' || coalesce(array_to_string(s.passed[:-2], ', '), '') || ']'",
        "last_contact_at": "moment(contact)",
        "last_outgoing_at": "moment(outgoing)",
        "last_inquiry_at": "moment(last_inquiry)",
        "inquiries": "inquiries",
        "unanswered_at": "moment(unanswered)",
        "unfollowed_on": f"CASE WHEN purchases = 1 AND {follow} THEN on_day(first) END",
        "expected_first": "CASE WHEN i.kind IS NOT NULL THEN i.first_order ELSE k.first_order END",
        "expected_second": "CASE WHEN i.kind IS NOT NULL THEN i.second_order ELSE k.second_order END",
    }
