"""Which customers somebody means by a part of a name, a phone, an e-mail, a tax number or an id of another system."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, Model, OuterRef, Q

from klientela.core.actor import Actor
from klientela.core.search_index import SHORTEST, matching
from klientela.core.search_key import digits, search_key
from klientela.customers import values
from klientela.customers.models import Affiliation, Contact, ContactPoint, Customer, Identifier

# Behind every character of a search key.
LAST = "\x7f"


@dataclass(slots=True)
class Hits:
    """What was found: `keys` of customers where few match, a condition for those parts that many share."""

    keys: set[int] = field(default_factory=set)
    common: Q = field(default_factory=Q)

    @property
    def condition(self) -> Q:
        """The condition on customers."""
        return self.common | Q(pk__in=self.keys) if self.common else Q(pk__in=self.keys)


def found(text: str, actor: Actor) -> Hits:
    """Return the customers that `text` means, among those the actor sees; the caller narrows its rows to them."""
    # PostgreSQL takes no NUL in a text.
    text = text.replace("\0", "")
    key, number = search_key(text), digits(text)
    hits = Hits()
    if len(key) < SHORTEST:
        # A part of one or two letters is in every second name; what people mean is how the name begins.
        hits.common = Q(name_key__gte=key, name_key__lt=key + LAST) if key else Q()
        return hits
    if not any(letter.isalpha() for letter in key):
        if len(number) >= SHORTEST:
            _collect(hits, ContactPoint, "normalised", number, actor)
            _collect(hits, Identifier, "normalised", number, actor)
        return hits
    if "@" in key or "." in key:
        _collect(hits, ContactPoint, "normalised", key, actor)
    _names(hits, Customer, key, actor)
    _names(hits, Contact, key, actor)
    if number:
        # Ids of other systems are kept with their marks, tax numbers without.
        for form in {values.number(text), text.strip(), text.strip().upper()}:
            _collect(hits, Identifier, "normalised", form, actor)
    return hits


def _names(hits: Hits, model: type[Model], key: str, actor: Actor) -> None:
    """Look for the words as they stand, and where that finds nobody for all of them in any order."""
    before = len(hits.keys)
    _collect(hits, model, "name_key", key, actor)
    words = [word for word in key.split() if len(word) >= SHORTEST]
    if len(hits.keys) > before or hits.common or len(words) < 2:
        return
    sets = [keys for word in words if (keys := matching(model, "name_key", word)) is not None]
    if sets:
        together = set.intersection(*(set(keys) for keys in sets))
        rest = Q()
        for word in words:
            rest &= Q(name_key__contains=word)
        rows = model.objects.visible_to(actor).filter(rest, pk__in=together)  # type: ignore[attr-defined]
        hits.keys |= _customers(model, rows.values_list("pk", flat=True), actor)


def _collect(hits: Hits, model: type[Model], column: str, part: str, actor: Actor) -> None:
    keys = matching(model, column, part)
    if keys is None:
        hits.common |= COMMON[model](part, actor)
    elif keys:
        hits.keys |= _customers(model, keys, actor)


def _customers(model: type[Model], keys: Iterable[int], actor: Actor) -> set[int]:
    """Return the ids of the customers behind found rows; contacts are those of visible customers only."""
    keys = list(keys)
    if model is Customer:
        # Narrowed here and not only by the caller: somebody else's customer would keep the words from being looked
        # for in another order, and so be felt.
        own = Customer.objects.visible_to(actor).filter(pk__in=keys)
        return set(keys) if actor.sees is None else set(own.values_list("pk", flat=True))
    if model is Contact:
        there = Affiliation.objects.visible_to(actor).filter(contact_id__in=keys)
        himself = Customer.objects.visible_to(actor).filter(person_id__in=keys)
        return {*there.values_list("customer_id", flat=True), *himself.values_list("pk", flat=True)}
    held = model.objects.visible_to(actor).filter(pk__in=keys)  # type: ignore[attr-defined]
    pairs = list(held.values_list("customer_id", "contact_id"))
    contacts = {contact for _customer, contact in pairs if contact}
    direct = {customer for customer, _contact in pairs if customer}
    return direct | (_customers(Contact, contacts, actor) if contacts else set())


def _common_name(part: str, _actor: Actor) -> Q:
    return Q(name_key__contains=part)


def _common_contact(part: str, actor: Actor) -> Q:
    there = Affiliation.objects.visible_to(actor).filter(customer_id=OuterRef("pk"), contact__name_key__contains=part)
    return Q(Exists(there)) | Q(person__name_key__contains=part)


def _common_point(part: str, actor: Actor) -> Q:
    own = ContactPoint.objects.visible_to(actor).filter(customer_id=OuterRef("pk"), normalised__contains=part)
    there = Affiliation.objects.visible_to(actor).filter(
        customer_id=OuterRef("pk"), contact__points__normalised__contains=part
    )
    himself = ContactPoint.objects.visible_to(actor).filter(contact_id=OuterRef("person_id"), normalised__contains=part)
    return Q(Exists(own)) | Q(Exists(there)) | Q(Exists(himself))


def _common_number(part: str, actor: Actor) -> Q:
    own = Identifier.objects.visible_to(actor).filter(customer_id=OuterRef("pk"), normalised__contains=part)
    return Q(Exists(own))


COMMON: dict[type[Model], Callable[[str, Actor], Q]] = {
    Customer: _common_name,
    Contact: _common_contact,
    ContactPoint: _common_point,
    Identifier: _common_number,
}
