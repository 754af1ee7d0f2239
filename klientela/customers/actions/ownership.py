"""Who is responsible for a customer: claimed from the pool, assigned by a manager, one or many at once."""

from collections.abc import Iterable

from django.db import transaction

from klientela.accounts.models import ChangeSet, User
from klientela.core.actor import Actor, Right
from klientela.core.errors import Refused
from klientela.customers.actions import bulk, writing
from klientela.customers.actions.writing import announce
from klientela.customers.models import Customer


def for_new(owner_id: int | None, actor: Actor) -> int | None:
    """Return who owns a customer that `actor` adds: themselves unless they name somebody, None without a user."""
    if owner_id is None or owner_id == actor.user_id:
        return actor.user_id
    return _assignable(owner_id, actor)


@transaction.atomic
def claim(customer_id: int, *, actor: Actor) -> Customer:
    """Take a customer out of the pool; of two who claim at once the second is refused. One's own: nothing happens."""
    customer = writing.allowed_customer(customer_id, actor)
    if actor.user_id is None:
        raise Refused("customer.claim_nobody", "Only a person can claim a customer.")
    if customer.owner_id == actor.user_id:
        return customer
    rows = Customer.objects.visible_to(actor).in_pool()
    if not rows.filter(pk=customer_id).exists():
        raise Refused("customer.claimed", "Somebody else has this customer already.")
    changes = {"owner_id": actor.user_id}
    customer, change = writing.edit(
        rows, customer_id, changes, version=customer.version, code="customer.claimed", actor=actor
    )
    if change:
        announce(change, [customer_id])
    return customer


@transaction.atomic
def assign(customer_id: int, *, owner_id: int | None, version: int, actor: Actor) -> Customer:
    """Give a customer to somebody, or to the pool (`owner_id` of None)."""
    actor.require(Right.ASSIGN)
    owner = None if owner_id is None else _assignable(owner_id, actor)
    rows = Customer.objects.visible_to(actor)
    customer, change = writing.edit(
        rows, customer_id, {"owner_id": owner}, version=version, code="customer.assigned", actor=actor
    )
    if change:
        announce(change, [customer_id])
    return customer


def assign_many(customer_ids: Iterable[int], *, owner_id: int | None, actor: Actor) -> ChangeSet | None:
    """Give many customers to somebody or to the pool in one change set; None when nothing differed."""
    actor.require(Right.ASSIGN)
    owner = None if owner_id is None else _assignable(owner_id, actor)
    return bulk.set_column(customer_ids, "owner_id", owner, code="customers.assigned", actor=actor)


def _assignable(owner_id: int, actor: Actor) -> int:
    actor.require(Right.ASSIGN)
    seen = actor.sees is None or owner_id in actor.sees
    if not (seen and User.objects.filter(pk=owner_id, is_active=True).exists()):
        raise Refused("customer.owner_unknown", "There is nobody like that to give customers to.")
    return owner_id
