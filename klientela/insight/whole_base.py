"""The facts of the whole base summed up per customer, in a process of its own.

Of its own, because reading past the ORM beside open connections is dangerous (see `klientela.insight.facts`), and
because Arrow and DuckDB would otherwise stay in the worker's memory for good. The process reads one request from its
standard input and writes lines of JSON: first a header, then customers in chunks, by id.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import klientela
from klientela.insight.gathered import Gathered, thawed
from klientela.measures import Cuts

# Customers in a line: what is written in one transaction, well under 200 ms.
CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Request:
    """Where the facts are, from which day the year counts, how many purchases make platinum."""

    source: str
    year_from: int
    platinum: int
    chunk: int = CHUNK


@dataclass(frozen=True, slots=True)
class Header:
    """What is said of all customers together: how many, the cut points of those who bought, what customers alike pay.

    Recency is cut by the day number of the last purchase. `alike` is (kind, industry or empty, median first order,
    average second order), amounts in minor units.
    """

    customers: int
    cuts: dict[str, Cuts | None]
    alike: list[tuple[str, str, int | None, int | None]]


class ReadingFailed(Exception):
    """The reading process died; the message is what it said last."""


@contextmanager
def reading(request: Request) -> Iterator[tuple[Header, Iterator[list[Gathered]]]]:
    """Give the header and an iterator over chunks of customers, by id; both describe one moment of the base."""
    environment = os.environ | {"PYTHONPATH": str(Path(klientela.__file__).parent.parent)}
    command = [sys.executable, "-m", "klientela.insight.whole_base"]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, text=True, encoding="utf-8", env=environment, **pipes) as process:  # noqa: S603
        assert process.stdin
        process.stdin.write(json.dumps(asdict(request)))
        process.stdin.close()
        try:
            yield _header(_line(process)), _chunks(process)
        finally:
            process.kill()


def _line(process: Any) -> Any:
    line = process.stdout.readline()
    if not line:
        raise ReadingFailed(process.stderr.read()[-2_000:])
    return json.loads(line)


def _header(told: dict[str, Any]) -> Header:
    cuts = {name: Cuts(tuple(each[0]), each[1]) if each else None for name, each in told["cuts"].items()}
    return Header(told["customers"], cuts, [tuple(each) for each in told["alike"]])


def _chunks(process: Any) -> Iterator[list[Gathered]]:
    # An empty list ends the sequence: without it a process that died half-way would look like one that finished.
    while rows := _line(process):
        yield [thawed(row) for row in rows]


def main() -> None:
    """Answer one request: the whole life of the reading process."""
    from klientela.insight.summing import Summary  # noqa: PLC0415 - DuckDB and Arrow belong to this process only

    request = Request(**json.load(sys.stdin))
    summary = Summary(request.source, request.year_from, request.platinum)
    _say(summary.header())
    for rows in summary.chunks(request.chunk):
        _say(rows)
    _say([])


def _say(what: Any) -> None:
    sys.stdout.write(json.dumps(what, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main()
