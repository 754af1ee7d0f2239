"""The customer: everyone we sell to or might; and the small lists that describe one."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klientela.core.actor import Actor
from klientela.core.models import Record
from klientela.core.scoping import ScopedQuerySet
from klientela.customers.models.visibility import seen_through


class Source(models.Model):
    """Where records come from, with what they cost, so that sources can be compared."""

    class Group(models.TextChoices):
        ACTIVE = "active", _("active")
        INBOUND = "inbound", _("inbound")
        INTERNET = "internet", _("found on the internet")

    name = models.CharField(max_length=150, unique=True)
    group = models.CharField(max_length=8, choices=Group, default=Group.ACTIVE)

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    """A word that people hang on customers."""

    name = models.CharField(max_length=60)
    key = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class CustomerQuerySet(ScopedQuerySet["Customer"]):
    """Customers; nobody fetches them but through `visible_to`."""

    def _visible(self, actor: Actor) -> Self:
        return self.filter(seen_through(actor))

    def active(self) -> Self:
        """Leave out the archived ones."""
        return self.filter(archived_at__isnull=True)

    def in_pool(self) -> Self:
        """Keep those that nobody owns yet."""
        return self.filter(owner__isnull=True)


class Customer(Record):
    """A company, a government body or a person: current, potential or past."""

    class Kind(models.TextChoices):
        COMPANY = "company", _("company")
        GOVERNMENT = "government", _("government")
        PERSON = "person", _("person")

    class Relationship(models.TextChoices):
        CUSTOMER = "customer", _("customer")
        PARTNER = "partner", _("partner")
        AGENT = "agent", _("agent")
        COLLEAGUE = "colleague", _("colleague")
        COMPETITOR = "competitor", _("competitor")
        REFERRER = "referrer", _("referrer")

    class Risk(models.TextChoices):
        NONE = "", _("none known")
        TROUBLE = "trouble", _("financial trouble")
        CUT = "cut", _("cut production")
        LIQUIDATED = "liquidated", _("liquidated")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COMPANY)
    relationship = models.CharField(max_length=10, choices=Relationship, default=Relationship.CUSTOMER)
    name = models.CharField(max_length=255)
    # What the list is sorted and searched by: the same on both databases (core.search_key).
    name_key = models.CharField(max_length=512)
    legal_name = models.CharField(max_length=255, blank=True)
    person = models.OneToOneField("customers.Contact", models.PROTECT, null=True, blank=True, related_name="himself")
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="subsidiaries", db_index=False
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    tags = models.ManyToManyField(Tag, through="CustomerTag", related_name="+")
    # Country (ISO 3166 alpha-2) and locality of the main address, kept here because lists filter and sort by them.
    country = models.CharField(max_length=2, blank=True)
    locality = models.CharField(max_length=120, blank=True)
    industry = models.CharField(max_length=120, blank=True)
    employees = models.PositiveIntegerField(null=True, blank=True)
    annual_revenue = models.BigIntegerField(null=True, blank=True, help_text="minor units of revenue_currency")
    revenue_currency = models.CharField(max_length=3, blank=True)
    founded_year = models.PositiveSmallIntegerField(null=True, blank=True)
    language = models.CharField(max_length=5, blank=True)
    technologies = models.TextField(blank=True)
    purpose = models.CharField(max_length=60, blank=True, help_text="own use, production, resale")
    objectives = models.TextField(blank=True)
    risk = models.CharField(max_length=10, choices=Risk, default=Risk.NONE, blank=True)
    note = models.TextField(blank=True)
    custom = models.JSONField(default=dict, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="person", person__isnull=False) | (~Q(kind="person") & Q(person__isnull=True)),
                name="customer_person_is_somebody",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="customer_has_a_name"),
        ]
        indexes = [
            models.Index(fields=["name_key", "id"], name="customer_by_name"),
            models.Index(fields=["owner", "name_key", "id"], name="customer_by_owner"),
            # To PostgreSQL an index by owner is not in order of names where there is none.
            models.Index(fields=["name_key", "id"], condition=Q(owner__isnull=True), name="customer_in_the_pool"),
            models.Index(fields=["industry", "name_key", "id"], name="customer_by_industry"),
            models.Index(fields=["locality", "name_key", "id"], name="customer_by_locality"),
            # Few have one: an index of those alone costs an import nothing.
            models.Index(fields=["parent"], condition=Q(parent__isnull=False), name="customer_of_parent"),
            models.Index(fields=["source"], condition=Q(source__isnull=False), name="customer_of_source"),
        ]

    def __str__(self) -> str:
        return self.name


class CustomerTag(models.Model):
    """That a customer carries a tag."""

    customer = models.ForeignKey(Customer, models.CASCADE)
    tag = models.ForeignKey(Tag, models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "tag"], name="customer_tag_once")]
