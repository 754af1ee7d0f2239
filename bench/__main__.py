"""`python -m bench [--sizes 10000,100000] [--databases sqlite,postgresql] [--only P1,P2,P3,P7] [--json FILE]`."""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.bases import Base, new_base
from bench.browser import Browser
from bench.crowd import PEOPLE, measure_crowd
from bench.figures import Figure, line, slopes
from bench.machine import Stopwatch
from bench.people import write_people
from bench.reading import measure_reading
from bench.serving import Served, served

SELLER = "sample-jonas"
LOG_A_CALL = "{customer}log"


def main() -> int:
    """Measure and print; status 1 when an answer was an error."""
    options = _options()
    wanted = set(options.only.split(","))
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="klientela-bench-") as directory:
        for database in options.databases.split(","):
            for size in (int(size) for size in options.sizes.split(",")):
                for figure in _measure(Path(directory), size, database, wanted):
                    figures.append(figure)
                    print(line(figure), flush=True)
    grown = slopes(figures)
    if grown:
        print("\nP8  growth as a power of the size (pages nearly flat ≤ 0.15, work linear ≤ 1.05)", *grown, sep="\n")
    if options.json:
        Path(options.json).write_text(json.dumps([figure.as_dict() for figure in figures], indent=1))
    return int(any(figure.more.get("errors") for figure in figures))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sizes", default="10000,100000", help="customers, comma between")
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--only", default="P1,P2,P3,P7", help="rows of QUALITY to measure")
    parser.add_argument("--json", help="also write the figures to this file")
    return parser.parse_args()


def _measure(directory: Path, size: int, database: str, wanted: set[str]) -> Iterator[Figure]:
    stopwatch = Stopwatch()
    yield from _rows(directory, size, database, wanted)
    yield Figure("–", "time that other guests of the host had", size, database, stopwatch.stolen_percent(), "%", "")


def _rows(directory: Path, size: int, database: str, wanted: set[str]) -> Iterator[Figure]:
    if "P1" in wanted:
        yield from _importing(directory, size, database)
    if wanted & {"P2", "P3", "P7"}:
        base = new_base(directory, f"{database}-{size}", database)
        filled = base.run("sample", "--customers", str(size))
        yield Figure("–", "fill with a sample, analysed", size, database, filled["seconds"], "s", "")
        base.run("prepare")  # the first start collects the static files; what is measured is every later one
        with served(base) as running:
            yield from _pages(running, size, database, wanted)


def _importing(directory: Path, size: int, database: str) -> Iterator[Figure]:
    """P1: companies with two contacts each from two files, by the command line: looked at, matched, written."""
    base = new_base(directory, f"{database}-{size}-import", database)
    companies, contacts = write_people(base.home, size)
    base.run("imports")  # the base is made before the clock starts
    began = time.monotonic()
    report = base.run("import", str(companies), str(contacts))
    seconds = time.monotonic() - began
    rows = {Path(file["file"]).stem: file["rows"]["read"] for file in report["files"]}
    importing = sum(file["seconds"] for file in report["files"])
    yield Figure("P1", "import companies and contacts", size, database, importing, "s", "", rows)
    yield Figure("P1", "the whole command, with conclusions", size, database, seconds, "s", "")
    yield Figure("P1", "companies brought in a second", size, database, size / importing, "a second", "≥ 5,000")
    yield Figure("P1", "rows of both files in a second", size, database, sum(rows.values()) / importing, "a second", "")


def _pages(running: Served, size: int, database: str, wanted: set[str]) -> Iterator[Figure]:
    browsers = _come_in(running, PEOPLE if "P3" in wanted else 1)
    running.settle()
    if "P7" in wanted:
        yield Figure("P7", "ready", size, database, running.ready_seconds, "s", "≤ 3 s")
        yield Figure("P7", "memory, web and worker", size, database, running.memory_megabytes(), "MB", "≤ 250 MB")
    if "P2" in wanted:
        yield from measure_reading(browsers[0], size, database)
    if "P3" in wanted:
        yield from measure_crowd(browsers, LOG_A_CALL, size, database)


def _come_in(running: Served, people: int) -> list[Browser]:
    first = Browser(running.port)
    first.come_in(_address(running.base))
    # One seller at sixteen machines: what is measured is the server, not the sign-in.
    return [first, *(Browser(running.port, dict(first.cookies)) for _ in range(people - 1))]


def _address(base: Base) -> str:
    address: str = base.run("user", "link", SELLER)["address"]
    return address


if __name__ == "__main__":
    sys.exit(main())
