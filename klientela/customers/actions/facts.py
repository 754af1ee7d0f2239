"""How any fact is written down: once, with its author, in one transaction with its history and its event.

Facts do not lock their customer: two people may log calls with the same customer at the same moment.
"""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from django.db import transaction

from klientela.accounts.actions import history
from klientela.core.actor import Actor, Right
from klientela.core.scoping import ScopedQuerySet
from klientela.customers.actions import writing
from klientela.customers.actions.writing import allowed_customer, announce, cleaned, contact_of
from klientela.customers.models.timeline import Fact

F = TypeVar("F", bound=Fact)


def add(
    fact_type: type[F],
    customer_id: int,
    *,
    code: str,
    actor: Actor,
    contact_id: int | None = None,
    key: str = "",
    **values: Any,
) -> F:
    """Write a fact of `fact_type` about the customer and return it; `code` names the change in the history.

    `key` names the request: a second one with it is refused with `change.repeated`.
    """
    with transaction.atomic():
        customer = allowed_customer(customer_id, actor)
        contact = contact_of(customer, contact_id, actor)
        fact = fact_type(customer=customer, contact=contact, author_id=actor.user_id, **values)
        cleaned(fact_type, values, frozenset(values))
        fact.save(force_insert=True)
        change = history.open_change(code, actor=actor, key=key, customer=customer.pk)
        history.created(change, fact)
        announce(change, [customer.pk])
    return fact


def edit(
    fact_type: type[F],
    key: int,
    changes: Mapping[str, Any],
    *,
    allowed: frozenset[str],
    version: int,
    code: str,
    actor: Actor,
) -> F:
    """Change columns of a fact that somebody told wrong; the earlier words stay in the history."""
    with transaction.atomic():
        actor.require(Right.EDIT)
        clean = cleaned(fact_type, changes, allowed)
        rows = cast("ScopedQuerySet[F]", fact_type.objects.visible_to(actor))
        fact, change = writing.edit(rows, key, clean, version=version, code=code, actor=actor)
        if change:
            announce(change, [fact.customer_id])
    return fact
