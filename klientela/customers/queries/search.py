"""Which customers somebody means by a part of a name, a phone, an e-mail, a tax number or an id of another system."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, Model, OuterRef, Q, QuerySet, Subquery, Value

from klientela.core.actor import Actor
from klientela.core.among import Among
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
        # What costs least is asked first: the rest of an OR is left out where it holds.
        some = Q(Among("pk", self.keys))
        return some | self.common if self.common else some


def found(text: str, actor: Actor) -> Hits:
    """Return the customers that `text` means, among those the actor sees; the caller narrows its rows to them."""
    # PostgreSQL takes no NUL in a text.
    hits = _hits(text.replace("\0", ""), actor)
    if actor.sees is not None and hits.keys:
        # Once for all, and here: to sort four times as many rows costs more than to leave them out first.
        hits.keys = set(_seen(hits.keys, actor).values_list("pk", flat=True))
    return hits


def _hits(text: str, actor: Actor) -> Hits:
    key, number = search_key(text), digits(text)
    hits = Hits()
    if len(key) < SHORTEST:
        # A part of one or two letters is in every second name; what people mean is how the name begins.
        hits.common = Q(name_key__gte=key, name_key__lt=key + LAST) if key else Q()
        return hits
    if not any(letter.isalpha() for letter in key):
        if len(number) >= SHORTEST:
            _collect(hits, ContactPoint, "normalised", number)
            _collect(hits, Identifier, "normalised", number)
        return hits
    if "@" in key or "." in key:
        _collect(hits, ContactPoint, "normalised", key)
    _names(hits, Customer, key, actor)
    _names(hits, Contact, key, actor)
    if number:
        # Ids of other systems are kept with their marks, tax numbers without.
        for form in {values.number(text), text.strip().lower()}:
            _collect(hits, Identifier, "normalised", form)
    return hits


def _names(hits: Hits, model: type[Model], key: str, actor: Actor) -> None:
    """Look for the words as they stand, and where that finds nobody, or too many to tell, for all in any order."""
    words = [word for word in key.split() if len(word) >= SHORTEST]
    together = matching(model, "name_key", key)
    if together is None:
        # Among so many there may be none that this actor sees.
        hits.common |= COMMON[model](words or [key])
        return
    behind = _customers(model, together)
    hits.keys |= behind
    # Among those the actor sees: somebody else's customer would keep the words from being looked for in another order,
    # and so be felt.
    if len(words) > 1 and not (behind and _seen(behind, actor).exists()):
        _in_any_order(hits, model, words)


def _seen(customers: Iterable[int], actor: Actor) -> QuerySet[Customer]:
    return Customer.objects.visible_to(actor).filter(Among("pk", customers))


def _in_any_order(hits: Hits, model: type[Model], words: Sequence[str]) -> None:
    sets = [set(keys) for word in words if (keys := matching(model, "name_key", word)) is not None]
    if not sets:
        hits.common |= COMMON[model](words)
        return
    rest = Q(*(Q(name_key__contains=word) for word in words))
    among = Among("pk", set.intersection(*sets))
    rows = model.objects.unscoped("narrowed to visible customers at the end").filter(rest, among)  # type: ignore[attr-defined]
    hits.keys |= _customers(model, rows.values_list("pk", flat=True))


def _collect(hits: Hits, model: type[Model], column: str, part: str) -> None:
    keys = matching(model, column, part)
    if keys is None:
        hits.common |= COMMON[model]([part])
    else:
        hits.keys |= _customers(model, keys)


def _customers(model: type[Model], keys: Iterable[int]) -> set[int]:
    """Return the ids of the customers behind found rows, whoever may see them."""
    if model is Customer or not keys:
        return set(keys)
    if model is Contact:
        return _of_contacts(keys)
    rows = model.objects.unscoped("narrowed to visible customers at the end").filter(Among("pk", keys))  # type: ignore[attr-defined]
    holders = list(rows.values_list("customer_id", "contact_id"))
    return {customer for customer, _ in holders if customer} | _of_contacts({each for _, each in holders if each})


def _of_contacts(keys: Iterable[int]) -> set[int]:
    among = list(keys)
    if not among:
        return set()
    there = Affiliation.objects.unscoped("narrowed to visible customers at the end").filter(Among("contact_id", among))
    himself = Customer.objects.unscoped("narrowed to visible customers at the end").filter(Among("person_id", among))
    return {*there.values_list("customer_id", flat=True), *himself.values_list("pk", flat=True)}


def _any(rows: QuerySet[Any]) -> Subquery:
    """Return the condition that there is one of `rows`, asked for each row around anew.

    `EXISTS` is what PostgreSQL answers from a table of everything that fits, made before the first row of the page.
    """
    return Subquery(rows.order_by().values(found=Value(True))[:1], output_field=BooleanField())


def _all(path: str, parts: Sequence[str]) -> Q:
    return Q(*(Q(**{f"{path}__contains": part}) for part in parts))


def _common_name(parts: Sequence[str]) -> Q:
    return _all("name_key", parts)


def _common_contact(parts: Sequence[str]) -> Q:
    # The rows around are customers that the actor sees, and what belongs to a customer is seen with it, here and below:
    # asking for that once more for each row walked doubled the time.
    held = Affiliation.objects.unscoped("of customers already visible").filter(customer_id=OuterRef("pk"))
    return _all("person__name_key", parts) | Q(_any(held.filter(_all("contact__name_key", parts))))


def _common_point(parts: Sequence[str]) -> Q:
    return _common_held(ContactPoint, "points", parts)


def _common_number(parts: Sequence[str]) -> Q:
    return _common_held(Identifier, "identifiers", parts)


def _common_held(model: type[ContactPoint | Identifier], name: str, parts: Sequence[str]) -> Q:
    rows = model.objects.unscoped("of customers already visible").filter(_all("normalised", parts))
    held = Affiliation.objects.unscoped("of customers already visible").filter(customer_id=OuterRef("pk"))
    own = rows.filter(customer_id=OuterRef("pk"))
    there = held.filter(_all(f"contact__{name}__normalised", parts))
    himself = rows.filter(contact_id=OuterRef("person_id"))
    return Q(_any(own)) | Q(_any(there)) | Q(_any(himself))


COMMON: dict[type[Model], Callable[[Sequence[str]], Q]] = {
    Customer: _common_name,
    Contact: _common_contact,
    ContactPoint: _common_point,
    Identifier: _common_number,
}
