"""R10 over HTTP: people at browsers, one served process with its sixteen threads, its worker beside it."""

import threading
import time
from pathlib import Path

from drills import stage
from drills.bases import Base
from drills.figures import percentile
from drills.ledger import Ledger, entries
from drills.outcome import Outcome, none_of, within
from drills.people import Person
from drills.serving import served
from drills.sizes import Sizes
from klientela.accounts.actions.sign_ins import one_time_address
from klientela.customers.models import Interaction

PEOPLE = 16


def run(base: Base, ids: list[int], sizes: Sizes, goal: float) -> list[Outcome]:
    """Let sixteen people post notes and edits without a pause; `goal` is for 99 of 100, in seconds."""
    ledgers = base.home / "ledgers-served"
    ledgers.mkdir()
    with served(base) as serving:
        serving.wait_until_settled()
        here = f"http://127.0.0.1:{serving.port}"
        people = [Person(serving.port, one_time_address(here)) for _ in range(PEOPLE)]
        stage.leave_connections()
        began = time.monotonic()
        threads = [
            threading.Thread(target=_write, args=(number, person, ids[number % len(ids)], ledgers, sizes.writes_each))
            for number, person in enumerate(people)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(sizes.most_seconds)
        seconds = time.monotonic() - began
    return _judged(ledgers, seconds, goal)


def _write(number: int, person: Person, customer: int, ledgers: Path, count: int) -> None:
    ledger = Ledger(ledgers / f"{number}.ledger")
    for each in range(count):
        words = f"served {number} {each}"
        path = f"/customers/{customer}/{'log' if each % 2 else 'edit/note'}"
        form = {"kind": "note", "text": words} if each % 2 else {"note": words, "version": person.version_on(path)}
        began = time.perf_counter()
        status, _ = person.post(path, **form)
        ledger.note(status=status, seconds=time.perf_counter() - began, **({"note": words} if each % 2 else {}))


def _judged(ledgers: Path, seconds: float, goal: float) -> list[Outcome]:
    noted = list(entries(ledgers))
    kept = [entry for entry in noted if entry["status"] == 302]
    notes = {entry["note"] for entry in kept if "note" in entry}
    rows = Interaction.objects.unscoped("a drill compares its ledger with the base")
    there = list(rows.filter(summary__startswith="served ").values_list("summary", flat=True))
    waits = [entry["seconds"] for entry in noted]
    aside = f", half {percentile(waits, 50):.3f} s, {len(noted) / seconds:.0f} posts/s with their forms"
    who = f"{PEOPLE} people over HTTP"
    return [
        none_of(f"{who}, posts not kept", len(noted) - len(kept), f"{len(noted)} posts"),
        none_of(
            f"{who}, notes lost or doubled", len(notes ^ set(there)) + len(there) - len(set(there)), f"{len(notes)}"
        ),
        within(f"{who}, 99 of 100 posts", percentile(waits, 99), goal, aside),
    ]
