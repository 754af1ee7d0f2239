"""R9: two writers, one record, the same instant. No acknowledged write is overwritten by one that had not seen it.

The writers of a pair read the same version, meet, and write. A write is refused when the same column was changed since
its version; what is acknowledged goes into the ledger with the version it was based on and the one it made.
"""

import random
import threading
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from drills import crowd, stage
from drills.bases import Base
from drills.ledger import Ledger, entries
from drills.outcome import Outcome, none_of
from drills.sizes import Sizes
from klientela.accounts.actions.undo import undo
from klientela.accounts.models import ChangeRow
from klientela.core.actor import Actor
from klientela.core.errors import Stale
from klientela.customers.actions import bulk, customers
from klientela.customers.models import Customer

Entry = dict[str, Any]
Meet = Callable[[], object]
Verb = Callable[[int, str, Actor, Meet], Entry]
LABEL = "customers.customer"
MEETING_SECONDS = 60


def run(base: Base, sizes: Sizes, chance: random.Random) -> list[Outcome]:
    """Let each pair meet over customers of its own, an equal share of the conflicts for each."""
    found = []
    rounds = sizes.conflicts // len(PAIRS)
    for name, (left, right) in PAIRS.items():
        ids = stage.add_customers(min(rounds, 50))
        ledgers = base.home / "-".join(name.split())
        ledgers.mkdir()
        order = [chance.choice(ids) for _ in range(rounds)]
        arguments = (ledgers, (left, right), order, stage.owner(), crowd.FORK.Barrier(2))
        crowd.at_once(2, _duel, *arguments, most_seconds=sizes.most_seconds)
        found.append(_judged(name, ids, list(entries(ledgers)), rounds))
    return found


def _duel(number: int, ledgers: Path, verbs: tuple[Verb, Verb], order: list[int], actor: Actor, gate: Any) -> None:
    ledger = Ledger(ledgers / f"{number}.ledger")
    for place, customer in enumerate(order):
        met = threading.Event()

        def meet(met: threading.Event = met) -> None:
            met.set()
            gate.wait(MEETING_SECONDS)

        try:
            ledger.note(customer=customer, **verbs[number](customer, f"{number} {place}", actor, meet))
        except Stale:
            ledger.note(customer=customer, refused=True)
        gate.wait(MEETING_SECONDS)


# --- what writers do: read, meet the other, write; each returns what it was told was done


def edit_note(customer: int, words: str, actor: Actor, meet: Meet) -> Entry:
    """Edit one column, as the customer page does."""
    return _edit(customer, "note", words, actor, meet)


def edit_industry(customer: int, words: str, actor: Actor, meet: Meet) -> Entry:
    """Edit another column."""
    return _edit(customer, "industry", words, actor, meet)


def _edit(customer: int, column: str, words: str, actor: Actor, meet: Meet) -> Entry:
    seen = Customer.objects.visible_to(actor).get(pk=customer)
    meet()
    done = customers.edit(customer, {column: words}, version=seen.version, actor=actor)
    return {"column": column, "value": words, "based_on": seen.version, "version": done.version}


def set_note_of_many(customer: int, words: str, actor: Actor, meet: Meet) -> Entry:
    """Set the column of several customers at once, read and written under one lock."""
    meet()
    change = bulk.set_column([customer], "note", words, code="customers.edited", actor=actor)
    if change is None:
        raise AssertionError("a new value changes something")
    version = _version_of(change.pk)
    return {"column": "note", "value": words, "based_on": version - 1, "version": version}


def edit_and_undo(customer: int, words: str, actor: Actor, meet: Meet) -> Entry:
    """Edit, then take it back while the other edits: the undo may not overwrite what came after."""
    seen = Customer.objects.visible_to(actor).get(pk=customer)
    done = customers.edit(customer, {"note": words}, version=seen.version, actor=actor)
    change = ChangeRow.objects.get(label=LABEL, first_key=customer, version=done.version).change_set_id
    meet()
    report = undo(change, actor=actor)
    if not report.tally.restored:
        return {"column": "note", "value": words, "based_on": seen.version, "version": done.version}
    version = _version_of(report.undo.pk)
    return {"column": "note", "value": seen.note, "based_on": done.version, "version": version, "also": done.version}


def edit_after_another(customer: int, words: str, actor: Actor, meet: Meet) -> Entry:
    """Read what the other has just written, and write over it while the other takes it back."""
    meet()
    seen = Customer.objects.visible_to(actor).get(pk=customer)
    done = customers.edit(customer, {"note": words}, version=seen.version, actor=actor)
    return {"column": "note", "value": words, "based_on": seen.version, "version": done.version}


def _version_of(change: int) -> int:
    version = ChangeRow.objects.get(change_set_id=change, label=LABEL).version
    return int(version or 0)


PAIRS: dict[str, tuple[Verb, Verb]] = {
    "page and page, the same field": (edit_note, edit_note),
    "page and page, different fields": (edit_note, edit_industry),
    "bulk edit and page": (set_note_of_many, edit_note),
    "bulk edit and bulk edit": (set_note_of_many, set_note_of_many),
    "undo and page": (edit_and_undo, edit_after_another),
}
MERGING = "page and page, different fields"


# --- judgement


def _judged(name: str, ids: list[int], noted: list[Entry], rounds: int) -> Outcome:
    written = [entry for entry in noted if "version" in entry]
    refused = len(noted) - len(written)
    by_customer: dict[int, list[Entry]] = defaultdict(list)
    for entry in written:
        by_customer[entry["customer"]].append(entry)
    lost = sum(overwritten_unseen(mine) for mine in by_customer.values())
    lost += sum(differences(customer, by_customer[customer]) for customer in ids)
    if name == MERGING:
        # Different fields never stand in each other's way.
        lost += refused
    return none_of(f"{name}, lost updates", lost, f"{rounds} conflicts, {refused} refused")


def overwritten_unseen(written: list[Entry]) -> int:
    """Count the writes between another's reading and writing of the same column: those are lost."""
    return sum(
        mine["column"] == other["column"] and mine["based_on"] < other["version"] < mine["version"]
        for mine in written
        for other in written
    )


def differences(customer: int, written: list[Entry]) -> int:
    """Count where the base differs from the ledger: the last value of each column, and one version for each write."""
    standing = Customer.objects.unscoped("a drill compares its ledger with the base").get(pk=customer)
    made = sorted([entry["version"] for entry in written] + [entry["also"] for entry in written if "also" in entry])
    last = {entry["column"]: entry["value"] for entry in sorted(written, key=lambda entry: entry["version"])}
    wrong = sum(getattr(standing, column) != value for column, value in last.items())
    return int(wrong) + int(made != list(range(2, standing.version + 1)))
