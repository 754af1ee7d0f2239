"""What was told together with its next step: kept as a whole or not at all."""

from datetime import date
from typing import Any

from django.db import transaction

from klientela.core.actor import Actor
from klientela.customers.actions import customers, interactions
from klientela.customers.models import Customer, Interaction
from klientela.work.actions import tasks


@transaction.atomic
def log(
    customer_id: int, *, actor: Actor, next_step: str = "", next_on: date | None = None, **told: Any
) -> Interaction:
    """Log an interaction as `interactions.log` does with `told`, and what is to be done next as a task."""
    interaction = interactions.log(customer_id, actor=actor, **told)
    _planned(next_step, next_on, customer_id, actor)
    return interaction


@transaction.atomic
def add_customer(
    name: str, *, actor: Actor, next_step: str = "", next_on: date | None = None, **known: Any
) -> Customer:
    """Add a customer as `customers.add` does with what is `known`, and what is to be done next as a task."""
    customer = customers.add(name, actor=actor, **known)
    _planned(next_step, next_on, customer.pk, actor)
    return customer


def _planned(words: str, due_on: date | None, customer_id: int, actor: Actor) -> None:
    if words.strip():
        tasks.add(words, customer_id=customer_id, due_on=due_on, actor=actor)
