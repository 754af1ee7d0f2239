"""That somebody put an action of Today aside: until a day, or until what caused it changes."""

from typing import Self

from django.db import models

from klientela.core.actor import Actor
from klientela.core.models import Record
from klientela.core.scoping import ScopedQuerySet
from klientela.customers.models import Customer
from klientela.customers.models.visibility import seen_through


class SetasideQuerySet(ScopedQuerySet["Setaside"]):
    """What was put aside: visible with the customer."""

    def _visible(self, actor: Actor) -> Self:
        return self.filter(seen_through(actor, "customer"))


class Setaside(Record):
    """One action of one customer, off the list.

    `cause` is the day of the fact behind the action (order expected on, inquiry received on, first order on): when a
    newer fact causes the same action anew, it shows again at once. `until` of null means "as long as the cause stands".
    """

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    action = models.CharField(max_length=40)
    cause = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = SetasideQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "action"], name="setaside_one_per_action")]
