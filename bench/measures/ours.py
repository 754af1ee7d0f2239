"""One step of ours: `python -m bench.measures.ours STEP FILES`; prints seconds and peak memory as JSON."""

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from klientela.measures.lifetime import fit_lifetime, fit_value, lifetime_value
from klientela.measures.tables.purchases import purchases
from klientela.measures.tables.rfm import rfm

YEAR_IN_WEEKS = 52
# 10 % a year.
RATE = 1.1 ** (1 / 52) - 1
SEVERAL, LARGE = 5, 100_000


def main() -> None:
    """Do the step several times on a small set, once on a large one, and print the quickest."""
    step, files = STEPS[sys.argv[1]], json.loads(sys.argv[2])
    given, times = step(files)
    seconds = min(_timed(given) for _ in range(times))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak}))


def _timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _summary(files: dict[str, str]) -> tuple[Callable[[], Any], int]:
    orders, until = _orders(files)
    return lambda: purchases(orders, as_of=until, unit="week").to_arrow_table(), _times(files)


def _orders(files: dict[str, str]) -> tuple[Any, date]:
    relation = duckdb.connect().read_parquet(files["orders"])
    until: date = relation.aggregate("max(ordered_on)").fetchall()[0][0]
    return relation, until


def _fit(model: str) -> Callable[[dict[str, str]], tuple[Callable[[], Any], int]]:
    def prepared(files: dict[str, str]) -> tuple[Callable[[], Any], int]:
        summary = _read(files)
        return lambda: fit_lifetime(summary, model=model), _times(files)

    return prepared


def _gamma_gamma(files: dict[str, str]) -> tuple[Callable[[], Any], int]:
    summary = _read(files)
    return lambda: fit_value(summary), _times(files)


def _read(files: dict[str, str]) -> pa.Table:
    return pq.read_table(files["summary"])


def _times(files: dict[str, str]) -> int:
    return SEVERAL if pq.read_metadata(files["summary"]).num_rows < LARGE else 1


def _chain(files: dict[str, str]) -> tuple[Callable[[], Any], int]:
    def chain() -> Any:
        orders, until = _orders(files)
        scores = rfm(orders, as_of=until).table.to_arrow_table()
        summary = purchases(orders, as_of=until, unit="week").to_arrow_table()
        fits = fit_lifetime(summary, model="bg_nbd"), fit_value(summary)
        return scores, lifetime_value(*fits, summary, horizon=YEAR_IN_WEEKS, discount_rate=RATE)

    return chain, _times(files)


STEPS: dict[str, Callable[[dict[str, str]], tuple[Callable[[], Any], int]]] = {
    "summary": _summary,
    "bg_nbd": _fit("bg_nbd"),
    "pareto_nbd": _fit("pareto_nbd"),
    "gamma_gamma": _gamma_gamma,
    "chain": _chain,
}

if __name__ == "__main__":
    main()
