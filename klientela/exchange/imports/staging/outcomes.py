"""What becomes of each row: `outcomes(row, outcome, code, phase, number)`; every row of the file stands in it once.

`phase` and `number` name the first thing that a new row brings, so that an import that is stopped half-way can say
which rows came in.
"""

from klientela.exchange.imports.staging.failures import TOTAL_CODE
from klientela.exchange.imports.staging.opening import Stage, count
from klientela.exchange.imports.terms import Terms

COUNTED = ("new", "updated", "merged", "skipped", "failed")
# What a new row of the file is counted by.
FIRST_THINGS = ("customers", "contacts", "lines", "credits")

# Entities and humans of the base that this file changes or adds something to.
TOUCHED_CUSTOMERS = """
    SELECT id AS ref FROM changed_customers
    UNION SELECT b.customer FROM changed_addresses a JOIN base_addresses b ON b.address = a.id
    UNION SELECT customer FROM plan_points WHERE customer > 0
    UNION SELECT customer FROM plan_identifiers WHERE customer > 0
    UNION SELECT customer FROM plan_addresses WHERE customer > 0
    UNION SELECT customer FROM plan_customer_tags WHERE customer > 0
    UNION SELECT customer FROM plan_balances WHERE customer > 0"""
TOUCHED_HUMANS = """
    SELECT id AS ref FROM changed_contacts
    UNION SELECT contact FROM plan_points WHERE contact > 0
    UNION SELECT contact FROM plan_identifiers WHERE contact > 0
    UNION SELECT contact FROM plan_affiliations WHERE contact > 0"""


def judge(stage: Stage, terms: Terms) -> None:
    """Make `outcomes`."""
    judged = _sales() if terms.sells else _records()
    stage.execute(
        f"""CREATE OR REPLACE TABLE outcomes AS
        SELECT row, CASE code WHEN '{TOTAL_CODE}' THEN 'skipped' ELSE 'failed' END AS outcome, code,
            NULL::VARCHAR AS phase, NULL::BIGINT AS number FROM bad_rows
        UNION ALL SELECT t.row, 'failed', c.failure, NULL, NULL FROM told t JOIN party_of p USING (row)
            JOIN entities e ON e.party = p.party JOIN plan_customers c ON c.entity = e.entity AND c.failure IS NOT NULL
        UNION ALL {judged}"""  # noqa: S608
    )


def _sales() -> str:
    return """
        SELECT s.row, CASE WHEN f.row IS NULL THEN 'skipped' ELSE 'new' END,
            CASE WHEN f.row IS NULL THEN 'order.known' END,
            CASE WHEN f.row IS NOT NULL THEN CASE s.kind WHEN 'credit' THEN 'credits' ELSE 'lines' END END,
            coalesce(l.number, n.number)
        FROM sales s LEFT JOIN fresh_sales f USING (row)
        LEFT JOIN plan_lines l USING (row) LEFT JOIN plan_credits n ON n.row = s.row"""


def _records() -> str:
    return f"""
        SELECT t.row, CASE
                WHEN h.failure IS NOT NULL THEN 'failed'
                WHEN c.entity IS NULL AND h.human IS NULL THEN 'skipped'
                WHEN c.entity = t.row AND c.is_new THEN 'new'
                WHEN h.human = t.row AND h.is_made THEN 'new'
                WHEN c.entity = t.row AND k.ref IS NOT NULL THEN 'updated'
                WHEN h.human = t.row AND w.ref IS NOT NULL THEN 'updated'
                WHEN c.is_new OR k.ref IS NOT NULL OR h.is_made OR w.ref IS NOT NULL THEN 'merged'
                ELSE 'skipped' END AS outcome,
            coalesce(h.failure, CASE outcome
                WHEN 'skipped' THEN CASE WHEN c.entity IS NULL THEN 'row.empty' ELSE 'row.nothing_new' END
                WHEN 'merged' THEN 'row.same_customer' END),
            CASE WHEN outcome = 'new' THEN
                CASE WHEN c.entity = t.row AND c.is_new THEN 'customers' ELSE 'contacts' END END AS phase,
            CASE phase WHEN 'customers' THEN c.number WHEN 'contacts' THEN h.number END
        FROM told t JOIN party_of p USING (row)
        LEFT JOIN entities e ON e.party = p.party LEFT JOIN plan_customers c ON c.entity = e.entity
        LEFT JOIN contact_of o ON o.row = t.row LEFT JOIN plan_contacts h ON h.human = o.human
        LEFT JOIN ({TOUCHED_CUSTOMERS}) k ON k.ref = c.ref
        LEFT JOIN ({TOUCHED_HUMANS}) w ON w.ref = h.ref
        WHERE c.failure IS NULL"""  # noqa: S608


def totals(stage: Stage) -> dict[str, int]:
    """Return how many rows end in which outcome; together they are the rows of the file."""
    found = dict(stage.execute("SELECT outcome, count(*) FROM outcomes GROUP BY outcome").fetchall())
    return {outcome: int(found.get(outcome, 0)) for outcome in COUNTED}


def count_rows(stage: Stage) -> int:
    """Return how many rows the file has."""
    return count(stage, "SELECT count(*) FROM outcomes")


def came_in(stage: Stage, phase: str, start: int, end: int) -> int:
    """Return how many rows of the file came in with the rows of this phase numbered from `start` up to `end`."""
    asked = "SELECT count(*) FROM outcomes WHERE outcome = 'new' AND phase = ? AND number >= ? AND number < ?"
    return count(stage, asked, [phase, start, end])
