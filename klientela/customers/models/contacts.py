"""Every human: a contact, and what part a contact plays at a customer."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from klientela.core.actor import Actor
from klientela.core.models import Record
from klientela.core.scoping import ScopedQuerySet
from klientela.customers.models.customers import Customer
from klientela.customers.models.visibility import seen_through


class ContactQuerySet(ScopedQuerySet["Contact"]):
    """Contacts: visible when any of their customers is."""

    def _visible(self, actor: Actor) -> Self:
        if actor.sees is None:
            return self
        affiliated = Affiliation.objects.visible_to(actor).filter(contact_id=OuterRef("pk"))
        himself = Customer.objects.visible_to(actor).filter(person_id=OuterRef("pk"))
        return self.filter(Q(Exists(affiliated)) | Q(Exists(himself)))


class Contact(Record):
    """A human being, at one or more customers, or a customer himself."""

    name = models.CharField(max_length=255, help_text="as shown: first name, patronymic, last name")
    name_key = models.CharField(max_length=512, db_index=True)
    first_name = models.CharField(max_length=100, blank=True)
    patronymic = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    birth_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    education = models.CharField(max_length=60, blank=True)
    income_band = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=5, blank=True)
    years_of_experience = models.PositiveSmallIntegerField(null=True, blank=True)
    preferred_channel = models.CharField(max_length=20, blank=True)
    preferred_time = models.CharField(max_length=60, blank=True)
    motives = models.TextField(blank=True)
    do_not_contact = models.BooleanField(default=False)
    custom = models.JSONField(default=dict, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="contact_has_a_name")]

    def __str__(self) -> str:
        return self.name


class AffiliationQuerySet(ScopedQuerySet["Affiliation"]):
    """Affiliations: visible with their customer."""

    def _visible(self, actor: Actor) -> Self:
        return self.filter(seen_through(actor, "customer"))


class Affiliation(Record):
    """That a contact is at a customer, in which position, and with what say in a decision."""

    class Role(models.TextChoices):
        UNKNOWN = "", _("role not known")
        DECIDES = "decides", _("decision-maker")
        INFLUENCES = "influences", _("influencer")
        BUYS = "buys", _("buyer")
        USES = "uses", _("user")
        ACCOUNTS = "accounts", _("accountant")
        GUARDS = "guards", _("gatekeeper")

    # Found by the constraint, which begins with the customer.
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="affiliations", db_index=False)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="affiliations")
    role = models.CharField(max_length=10, choices=Role, default=Role.UNKNOWN, blank=True)
    position = models.CharField(max_length=150, blank=True)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "contact"], name="affiliation_once")]
