"""What passed between us: facts with author, time and source, written once and never overwritten by a computation."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from klientela.core.actor import Actor
from klientela.core.models import Record
from klientela.core.scoping import ScopedQuerySet
from klientela.customers.models.contacts import Contact
from klientela.customers.models.customers import Customer
from klientela.customers.models.visibility import seen_through


class FactQuerySet(ScopedQuerySet[models.Model]):
    """Facts about a customer: visible with the customer."""

    def _visible(self, actor: Actor) -> Self:
        return self.filter(seen_through(actor, "customer"))


class Fact(Record):
    """Something that happened with a customer, told by somebody."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="%(class)ss")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True


class Interaction(Fact):
    """A call, mail, meeting, presentation, message, visit or note."""

    class Kind(models.TextChoices):
        CALL = "call", pgettext_lazy("interaction", "call")
        MAIL = "mail", pgettext_lazy("interaction", "e-mail")
        MEETING = "meeting", _("meeting")
        PRESENTATION = "presentation", _("presentation")
        CONSULTATION = "consultation", _("consultation")
        MESSAGE = "message", _("message")
        VISIT = "visit", _("visit")
        EVENT = "event", _("event")
        NOTE = "note", _("note")

    class Direction(models.TextChoices):
        NONE = "", _("no direction")
        OUT = "out", _("from us")
        IN = "in", _("from them")

    class Outcome(models.TextChoices):
        NONE = "", _("no outcome")
        REACHED = "reached", _("reached")
        NO_ANSWER = "no_answer", _("no answer")
        BUSY = "busy", _("busy")
        WRONG_NUMBER = "wrong_number", _("wrong number")
        AGREED = "agreed", _("agreed")
        DECLINED = "declined", _("declined")

    kind = models.CharField(max_length=12, choices=Kind)
    direction = models.CharField(max_length=3, choices=Direction, default=Direction.NONE, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    started_at = models.DateTimeField()
    duration = models.PositiveIntegerField(null=True, blank=True, help_text="seconds")
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.NONE, blank=True)
    summary = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["customer", "-started_at"], name="interaction_of_customer")]


class Inquiry(Fact):
    """A customer asked: for a price, a proposal, anything about a product or service."""

    received_at = models.DateTimeField()
    channel = models.CharField(max_length=20, blank=True)
    subject = models.CharField(max_length=255, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "inquiries"
        indexes = [models.Index(fields=["customer", "-received_at"], name="inquiry_of_customer")]


class Consent(Fact):
    """Consent to be addressed over a channel, given or withdrawn, with its text and date."""

    class Channel(models.TextChoices):
        MAILING = "mailing", _("mailing")
        PHONE = "phone", _("phone")
        MESSAGE = "message", _("message")
        POST = "post", _("post")

    channel = models.CharField(max_length=10, choices=Channel)
    is_given = models.BooleanField(default=True)
    at = models.DateTimeField()
    text = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["customer", "-at"], name="consent_of_customer")]


class Refusal(Fact):
    """A customer said no: refused the offer, or plans no more deals."""

    at = models.DateTimeField()
    reason = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["customer", "-at"], name="refusal_of_customer")]


class MarkerOverride(Fact):
    """A manager's own word on how far a customer is, with the reason; the latest one not lifted holds."""

    marker = models.CharField(max_length=12)
    reason = models.TextField()
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="marker_override_says_why")]


class StaleMark(models.Model):
    """That a customer's conclusions are older than the facts; written with the fact, in its transaction.

    Marks are only ever added by writers, so that they never queue for one another's row; whoever recomputes
    deletes exactly the marks it read.
    """

    # No foreign key: an undo may take the customer away while a mark still lies here.
    customer_id = models.BigIntegerField(db_index=True)
