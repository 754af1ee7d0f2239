"""Sums the facts of all customers up with DuckDB; runs in the reading process of `klientela.insight.whole_base`.

Histories without a refusal, a withdrawn consent, an override or an opening balance are concluded from here as well, all
at once (`klientela.insight.plain_histories`). The others are handed over with every fact that may move a marker.
"""

# ruff: noqa: S608 - what is put together here are names of ours, never words of anybody else

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow

from klientela.core import row_files
from klientela.insight.conclude import Terms
from klientela.insight.facts import UNKNOWN, facts_as_arrow
from klientela.insight.gathered import Told
from klientela.insight.plain_histories import conclude_plain
from klientela.measures import Cuts, EventKind, cuts_from_counts

YEAR_BEFORE = "date_diff('day', DATE '1970-01-01', DATE '1970-01-01' + CAST({} AS INTEGER) - INTERVAL 12 MONTH)"

SUMS = f"""
CREATE TABLE numbered AS
    SELECT customer, day, NULLIF(net, {UNKNOWN}) AS net,
           row_number() OVER (PARTITION BY customer ORDER BY day, number) AS nth
    FROM purchases;
CREATE TABLE bought AS
    SELECT customer, count(*) AS purchases, CAST(COALESCE(sum(net), 0) AS BIGINT) AS total,
           count(*) - count(net) AS unpriced, min(day) AS first, max(day) AS last,
           CAST(COALESCE(sum(net) FILTER (day > $year_from), 0) AS BIGINT) AS year_total,
           min(day) FILTER (nth = $platinum) AS regular
    FROM numbered GROUP BY customer;
CREATE TABLE last_years AS
    SELECT customer, CAST(COALESCE(sum(net), 0) AS BIGINT) AS last_year_total
    FROM numbered JOIN (SELECT customer, {YEAR_BEFORE.format("last")} AS since FROM bought) USING (customer)
    WHERE day > since GROUP BY customer;
CREATE TABLE rhythms AS
    SELECT customer, median(gap) AS interval FROM (
        SELECT customer, day - lag(day) OVER (PARTITION BY customer ORDER BY day) AS gap
        FROM (SELECT DISTINCT customer, day FROM purchases))
    WHERE gap IS NOT NULL GROUP BY customer HAVING count(*) >= 3;
CREATE TABLE touched AS
    SELECT customer, max(moment) AS contact, max(moment) FILTER (is_out = 1) AS outgoing,
           min(moment) FILTER (is_meeting = 1) AS meeting
    FROM interactions GROUP BY customer;
CREATE TABLE asked AS
    SELECT customer, count(*) AS inquiries, max(i.moment) AS last_inquiry, min(i.moment) AS first_inquiry,
           min(i.moment) FILTER (outgoing IS NULL OR i.moment > outgoing) AS unanswered
    FROM inquiries i LEFT JOIN touched USING (customer) GROUP BY customer;
CREATE TABLE agreed AS SELECT customer, min(moment) AS consent FROM consents GROUP BY customer;
CREATE TABLE intricate AS
    SELECT customer FROM refusals UNION SELECT customer FROM overrides UNION SELECT customer FROM openings
    UNION SELECT customer FROM consents WHERE is_given = 0;
CREATE TABLE figures AS
    SELECT c.customer, kind, industry, COALESCE(purchases, 0) AS purchases, COALESCE(total, 0) AS total,
           COALESCE(unpriced, 0) AS unpriced, first, last, interval, COALESCE(year_total, 0) AS year_total,
           COALESCE(last_year_total, 0) AS last_year_total, contact, outgoing, COALESCE(inquiries, 0) AS inquiries,
           last_inquiry, unanswered, regular, meeting, consent, first_inquiry
    FROM customers c LEFT JOIN bought USING (customer) LEFT JOIN last_years USING (customer)
         LEFT JOIN rhythms USING (customer) LEFT JOIN touched USING (customer) LEFT JOIN asked USING (customer)
         LEFT JOIN agreed USING (customer)
    ORDER BY c.customer;
CREATE TABLE ranked AS
    SELECT f.customer, f.purchases + COALESCE(o.purchases, 0) AS frequency,
           f.total + COALESCE(NULLIF(o.amount, {UNKNOWN}), 0) AS monetary,
           greatest(f.last, NULLIF(o.first, {UNKNOWN}), NULLIF(o.last, {UNKNOWN})) AS recency,
           f.unpriced + CASE WHEN o.amount = {UNKNOWN} THEN o.purchases ELSE 0 END AS unpriced
    FROM figures f LEFT JOIN openings o USING (customer);
DELETE FROM ranked WHERE recency IS NULL OR frequency = 0 OR unpriced = frequency;
"""
# What the first and the second order of customers alike came to; an opening balance hides which order was the first.
ALIKE = """
SELECT kind, {group} AS grouped, CAST(round(quantile_cont(net, 0.5) FILTER (nth = 1)) AS BIGINT),
       CAST(round(avg(net) FILTER (nth = 2)) AS BIGINT)
FROM numbered JOIN customers USING (customer)
WHERE nth <= 2 AND net IS NOT NULL AND customer NOT IN (SELECT customer FROM openings) AND {group_given}
GROUP BY kind, grouped HAVING count(*) FILTER (nth = 1) >= {fewest} ORDER BY kind, grouped
"""
FEWEST_OF_AN_INDUSTRY = 10
# Columns of `figures` that `Gathered` takes as they are.
FIGURES = 16
MOMENTS = {
    EventKind.MEETING: "SELECT customer, moment, 0 FROM interactions WHERE is_meeting = 1",
    EventKind.INQUIRY: "SELECT customer, moment, 0 FROM inquiries",
    EventKind.CONSENT: "SELECT customer, moment, human FROM consents WHERE is_given = 1",
    EventKind.WITHDRAWAL: "SELECT customer, moment, human FROM consents WHERE is_given = 0",
    EventKind.REFUSAL: "SELECT customer, moment, 0 FROM refusals",
}


