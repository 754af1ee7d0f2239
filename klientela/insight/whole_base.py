"""The facts of the whole base summed up and concluded from, in a process of its own.

Of its own, because reading past the ORM beside open connections is dangerous (see `klientela.insight.facts`), and
because Arrow and DuckDB would otherwise stay in the worker's memory for good. It is asked by lines of JSON on its
standard input and answers likewise: the request, answered by a header; under what to conclude, answered by the first
chunk; then a line for each further chunk that is wanted, so that it never runs ahead of whoever writes.
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
from zoneinfo import ZoneInfo

import klientela
from klientela.insight.conclude import Terms
from klientela.insight.gathered import Gathered, thawed
from klientela.measures import Cuts

# Customers whose facts are handed over one by one, and customers in a file of conclusions: what is written in one
# transaction, well under 200 ms.
CHUNK = 1_000
IN_A_FILE = 5_000


@dataclass(frozen=True, slots=True)
class Request:
    """Where the facts are, from which day the year counts, how many purchases make platinum, where files may lie."""

    source: str
    year_from: int
    platinum: int
    directory: str
    chunk: int = CHUNK
    in_a_file: int = IN_A_FILE


@dataclass(frozen=True, slots=True)
class Header:
    """What is said of all customers together: how many, the cut points of those who bought, what customers alike pay.

    Recency is cut by the day number of the last purchase. `alike` is (kind, industry or empty, median first order,
    average second order), amounts in minor units.
    """

    customers: int
    cuts: dict[str, Cuts | None]
    alike: list[tuple[str, str, int | None, int | None]]


@dataclass(frozen=True, slots=True)
class Chunk:
    """So many customers: either `gathered`, to be concluded from, or concluded already in the `file`."""

    customers: int
    gathered: list[Gathered]
    file: str = ""


class ReadingFailed(Exception):
    """The reading process died; the message is what it said last."""


class Reading:
    """What the reading process has read of one moment of the base."""

    def __init__(self, process: Any, header: Header) -> None:
        self.header = header
        self._process = process

    def concluded(self, terms: Terms) -> Iterator[Chunk]:
        """Give all customers in chunks; each file belongs to whoever takes the chunk."""
        _say(_as_plain(terms), self._process.stdin)
        # An empty answer ends the sequence: without it a process that died half-way would look like one that finished.
        while told := _line(self._process):
            _say("next", self._process.stdin)
            yield Chunk(told["customers"], [thawed(row) for row in told["gathered"]], told["file"])


@contextmanager
def reading(request: Request) -> Iterator[Reading]:
    """Read the base; the header is there at once, the chunks when it is known under what to conclude."""
    environment = os.environ | {"PYTHONPATH": str(Path(klientela.__file__).parent.parent)}
    command = [sys.executable, "-m", "klientela.insight.whole_base"]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, text=True, encoding="utf-8", env=environment, **pipes) as process:  # noqa: S603
        try:
            _say(asdict(request), process.stdin)
            yield Reading(process, _header(_line(process)))
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


def _as_plain(terms: Terms) -> dict[str, Any]:
    told = {name: getattr(terms, name) for name in ("currency", "platinum", "scoring", "as_of", "bought")}
    cuts = {name: asdict(each) if each else None for name, each in terms.cuts.items()}
    alike = [[*group, *paid] for group, paid in terms.alike.items()]
    return {**told, "zone": str(terms.zone), "cuts": cuts, "alike": alike}


def _as_terms(told: dict[str, Any]) -> Terms:
    cuts = {name: each and Cuts(tuple(each["limits"]), each["customers"]) for name, each in told["cuts"].items()}
    alike = {(kind, industry): (first, second) for kind, industry, first, second in told["alike"]}
    return Terms(**{**told, "zone": ZoneInfo(told["zone"]), "cuts": cuts, "alike": alike})


def main() -> None:
    """Answer one request: the whole life of the reading process."""
    from klientela.insight.summing import Summary  # noqa: PLC0415 - DuckDB and Arrow belong to this process only

    request = Request(**json.loads(sys.stdin.readline()))
    summary = Summary(request.source, request.year_from, request.platinum)
    _say(summary.header(), sys.stdout)
    terms = _as_terms(json.loads(sys.stdin.readline()))
    for customers, gathered, file in summary.chunks(terms, Path(request.directory), request.chunk, request.in_a_file):
        _say({"customers": customers, "gathered": gathered, "file": file}, sys.stdout)
        sys.stdin.readline()
    _say({}, sys.stdout)


def _say(what: Any, whom: Any) -> None:
    whom.write(json.dumps(what, ensure_ascii=False) + "\n")
    whom.flush()


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main()
