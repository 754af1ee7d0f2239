"""R1: the pages are killed at random instants while people write. What was acknowledged is there, once.

A write without an answer may be there or not; nobody sends it again here, so twice would be the product's doing.
"""

import http.client
import random
import threading
import time
from collections import Counter
from pathlib import Path

from drills import stage
from drills.bases import Base
from drills.ledger import Ledger, entries
from drills.outcome import Outcome, none_of, within
from drills.people import Person
from drills.serving import Served, served
from drills.sizes import Sizes
from klientela.accounts.actions.sign_ins import one_time_address
from klientela.customers.models import Customer, Interaction

READY_GOAL = 5.0


def run(base: Base, sizes: Sizes, chance: random.Random) -> list[Outcome]:
    """Serve, let everybody in, kill as often as agreed, and compare."""
    ids = stage.add_customers(sizes.people)
    ledgers = base.home / "ledgers"
    ledgers.mkdir()
    over = threading.Event()
    with served(base) as serving:
        people = [Person(serving.port, one_time_address(f"http://127.0.0.1:{serving.port}")) for _ in ids]
        stage.leave_connections()
        threads = [
            threading.Thread(target=_write, args=(number, person, ids[number], ledgers, over))
            for number, person in enumerate(people)
        ]
        for thread in threads:
            thread.start()
        try:
            waits = _kill(serving, sizes.web_kills, chance)
        finally:
            over.set()
            for thread in threads:
                thread.join(60)
    return _judged(ids, ledgers, waits)


def _kill(serving: Served, times: int, chance: random.Random) -> list[float]:
    """Kill the web process, every fourth time everything; return the seconds until the pages answered again."""
    waits = []
    for number in range(times):
        serving.wait_until_settled()
        time.sleep(chance.uniform(0.5, 2.5))
        if number % 4 == 3:
            serving.kill_all()
        else:
            serving.kill_web()
        time.sleep(0.01)
        waits.append(serving.wait())
    time.sleep(1)
    return waits


def _write(number: int, person: Person, customer: int, ledgers: Path, over: threading.Event) -> None:
    ledger, count = Ledger(ledgers / f"{number}.ledger"), 0
    while not over.is_set():
        count += 1
        words = f"{number} wrote {count}"
        try:
            if count % 2:
                status, _ = person.post(f"/customers/{customer}/log", kind="note", text=words)
                ledger.note(**({"note": words} if status == 302 else {"refused": status}))
            else:
                path = f"/customers/{customer}/edit/note"
                status, _ = person.post(path, note=words, version=person.version_on(path))
                ledger.note(customer=customer, **({"edit": words} if status == 302 else {"refused": status}))
        except (OSError, http.client.HTTPException):
            ledger.note(unanswered=words)
            over.wait(0.2)


def _judged(ids: list[int], ledgers: Path, waits: list[float]) -> list[Outcome]:
    noted = list(entries(ledgers))
    notes = [entry["note"] for entry in noted if "note" in entry]
    edits = {entry["customer"]: entry["edit"] for entry in noted if "edit" in entry}
    unanswered = sum("unanswered" in entry for entry in noted)
    refused = Counter(entry["refused"] for entry in noted if "refused" in entry)
    rows = Interaction.objects.unscoped("a drill compares its ledger with the base")
    there = Counter(rows.filter(customer_id__in=ids).values_list("summary", flat=True))
    lost = sum(there[words] == 0 for words in notes) + sum(_is_older(*pair) for pair in edits.items())
    edited = sum("edit" in entry for entry in noted)
    among = f"{len(notes) + edited} acknowledged, {unanswered} unanswered, {len(waits)} kills"
    return [
        none_of("acknowledged writes lost", lost, among),
        none_of("notes doubled", sum(count > 1 for count in there.values()), f"{sum(there.values())}"),
        Outcome("answers other than kept", "none", str(dict(refused) or "none"), not refused),
        within("ready again, the slowest", max(waits), READY_GOAL),
    ]


def _is_older(customer: int, words: str) -> bool:
    """Whether the customer's note is older than the last edit that was acknowledged; a newer one got no answer."""
    standing = Customer.objects.unscoped("a drill compares its ledger with the base").get(pk=customer).note
    return standing == "at first" or int(standing.rpartition(" ")[2]) < int(words.rpartition(" ")[2])
