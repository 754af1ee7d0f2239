"""Which customers somebody means by a part of a name, a phone, an e-mail, a tax number or an id of another system."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, OuterRef, Q, QuerySet, Subquery, Value

from klientela.core.actor import Actor
from klientela.core.among import Among
from klientela.core.search_index import SHORTEST, Containing, is_common
from klientela.core.search_key import digits, search_key
from klientela.customers import values
from klientela.customers.models import Affiliation, ContactPoint, Customer, CustomerNames, Identifier

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
    text = text.replace("\0", "")  # PostgreSQL takes none
    key, number = search_key(text), digits(text)
    hits = Hits()
    if len(key) < SHORTEST:
        # A part of one or two letters is in every second name; what people mean is how the name begins.
        hits.common = Q(name_key__gte=key, name_key__lt=key + LAST) if key else Q()
        return hits
    if not any(letter.isalpha() for letter in key):
        if len(number) >= SHORTEST:
            _collect(hits, ContactPoint, number, actor)
            _collect(hits, Identifier, number, actor)
        return hits
    if "@" in key or "." in key:
        _collect(hits, ContactPoint, key, actor)
    _names(hits, key, actor)
    if number:
        # Ids of other systems are kept with their marks, tax numbers without.
        for form in {values.number(text), text.strip().lower()}:
            _collect(hits, Identifier, form, actor)
    return hits


def _names(hits: Hits, key: str, actor: Actor) -> None:
    """Look for the words as they stand, and where that finds nobody, or too many to tell, for all in any order."""
    words = [word for word in key.split() if len(word) >= SHORTEST]
    if is_common(CustomerNames, "text", key):
        # So are its words. Among so many there may be none that this actor sees.
        hits.common |= _common_name(words or [key])
        return
    # Among those the actor sees: somebody else's customer would keep the words from being looked for in another order,
    # and so be felt.
    names = CustomerNames.objects.visible_to(actor).values_list("pk", flat=True)
    together = set(names.filter(Containing("text", key)))
    hits.keys |= together
    if together or len(words) < 2:
        return
    rare = [Containing("text", word) for word in words if not is_common(CustomerNames, "text", word)]
    if rare:
        hits.keys.update(names.filter(*rare, _all("text", words)))
    else:
        hits.common |= _common_name(words)


def _collect(hits: Hits, model: type[ContactPoint | Identifier], part: str, actor: Actor) -> None:
    if is_common(model, "normalised", part):
        hits.common |= _common_held(model, part)
        return
    rows = model.objects.unscoped("narrowed to what is visible afterwards").filter(Containing("normalised", part))
    holders = list(rows.values_list("customer_id", "contact_id"))
    behind = {customer for customer, _ in holders if customer} | _of_contacts({each for _, each in holders if each})
    if behind and actor.sees is not None:
        # Once for all, and here: to sort four times as many rows costs more than to leave them out first.
        behind = set(Customer.objects.visible_to(actor).filter(Among("pk", behind)).values_list("pk", flat=True))
    hits.keys |= behind


def _of_contacts(contacts: set[int]) -> set[int]:
    if not contacts:
        return set()
    there = Affiliation.objects.unscoped("narrowed to what is visible afterwards").filter(Among("contact_id", contacts))
    himself = Customer.objects.unscoped("narrowed to what is visible afterwards").filter(Among("person_id", contacts))
    return {*there.values_list("customer_id", flat=True), *himself.values_list("pk", flat=True)}


def _any(rows: QuerySet[Any]) -> Subquery:
    """Return the condition that there is one of `rows`, asked for each row around anew.

    `EXISTS` is what PostgreSQL answers from a table of everything that fits, made before the first row of the page.
    """
    return Subquery(rows.order_by().values(found=Value(True))[:1], output_field=BooleanField())


def _all(path: str, parts: Sequence[str]) -> Q:
    return Q(*(Q(**{f"{path}__contains": part}) for part in parts))


def _common_name(parts: Sequence[str]) -> Q:
    # The rows around are customers that the actor sees, and what belongs to a customer is seen with it, here and below:
    # asking for that once more for each row walked doubled the time.
    names = CustomerNames.objects.unscoped("of customers already visible")
    return Q(_any(names.filter(_all("text", parts), pk=OuterRef("pk"))))


def _common_held(model: type[ContactPoint | Identifier], part: str) -> Q:
    rows = model.objects.unscoped("of customers already visible").filter(normalised__contains=part)
    held = Affiliation.objects.unscoped("of customers already visible").filter(customer_id=OuterRef("pk"))
    own = rows.filter(customer_id=OuterRef("pk"))
    related = "points" if model is ContactPoint else "identifiers"
    there = held.filter(**{f"contact__{related}__normalised__contains": part})
    himself = rows.filter(contact_id=OuterRef("person_id"))
    return Q(_any(own)) | Q(_any(there)) | Q(_any(himself))
