"""Run drills and print what they found: `python -m drills [--only R10 …] [--short] [--seed S] [--json FILE]`.

One line for each goal. The exit status is 1 when something was lost or doubled; a goal of speed that is missed is only
said, because it depends on the machine and on who else uses it.
"""

import argparse
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from drills import stage
from drills.bases import Base, postgresql, postgresql_base, sqlite_base
from drills.outcome import Outcome
from drills.sizes import FULL, SHORT, Sizes

DRILLS = {
    "R1": "drills.web_killed",
    "R2": "drills.import_killed",
    "R9": "drills.one_record",
    "R10": "drills.many_writers",
    "R11": "drills.poison",
}
DATABASES = ("sqlite", "postgresql")


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for, and return the exit status."""
    options = _options(arguments)
    print(f"seed {options.seed}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
    documents: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="klientela-drills-") as place, _server(options, Path(place)) as server:
        for drill in options.only:
            for database in options.database:
                base = _base(database, Path(place), server, options.prepared)
                for outcome in _play(drill, base, SHORT if options.short else FULL, options.seed):
                    print(outcome.line(drill, database), flush=True)
                    documents.append(outcome.document(drill, database))
    if options.json:
        options.json.write_text(json.dumps({"seed": options.seed, "outcomes": documents}, indent=1), encoding="utf-8")
    return int(any(each["is_loss"] and not each["holds"] for each in documents))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m drills", description="Faults against real processes.")
    parser.add_argument("--only", nargs="+", choices=list(DRILLS), default=list(DRILLS), help="these drills only")
    parser.add_argument("--database", nargs="+", choices=DATABASES, default=list(DATABASES), help="on these only")
    parser.add_argument("--short", action="store_true", help="as the tests run them")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="of all chance; printed")
    parser.add_argument("--server", default="", help="a PostgreSQL to make databases on; one is started without it")
    parser.add_argument("--prepared", default="", help="a migrated SQLite file, or a database of the server, to copy")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    return parser.parse_args(arguments)


def _server(options: argparse.Namespace, place: Path) -> AbstractContextManager[str]:
    if options.server or "postgresql" not in options.database:
        return nullcontext(options.server)
    return postgresql(place)


def _base(database: str, place: Path, server: str, prepared: str) -> Base:
    if database == "sqlite":
        return sqlite_base(place, prepared)
    return postgresql_base(place, server, prepared)


def _play(drill: str, base: Base, sizes: Sizes, seed: int) -> list[Outcome]:
    began = time.monotonic()
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=stage.play, args=(DRILLS[drill], base, sizes, seed, there))
    process.start()
    there.close()
    try:
        found: list[Outcome] = here.recv()
    except EOFError:
        found = [Outcome("the drill itself", "runs to its end", "it broke; see above", holds=False)]
    process.join()
    print(f"{drill:<4} {base.database:<10} took {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
