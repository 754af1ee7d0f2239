"""Which parties of the file are one customer: `entities(party, entity)`; an entity is known by its first party.

Key by key, from the surest to the weakest, each party joins the earliest one with the same value. Nobody joins through
somebody who is joining in the same round: the next round compares with the whole of what they became, so that a chain
of shared phones cannot pull strangers together.
"""
# ruff: noqa: S608 - the staging's own tables; what a file holds goes in as values, never as SQL

from klientela.exchange.imports.staging.keys import KINDS, STRONG
from klientela.exchange.imports.staging.opening import Stage, count

ROUNDS = 4


def join_within_file(stage: Stage) -> None:
    """Make `entities` from `keys` and `names`."""
    stage.execute("CREATE OR REPLACE TEMP TABLE entities AS SELECT party, party AS entity FROM parties")
    shared = _shared(stage)
    for kind in KINDS:
        for _ in range(ROUNDS):
            if kind not in shared or not _join(stage, kind):
                break


def _shared(stage: Stage) -> set[str]:
    """Return the kinds of keys by which anybody is like anybody else at all; most files have none or one."""
    rows = stage.execute(
        "SELECT DISTINCT kind FROM (SELECT kind FROM keys GROUP BY kind, value HAVING min(party) < max(party))"
    ).fetchall()
    return {kind for (kind,) in rows}


def _join(stage: Stage, kind: str) -> int:
    harmless = "TRUE" if kind in STRONG else "externals <= 1 AND taxes <= 1 AND births <= 1"
    # A name without its form is nobody's where it stands with two forms.
    harmless += " AND forms <= 1" if kind == "bare" else ""
    stage.execute(
        f"""CREATE OR REPLACE TEMP TABLE holders AS
        WITH held AS (
            SELECT DISTINCT k.value, e.entity FROM keys k JOIN entities e USING (party) WHERE k.kind = $kind),
        shared AS (SELECT value FROM held GROUP BY value HAVING count(*) > 1),
        sure AS (
            SELECT h.value, count(DISTINCT k.value) FILTER (k.kind = 'external') AS externals,
                count(DISTINCT k.value) FILTER (k.kind = 'tax') AS taxes,
                count(DISTINCT k.value) FILTER (k.kind = 'form') AS forms,
                count(DISTINCT k.value) FILTER (k.kind = 'birth') AS births
            FROM held h JOIN shared USING (value) JOIN entities e USING (entity) JOIN keys k ON k.party = e.party
            GROUP BY h.value)
        SELECT h.value, h.entity, min(h.entity) OVER (PARTITION BY h.value) AS first
        FROM held h JOIN sure USING (value) WHERE {harmless}""",
        {"kind": kind},
    )
    alike = "list_has_any(a.words, b.words)" if kind in {"email", "phone"} else "TRUE"
    stage.execute(
        f"""CREATE OR REPLACE TEMP TABLE joins AS
        SELECT h.entity, min(h.first) AS first FROM holders h
        LEFT JOIN names a ON a.party = h.entity LEFT JOIN names b ON b.party = h.first
        WHERE h.entity <> h.first AND (a.words IS NULL OR b.words IS NULL OR {alike})
        GROUP BY h.entity"""
    )
    # whoever moves in this round is not joined in this round
    stage.execute("DELETE FROM joins WHERE first IN (SELECT entity FROM joins)")
    stage.execute("UPDATE entities SET entity = joins.first FROM joins WHERE entities.entity = joins.entity")
    return count(stage, "SELECT count(*) FROM joins")