class Summary:
    """All customers' figures at one moment; `year_from` is the day after which the year of the scoring counts."""

    def __init__(self, source: str, year_from: int, platinum: int) -> None:
        self._is_sqlite = source.startswith("file:")
        self._database = duckdb.connect(config={"threads": 2})
        self._database.execute("SET enable_progress_bar = false")
        for name, table in facts_as_arrow(source).items():
            self._database.register(f"{name}_read", table)
            self._database.execute(f"CREATE TABLE {name} AS SELECT * FROM {name}_read")
            self._database.unregister(f"{name}_read")
        for statement in SUMS.split(";")[:-1]:
            names = {"year_from": year_from, "platinum": platinum}
            self._database.execute(statement, {key: names[key] for key in names if f"${key}" in statement} or None)

    def header(self) -> dict[str, Any]:
        """Return what is said of all customers together, as plain values."""
        [(customers,)] = self._rows("SELECT count(*) FROM ranked")
        cuts = {name: self._cuts(name) for name in ("recency", "frequency", "monetary")}
        told = {name: (each.limits, each.customers) if each else None for name, each in cuts.items()}
        return {"customers": customers, "cuts": told, "alike": [*self._alike("''", "true", 1), *self._of_industries()]}

    def chunks(
        self, terms: Terms, directory: Path, size: int, in_a_file: int
    ) -> Iterator[tuple[int, list[list[Any]], str]]:
        """Give everybody: how many, the facts of those with an intricate history, or the file of the conclusions."""
        yield from self._intricate(size)
        yield from self._plain(terms, directory, in_a_file)

    def _intricate(self, size: int) -> Iterator[tuple[int, list[list[Any]], str]]:
        """Give who has to be concluded one by one, by id, as `Gathered` is made of, at most `size` at once."""
        openings = {row[0]: [_known(value) for value in row[1:]] for row in self._rows("SELECT * FROM openings")}
        stories = self._stories()
        cursor = self._database.execute("SELECT * FROM figures SEMI JOIN intricate USING (customer) ORDER BY customer")
        while rows := cursor.fetchmany(size):
            yield len(rows), [[*row[:FIGURES], openings.get(row[0]), stories[row[0]]] for row in rows], ""

    def _plain(self, terms: Terms, directory: Path, size: int) -> Iterator[tuple[int, list[list[Any]], str]]:
        """Give files of the conclusions of everybody else, by id, at most `size` in each."""
        conclude_plain(self._database, terms, is_sqlite=self._is_sqlite)
        write = row_files.as_sqlite if self._is_sqlite else row_files.as_csv_file
        for batch in self._database.sql("SELECT * FROM concluded").to_arrow_reader(size):
            table = pyarrow.Table.from_batches([batch])
            yield table.num_rows, [], write(table, directory)

    def _rows(self, statement: str) -> list[tuple[Any, ...]]:
        return self._database.execute(statement).fetchall()

    def _cuts(self, column: str) -> Cuts | None:
        counted = self._rows(f"SELECT {column}, count(*) FROM ranked GROUP BY 1")
        return cuts_from_counts((value, count) for value, count in counted)

    def _of_industries(self) -> list[tuple[Any, ...]]:
        return self._alike("industry", "industry <> ''", FEWEST_OF_AN_INDUSTRY)

    def _alike(self, group: str, group_given: str, fewest: int) -> list[tuple[Any, ...]]:
        return self._rows(ALIKE.format(group=group, group_given=group_given, fewest=fewest))

    def _stories(self) -> dict[int, list[Told]]:
        """Return the whole history of those whose marker cannot be told from a few facts."""
        stories: dict[int, list[Told]] = defaultdict(list)
        for [customer] in self._rows("SELECT customer FROM intricate"):
            stories[customer] = []
        chosen = "SELECT * FROM ({}) WHERE customer IN (SELECT customer FROM intricate)"
        for customer, day, _ in self._rows(chosen.format("SELECT customer, day, 0 FROM purchases")):
            stories[customer].append(Told(EventKind.PURCHASE, day=day))
        for kind, statement in MOMENTS.items():
            for customer, at, key in self._rows(chosen.format(statement)):
                stories[customer].append(Told(kind, at=at, key=key))
        for customer, key, marker, why, by, at, lifted in self._rows("SELECT * FROM overrides"):
            stories[customer].append(Told(EventKind.OVERRIDE, at=at, key=key, marker=marker, by=by, why=why))
            if lifted != UNKNOWN:
                stories[customer].append(Told(EventKind.LIFTING, at=lifted, key=key))
        return stories


def _known(value: int) -> int | None:
    return None if value == UNKNOWN else value
