"""Orders with their lines, credit notes, and what was bought before the base began."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klientela.core.actor import Actor
from klientela.core.models import Record
from klientela.core.scoping import ScopedQuerySet
from klientela.customers.models import Customer
from klientela.customers.models.visibility import seen_through
from klientela.sales.models.catalogue import Product


class SaleQuerySet(ScopedQuerySet[models.Model]):
    """Orders, credit notes and balances: visible with their customer; sales of nobody to those who see everything."""

    def _visible(self, actor: Actor) -> Self:
        if actor.sees is None:
            return self
        return self.filter(seen_through(actor, "customer"), customer__isnull=False)


class Order(Record):
    """What a customer ordered on one document; without a customer it is a sale of nobody.

    Amounts are minor units of `currency`. `amount` is the sum of sale lines; `fees` of fees and postage;
    `credited` what credit notes took back. `home_net` is (amount - credited) in the home currency, unknown (null)
    without a rate. `is_purchase` says that it counts: not cancelled and positive after credit notes.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")

    customer = models.ForeignKey(Customer, models.CASCADE, null=True, blank=True, related_name="orders", db_index=False)
    number = models.CharField(max_length=100, blank=True)
    ordered_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DONE)
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField(default=0)
    fees = models.BigIntegerField(default=0)
    credited = models.BigIntegerField(default=0)
    home_net = models.BigIntegerField(null=True, blank=True)
    is_purchase = models.BooleanField(default=False)
    custom = models.JSONField(default=dict, blank=True)

    objects = SaleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["customer", "-ordered_on"], name="order_of_customer"),
            models.Index(fields=["number"], name="order_by_number"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_purchase=False) | (~Q(status="cancelled") & Q(amount__gt=models.F("credited"))),
                name="order_purchase_is_positive",
            )
        ]

    def __str__(self) -> str:
        return self.number or str(self.pk)


class OrderLineQuerySet(ScopedQuerySet["OrderLine"]):
    """Lines: visible with the customer of their order."""

    def _visible(self, actor: Actor) -> Self:
        if actor.sees is None:
            return self
        return self.filter(seen_through(actor, "order__customer"), order__customer__isnull=False)


class OrderLine(models.Model):
    """One line of an order; its version is the order's. Prices and quantities are integers of 10**-6."""

    class Kind(models.TextChoices):
        SALE = "sale", _("sale")
        FEE = "fee", _("fee or postage")
        FREE = "free", _("without a price")

    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=4, choices=Kind, default=Kind.SALE)
    text = models.CharField(max_length=255, blank=True)
    quantity = models.BigIntegerField()
    unit_price = models.BigIntegerField(null=True)
    amount = models.BigIntegerField(help_text="minor units of the order's currency")
    origin_row = models.PositiveIntegerField(null=True)

    objects = OrderLineQuerySet.as_manager()

    class Meta:
        # An undo deletes products by the thousand, and the database looks at every line for each of them otherwise.
        indexes = [models.Index(fields=["product"], name="line_by_product")]


class CreditNote(Record):
    """A cancellation or a return: matched to the line it takes back, or kept by itself and listed."""

    customer = models.ForeignKey(Customer, models.CASCADE, null=True, blank=True, related_name="credit_notes")
    order = models.ForeignKey(Order, models.SET_NULL, null=True, blank=True, related_name="credit_notes")
    line = models.ForeignKey(OrderLine, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    product = models.ForeignKey(Product, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    number = models.CharField(max_length=100, blank=True)
    issued_on = models.DateField()
    currency = models.CharField(max_length=3)
    quantity = models.BigIntegerField(help_text="positive, integers of 10**-6")
    amount = models.BigIntegerField(help_text="positive, minor units")
    text = models.CharField(max_length=255, blank=True)

    objects = SaleQuerySet.as_manager()

    class Meta:
        # Both for the undo: for each of a million lines that go, the database asks for the credit notes of that line.
        indexes = [
            models.Index(fields=["line"], condition=Q(line__isnull=False), name="credit_note_of_line"),
            models.Index(fields=["product"], name="credit_note_by_product"),
        ]


class OpeningBalance(Record):
    """What a file told of earlier purchases without their orders; counted in, with its source and date."""

    customer = models.OneToOneField(Customer, models.CASCADE, related_name="opening_balance")
    stated_on = models.DateField()
    purchases = models.PositiveIntegerField(default=0)
    inquiries = models.PositiveIntegerField(default=0)
    first_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField(null=True, blank=True, help_text="minor units; null when the file did not say")
    home_amount = models.BigIntegerField(null=True, blank=True)

    objects = SaleQuerySet.as_manager()
