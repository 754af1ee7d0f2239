"""Tags: words that people hang on customers, one or many at once; a new word makes its tag."""

from collections.abc import Iterable

from django.db import transaction

from klientela.accounts.actions import history
from klientela.accounts.models import ChangeSet
from klientela.core.actor import Actor, Right
from klientela.core.errors import Refused
from klientela.core.search_key import search_key
from klientela.customers.actions import bulk
from klientela.customers.actions.writing import allowed_customer, announce
from klientela.customers.models import Customer, CustomerTag, Tag

LONGEST = 60
LONGEST_KEY = 120


@transaction.atomic
def add_tag(customer_id: int, name: str, *, actor: Actor) -> Tag:
    """Hang a tag on a customer; hanging it twice is nothing."""
    customer = allowed_customer(customer_id, actor)
    tag_many([customer.pk], name, actor=actor)
    return Tag.objects.get(key=_key(name))


@transaction.atomic
def tag_many(customer_ids: Iterable[int], name: str, *, actor: Actor) -> ChangeSet | None:
    """Hang a tag on the visible ones among the customers; None when all of them had it."""
    actor.require(Right.EDIT)
    rows = Customer.objects.visible_to(actor).filter(pk__in=bulk.chosen(customer_ids))
    tag, is_new = _tag(name)
    having = CustomerTag.objects.filter(tag=tag).values("customer_id")
    missing = list(rows.exclude(pk__in=having).order_by("pk").values_list("pk", flat=True))
    if not missing:
        return None
    # Of two who hang the same tag at once the constraint keeps one row.
    CustomerTag.objects.bulk_create([CustomerTag(customer_id=each, tag=tag) for each in missing], ignore_conflicts=True)
    hung = list(CustomerTag.objects.filter(tag=tag, customer_id__in=missing))
    change = history.open_change("customers.tagged", actor=actor, tag=tag.name, count=len(hung))
    history.created(change, *([tag] if is_new else []), *hung)
    announce(change, missing)
    return change


@transaction.atomic
def remove_tag(customer_id: int, tag_id: int, *, actor: Actor) -> None:
    """Take a tag off a customer; it not being there is nothing."""
    customer = allowed_customer(customer_id, actor)
    hung = CustomerTag.objects.filter(customer=customer, tag_id=tag_id).select_related("tag").first()
    if hung is None:
        return
    change = history.open_change("customer.untagged", actor=actor, tag=hung.tag.name)
    history.deleted(change, hung)
    hung.delete()
    announce(change, [customer.pk])


def _tag(name: str) -> tuple[Tag, bool]:
    shown = " ".join(name.replace("\0", "").split())
    if not shown:
        raise Refused("tag.empty", "Write the tag.")
    if len(shown) > LONGEST:
        raise Refused("tag.too_long", "A tag is a word or two, not a sentence.")
    return Tag.objects.get_or_create(key=_key(shown), defaults={"name": shown})


def _key(name: str) -> str:
    return search_key(name)[:LONGEST_KEY].rstrip()
