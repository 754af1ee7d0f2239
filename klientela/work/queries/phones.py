"""Which number to call a customer on: its own, the person's, or that of somebody there."""

from collections.abc import Collection, Iterable, Mapping

from klientela.core.actor import Actor
from klientela.customers.models import Affiliation, ContactPoint
from klientela.work.today import Phone

State = ContactPoint.State
DEAD = frozenset({State.FAILS, State.WRONG})


def phones_of(customers: Mapping[int, int | None], actor: Actor) -> dict[int, Phone]:
    """Return the best phone by customer; `customers` maps each to its person, if it is one.

    Four queries at most. Primary numbers come first, then those that were seen to work; failing and wrong ones never.
    """
    phones = _best("customer_id", customers, actor)
    people = {person: customer for customer, person in customers.items() if person and customer not in phones}
    _add(phones, people.items(), actor)
    missing = [customer for customer in customers if customer not in phones]
    if missing:
        there = Affiliation.objects.visible_to(actor).filter(customer_id__in=missing).order_by("pk")
        _add(phones, there.values_list("contact_id", "customer_id"), actor)
    return phones


def _best(holder: str, keys: Collection[int], actor: Actor) -> dict[int, Phone]:
    # What is no phone is left out here, not by the database: SQLite would go through all phones of the base.
    held = ContactPoint.objects.visible_to(actor).filter(**{f"{holder}__in": keys})
    rows = held.order_by().values_list(holder, "kind", "state", "is_primary", "pk", "value", "normalised")
    points = [row for row in rows if row[1] == ContactPoint.Kind.PHONE and row[2] not in DEAD]
    best: dict[int, Phone] = {}
    for key, _, _, _, point, value, normalised in sorted(points, key=lambda row: (not row[3], not row[2], row[4])):
        best.setdefault(key, Phone(point, value, normalised))
    return best


def _add(phones: dict[int, Phone], humans: Iterable[tuple[int, int]], actor: Actor) -> None:
    pairs = list(humans)
    found = _best("contact_id", [human for human, _ in pairs], actor) if pairs else {}
    for human, customer in pairs:
        if human in found:
            phones.setdefault(customer, found[human])
