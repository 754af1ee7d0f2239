"""R10: 16 and 64 writers at once. Nobody is told "database is locked", nobody waits long, and every write is there."""

import random
import time
from pathlib import Path

from django.db import OperationalError

from drills import crowd, served_writers, stage
from drills.bases import Base
from drills.figures import percentile
from drills.ledger import Ledger, entries
from drills.outcome import Outcome, none_of, within
from drills.sizes import Sizes
from klientela.core.actor import Actor
from klientela.core.errors import Stale
from klientela.customers.actions import customers, interactions
from klientela.customers.models import Customer, Interaction

GOALS = {("sqlite", 16): 0.5, ("sqlite", 64): 1.5, ("postgresql", 16): 0.4, ("postgresql", 64): 0.4}


def run(base: Base, sizes: Sizes, chance: random.Random) -> list[Outcome]:
    """Let each crowd write, in processes that call the actions; then people, through the served pages."""
    ids = stage.add_customers(sizes.customers)
    found = []
    for people in sizes.crowds:
        found += _crowd(base, people, ids, sizes, chance.randrange(10**6))
    return found + served_writers.run(base, ids, sizes, GOALS[base.database, served_writers.PEOPLE])


def _crowd(base: Base, people: int, ids: list[int], sizes: Sizes, seed: int) -> list[Outcome]:
    ledgers = base.home / f"ledgers-{people}"
    ledgers.mkdir()
    before = _notes()
    arguments = (ledgers, ids, sizes.writes_each, seed, stage.owner())
    seconds = crowd.at_once(people, _write, *arguments, most_seconds=sizes.most_seconds)
    acknowledged = list(entries(ledgers))
    waits = [entry["seconds"] for entry in acknowledged if not entry.get("locked")]
    locked = sum("locked" in entry for entry in acknowledged)
    logged = sum(entry["what"] == "note" for entry in acknowledged if "what" in entry)
    who = f"{people} processes"
    figure = percentile(waits, 99)
    aside = f", half {percentile(waits, 50):.3f} s, {len(waits) / seconds:.0f} writes/s"
    return [
        none_of(f'{who}, "database is locked"', locked, f"{len(acknowledged)} writes"),
        none_of(f"{who}, notes lost or doubled", abs(_notes() - before - logged), f"{logged} acknowledged"),
        within(f"{who}, 99 of 100 writes", figure, GOALS[base.database, people], aside),
    ]


def _notes() -> int:
    return Interaction.objects.unscoped("a drill counts what is there").count()


def _write(number: int, ledgers: Path, ids: list[int], count: int, seed: int, actor: Actor) -> None:
    chance, ledger = random.Random(seed + number), Ledger(ledgers / f"{number}.ledger")
    for each in range(count):
        customer = chance.choice(ids)
        began = time.perf_counter()
        try:
            what = _log(customer, actor) if each % 2 else _edit(customer, f"{number} {each}", actor)
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            ledger.note(locked=str(error))
        else:
            ledger.note(what=what, seconds=time.perf_counter() - began)


def _log(customer: int, actor: Actor) -> str:
    interactions.log(customer, kind="note", summary="They like the green ones.", actor=actor)
    return "note"


def _edit(customer: int, words: str, actor: Actor) -> str:
    seen = Customer.objects.visible_to(actor).get(pk=customer)
    try:
        customers.edit(customer, {"note": words}, version=seen.version, actor=actor)
    except Stale:
        return "refused"
    return "edit"
