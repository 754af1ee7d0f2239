"""What a customer and its people are called, in one text to search in."""

from typing import Self

from django.conf import settings
from django.db import models

from klientela.core.actor import Actor
from klientela.core.scoping import ScopedQuerySet
from klientela.customers.models.customers import Customer
from klientela.customers.models.visibility import seen_through


class CustomerNamesQuerySet(ScopedQuerySet["CustomerNames"]):
    """Texts to search in, each visible with its customer."""

    def _visible(self, actor: Actor) -> Self:
        return self.filter(seen_through(actor))


class CustomerNames(models.Model):
    """The search keys of a customer's name and of all its contacts' names, each on a line of its own.

    Triggers write it (`customers.name_triggers`), whoever changes a name: nothing else ever does. The owner stands here
    too, so that what is found is narrowed to what somebody sees without reading the customers.
    """

    customer = models.OneToOneField(
        Customer, models.CASCADE, primary_key=True, db_column="id", db_constraint=False, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_index=False, db_constraint=False, related_name="+"
    )
    text = models.TextField()

    objects = CustomerNamesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "customer names"

    def __str__(self) -> str:
        return self.text
