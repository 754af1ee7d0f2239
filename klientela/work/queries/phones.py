"""Which number to call a customer on: its own, the person's, or that of somebody there."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Q

from klientela.core.actor import Actor
from klientela.customers.models import Affiliation, Contact, ContactPoint
from klientela.work.today import Phone

State = ContactPoint.State
DEAD = frozenset({State.FAILS, State.WRONG})


def phones_of(customers: Mapping[int, int | None], actor: Actor) -> dict[int, Phone]:
    """Return the best phone by customer; `customers` maps each to its person, if it is one.

    Five queries at most. Primary numbers come first, then those that were seen to work; failing and wrong ones never,
    nor those of somebody who asked not to be contacted or lies in the archive.
    """
    reachable = _reachable(customers, actor)
    phones = _best("customer_id", reachable, actor)
    people = {person: customer for customer, person in reachable.items() if person and customer not in phones}
    _add(phones, people.items(), actor)
    missing = [customer for customer in reachable if customer not in phones]
    if missing:
        there = Affiliation.objects.visible_to(actor).filter(
            customer_id__in=missing, contact__do_not_contact=False, contact__archived_at__isnull=True
        )
        _add(phones, there.order_by("pk").values_list("contact_id", "customer_id"), actor)
    return phones


def _reachable(customers: Mapping[int, int | None], actor: Actor) -> Mapping[int, int | None]:
    """Leave out people who want no calls: the customer's own number is theirs too."""
    people = [person for person in customers.values() if person]
    if not people:
        return customers
    silent = Q(do_not_contact=True) | Q(archived_at__isnull=False)
    unreachable = set(Contact.objects.visible_to(actor).filter(silent, pk__in=people).values_list("pk", flat=True))
    return {customer: person for customer, person in customers.items() if person not in unreachable}


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
