"""R2: workers are killed at random instants while they bring a file in. The end is that of an import nobody disturbed.

The same file comes in undisturbed, is taken back, and comes in again under fire, so that all three states are compared
within one base.
"""

import csv
import random
import time
from pathlib import Path
from typing import Any

from drills import stage
from drills.bases import Base
from drills.content import content
from drills.outcome import Outcome, none_of
from drills.sizes import Sizes
from drills.workers import Crew, crew, fresh, until, until_done
from klientela.accounts.actions.undo import undo
from klientela.core.models import Job
from klientela.exchange.actions import imports
from klientela.exchange.imports.writing.phases import PHASES
from klientela.exchange.models import Import

REDONE_GOAL = 1_000
HEAD = ("Company", "Tax number", "Phone", "E-mail", "City", "Country", "Industry")
PLACES = (("Warszawa", "PL"), ("Berlin", "DE"), ("Leeds", "GB"), ("Lyon", "FR"))
TRADES = ("Retail", "Wholesale", "Transport", "Food")


def run(base: Base, sizes: Sizes, chance: random.Random) -> list[Outcome]:
    """Bring in undisturbed, take back, bring in under fire, take back."""
    stage.add_customers(20)
    file = _made_up(base.home / "customers.csv", sizes.import_rows, chance)
    before = content(ids=True)
    # One worker: whoever is killed had the job.
    with crew(1, sizes.lease_seconds) as working:
        calm = _bring_in(file, working, sizes)
        wanted, counted = content(ids=False), _counts(calm)
        _take_back(calm, working, sizes)
        after_first = content(ids=True)
        row = _look(file, working, sizes)
        job = imports.bring_in(row, actor=stage.owner())
        kills = _kill(job, working, sizes, chance)
        ended = until_done(job, working, sizes.most_seconds)
        row.refresh_from_db()
        found = [
            _alike("tables that differ from the undisturbed import", wanted, content(ids=False), f", {kills} kills"),
            _alike("figures that differ", counted, _counts(row), f", {row.rows_read} rows read, {row.rows_new} new"),
            _redone(ended, row.rows_read),
        ]
        _take_back(row, working, sizes)
    found.append(_alike("tables that differ after an undo", before, after_first))
    found.append(_alike("tables that differ after kills and undo", before, content(ids=True)))
    return found


def _made_up(path: Path, rows: int, chance: random.Random) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for number in range(rows):
            place = chance.choice(PLACES)
            reach = (f"+48 22 {number:07d}", f"office@firm{number}.example")
            writer.writerow((f"Firm number {number}", f"T{number:09d}", *reach, *place, chance.choice(TRADES)))
    return path


def _look(file: Path, working: Crew, sizes: Sizes) -> Import:
    row = imports.receive(file, name=file.name, actor=stage.owner(), options={"kind": "customers"})
    if row.job is None:
        raise RuntimeError("nobody looks at the file")
    until_done(row.job, working, sizes.most_seconds)
    row.refresh_from_db()
    return row


def _bring_in(file: Path, working: Crew, sizes: Sizes) -> Import:
    row = _look(file, working, sizes)
    until_done(imports.bring_in(row, actor=stage.owner()), working, sizes.most_seconds)
    row.refresh_from_db()
    return row


def _take_back(row: Import, working: Crew, sizes: Sizes) -> None:
    report = undo(row.change_set_id or 0, actor=stage.owner())
    if report.job is not None:
        until_done(report.job, working, sizes.most_seconds)


def _kill(job: Job, working: Crew, sizes: Sizes, chance: random.Random) -> int:
    """Kill the worker whenever the job has moved on and a moment has passed; return how often."""
    kills, seen = 0, 0
    while kills < sizes.worker_kills:
        until(lambda seen=seen: fresh(job).done > seen or fresh(job).is_finished, sizes.most_seconds)  # type: ignore[misc]
        if fresh(job).is_finished:
            break
        time.sleep(chance.uniform(0, 0.1))
        seen = fresh(job).done
        working.kill_one(chance)
        working.replace_the_dead()
        kills += 1
    return kills


def _counts(row: Import) -> dict[str, str]:
    names = ("read", "new", "updated", "merged", "skipped", "failed")
    return {name: str(getattr(row, f"rows_{name}")) for name in names}


def _alike(what: str, wanted: dict[str, str], found: dict[str, str], aside: str = "") -> Outcome:
    differing = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    outcome = none_of(what, len(differing), f"{len(wanted)}{aside}")
    if differing:
        return Outcome(what, outcome.goal, f"{outcome.figure}: {', '.join(differing)}", holds=False)
    return outcome


def _redone(job: Job, rows: int) -> Outcome:
    """What a kill may undo is the chunk that was not committed: the largest, as its share of the rows of the file."""
    sizes: dict[str, Any] = job.bookmark["sizes"]
    largest = max(min(phase.size, sizes[phase.name]) for phase in PHASES)
    share = round(rows * largest / max(sum(sizes.values()), 1))
    figure = f"{share} rows of the file ({largest} records)"
    return Outcome("redone at most after a kill", f"<= {REDONE_GOAL}", figure, share <= REDONE_GOAL, is_loss=False)
