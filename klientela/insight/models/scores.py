"""What the facts say about a customer, and the scoring under which it was said."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from klientela.core.actor import Actor
from klientela.core.scoping import ScopedQuerySet
from klientela.customers.models import Customer
from klientela.customers.models.visibility import seen_through


class Scoring(models.Model):
    """The day and the cut points under which customers are scored, stored so that months can be compared.

    `cuts` holds for recency, frequency and amount the ascending lower limits of the scores 2 to 5, or why there are
    none. The newest scoring is the current one. `change` names the change set (an import) that called for it, so
    that undoing the import takes the scoring back too.
    """

    as_of = models.DateField()
    cuts = models.JSONField(default=dict)
    customers = models.PositiveIntegerField(default=0, help_text="with a purchase, when the cuts were made")
    medians = models.JSONField(
        default=dict, help_text="average first and second orders by kind of customer, home minor units"
    )
    change = models.BigIntegerField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)


class ConclusionQuerySet(ScopedQuerySet["Conclusion"]):
    """Conclusions: visible with their customer."""

    def _visible(self, actor: Actor) -> Self:
        return self.filter(seen_through(actor, "customer"))


class Conclusion(models.Model):
    """Everything computed about one customer; amounts are minor units of the home currency.

    Days are stored as days ("next order expected on"), never as "days since", which would be wrong tomorrow.
    """

    class Marker(models.TextChoices):
        WHITE = "white", _("white")
        GREEN = "green", _("green")
        YELLOW = "yellow", _("yellow")
        YELLOW_GREEN = "yellow-green", _("yellow-green")
        GOLD = "gold", _("gold")
        PLATINUM = "platinum", _("platinum")
        GREEN_RED = "green-red", _("green-red")
        GOLDEN_RED = "golden-red", _("golden-red")
        PLATINUM_RED = "platinum-red", _("platinum-red")

    customer = models.OneToOneField(Customer, models.CASCADE, primary_key=True, related_name="conclusion")
    scoring = models.ForeignKey(Scoring, models.PROTECT, null=True, related_name="+", db_index=False)
    first_purchase_on = models.DateField(null=True)
    last_purchase_on = models.DateField(null=True)
    purchases = models.PositiveIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    unpriced = models.PositiveIntegerField(default=0, help_text="purchases left out of the sum for want of a rate")
    year_total = models.BigIntegerField(default=0, help_text="in the 12 months before the scoring's day")
    usual_interval = models.FloatField(null=True, help_text="days, median gap of purchase days, from three gaps on")
    next_order_on = models.DateField(null=True)
    # The day from which the customer counts as slipping away: expected day plus one usual interval.
    overdue_from = models.DateField(null=True)
    recency = models.PositiveSmallIntegerField(null=True)
    frequency = models.PositiveSmallIntegerField(null=True)
    monetary = models.PositiveSmallIntegerField(null=True)
    rfm = models.PositiveSmallIntegerField(null=True, help_text="3 to 15")
    rfm_reason = models.JSONField(default=dict, help_text="code and parameters, also why there is no score")
    marker = models.CharField(max_length=12, choices=Marker, default=Marker.WHITE)
    marker_on = models.DateField(null=True, help_text="since when")
    marker_reason = models.JSONField(default=dict, help_text="code and parameters")
    marker_history = models.JSONField(default=list, help_text="earlier markers: marker, on, reason; oldest first")
    last_contact_at = models.DateTimeField(null=True)
    last_outgoing_at = models.DateTimeField(null=True)
    last_inquiry_at = models.DateTimeField(null=True)
    inquiries = models.PositiveIntegerField(default=0)

    objects = ConclusionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["marker", "customer"], name="conclusion_by_marker"),
            models.Index(fields=["rfm", "customer"], name="conclusion_by_rfm"),
            models.Index(fields=["total", "customer"], name="conclusion_by_total"),
            models.Index(fields=["purchases", "customer"], name="conclusion_by_purchases"),
            models.Index(fields=["last_purchase_on", "customer"], name="conclusion_by_last"),
            models.Index(fields=["overdue_from", "monetary"], name="conclusion_overdue"),
            models.Index(fields=["last_inquiry_at"], name="conclusion_by_inquiry"),
        ]
