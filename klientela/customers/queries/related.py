"""How fields that lie in rows of their own are shown and filtered: phones, e-mails, tax numbers, tags, the parent."""

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Exists, OuterRef, Q

from klientela.core.actor import Actor
from klientela.core.listing import Related
from klientela.core.search_key import search_key
from klientela.customers.models import ContactPoint, Customer, CustomerTag, Identifier

TAX_SCHEMES = ("tax", "vat", "inn", "nip")
Shown = Callable[[Sequence[int], Actor], dict[int, str]]


def _points(kind: str) -> Shown:
    def shown(keys: Sequence[int], actor: Actor) -> dict[int, str]:
        rows = ContactPoint.objects.visible_to(actor).filter(customer_id__in=keys, kind=kind)
        ordered = rows.order_by("-is_primary", "pk").values_list("customer_id", "normalised", "value")
        return _joined((key, normalised or value) for key, normalised, value in ordered)

    return shown


def _numbers(*schemes: str) -> Shown:
    def shown(keys: Sequence[int], actor: Actor) -> dict[int, str]:
        rows = Identifier.objects.visible_to(actor).filter(customer_id__in=keys, scheme__in=schemes)
        return _joined(rows.order_by("pk").values_list("customer_id", "value"))

    return shown


def _tags(keys: Sequence[int], _actor: Actor) -> dict[int, str]:
    hung = CustomerTag.objects.filter(customer_id__in=keys).order_by("tag__key")
    return _joined(hung.values_list("customer_id", "tag__name"))


def _parents(keys: Sequence[int], actor: Actor) -> dict[int, str]:
    below = Customer.objects.visible_to(actor).filter(pk__in=keys, parent__isnull=False)
    parent_of = dict(below.values_list("pk", "parent_id"))
    above = Customer.objects.visible_to(actor).filter(pk__in=set(parent_of.values()))
    names = dict(above.values_list("pk", "name"))
    return {key: names[parent] for key, parent in parent_of.items() if parent in names}


def _joined(pairs: Iterable[tuple[int | None, str]]) -> dict[int, str]:
    texts: dict[int, list[str]] = {}
    for key, text in pairs:
        if key is not None:
            texts.setdefault(key, []).append(text)
    return {key: ", ".join(each) for key, each in texts.items()}


def _has_tag(values: Sequence[str], _actor: Actor) -> Q:
    keys = [search_key(value) for value in values]
    return Q(Exists(CustomerTag.objects.filter(customer_id=OuterRef("pk"), tag__key__in=keys)))


RELATED: dict[str, Related] = {
    "customer.phone": Related(_points("phone")),
    "customer.email": Related(_points("email")),
    "customer.site": Related(_points("site")),
    "customer.tax_number": Related(_numbers(*TAX_SCHEMES)),
    "customer.external_id": Related(_numbers("external")),
    "customer.parent": Related(_parents),
    "customer.tags": Related(_tags, _has_tag),
}
