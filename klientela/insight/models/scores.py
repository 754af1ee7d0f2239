"""What the facts say about a customer, and the scoring under which it was said."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klientela.core.actor import Actor
from klientela.core.scoping import ScopedQuerySet
from klientela.customers.models import Customer
from klientela.customers.models.visibility import seen_through
from klientela.measures import groups


class Scoring(models.Model):
    """The day and the cut points under which customers are scored, stored so that months can be compared.

    `cuts` holds for recency, frequency and monetary the ascending lower limits of the scores 2 to 5 (null where no
    customer reached a score), or nothing when too few customers bought; recency is counted as days before `as_of`,
    with a minus, so that more is better. The newest scoring is the current one. `change` names the change set (an
    import) that called for it, so that undoing the import takes the scoring back too.
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

    class Group(models.TextChoices):
        """The groups of RFM, the best first; `klientela.measures.groups` says who belongs to which."""

        CHAMPIONS = groups.CHAMPIONS, _("champions")
        LOYAL = groups.LOYAL, _("loyal")
        POTENTIAL = groups.POTENTIAL, _("potential loyalists")
        NEW = groups.NEW, _("new")
        PROMISING = groups.PROMISING, _("promising")
        ATTENTION = groups.ATTENTION, _("need attention")
        SLEEPY = groups.SLEEPY, _("about to sleep")
        AT_RISK = groups.AT_RISK, _("at risk")
        CANT_LOSE = groups.CANT_LOSE, _("can't lose")
        HIBERNATING = groups.HIBERNATING, _("hibernating")

    customer = models.OneToOneField(Customer, models.CASCADE, primary_key=True, related_name="conclusion")
    scoring = models.ForeignKey(Scoring, models.PROTECT, null=True, related_name="+", db_index=False)
    first_purchase_on = models.DateField(null=True)
    last_purchase_on = models.DateField(null=True)
    purchases = models.PositiveIntegerField(default=0)
    # Null says that there were purchases and that the worth of none of them is known; it is never told as 0.
    total = models.BigIntegerField(null=True, default=0)
    unpriced = models.PositiveIntegerField(default=0, help_text="purchases left out of the sum for want of a rate")
    year_total = models.BigIntegerField(null=True, default=0, help_text="since 12 months before the scoring's day")
    last_year_total = models.BigIntegerField(default=0, help_text="in the 12 months up to their last purchase")
    usual_interval = models.FloatField(null=True, help_text="days, median gap of purchase days, from three gaps on")
    next_order_on = models.DateField(null=True)
    # The first day on which the order is overdue by more than the usual interval: the customer is slipping away.
    overdue_from = models.DateField(null=True)
    recency = models.PositiveSmallIntegerField(null=True)
    frequency = models.PositiveSmallIntegerField(null=True)
    monetary = models.PositiveSmallIntegerField(null=True)
    rfm = models.PositiveSmallIntegerField(null=True, help_text="3 to 15")
    rfm_group = models.CharField(max_length=20, choices=Group, blank=True, default="", help_text="empty without scores")
    rfm_reason = models.JSONField(default=dict, help_text="code and parameters, also why there is no score")
    marker = models.CharField(max_length=12, choices=Marker, default=Marker.WHITE)
    marker_on = models.DateField(null=True, help_text="since when")
    marker_reason = models.JSONField(default=dict, help_text="code and parameters")
    marker_history = models.JSONField(default=list, help_text="earlier markers: marker, on, reason; oldest first")
    last_contact_at = models.DateTimeField(null=True)
    last_outgoing_at = models.DateTimeField(null=True)
    last_inquiry_at = models.DateTimeField(null=True)
    inquiries = models.PositiveIntegerField(default=0)
    # The first inquiry that nothing from us followed; null when all are answered.
    unanswered_at = models.DateTimeField(null=True)
    # The day of the only purchase, while no contact followed it.
    unfollowed_on = models.DateField(null=True)
    # What customers alike paid for their first and second order; null when there are none.
    expected_first = models.BigIntegerField(null=True)
    expected_second = models.BigIntegerField(null=True)

    objects = ConclusionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["marker", "customer"], name="conclusion_by_marker"),
            models.Index(fields=["rfm", "customer"], name="conclusion_by_rfm"),
            models.Index(fields=["rfm_group", "customer"], name="conclusion_by_group"),
            models.Index(fields=["total", "customer"], name="conclusion_by_total"),
            models.Index(fields=["purchases", "customer"], name="conclusion_by_purchases"),
            models.Index(fields=["last_purchase_on", "customer"], name="conclusion_by_last"),
            models.Index(fields=["last_inquiry_at"], name="conclusion_by_inquiry"),
            # Today reads these from the top until its page is full, so that a large base costs no more than a small.
            models.Index(
                fields=["-last_year_total", "-next_order_on", "overdue_from", "monetary", "customer"],
                condition=Q(monetary__gte=4, overdue_from__isnull=False),
                name="conclusion_slipping",
            ),
            models.Index(
                fields=["-expected_first", "-unanswered_at", "customer"],
                condition=Q(unanswered_at__isnull=False),
                name="conclusion_unanswered",
            ),
            models.Index(
                fields=["-expected_second", "-unfollowed_on", "customer"],
                condition=Q(unfollowed_on__isnull=False),
                name="conclusion_unfollowed",
            ),
        ]
