"""How somebody is reached and recognised: contact points, identifiers, addresses."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from klientela.core.actor import Actor
from klientela.core.models import Record
from klientela.core.scoping import ScopedQuerySet
from klientela.customers.models.contacts import Affiliation, Contact
from klientela.customers.models.customers import Customer
from klientela.customers.models.visibility import seen_through

M = TypeVar("M", bound=models.Model)

ONE_HOLDER = Q(customer__isnull=False, contact__isnull=True) | Q(customer__isnull=True, contact__isnull=False)


def _of(holder: str, name: str) -> models.Index:
    # Each row has one holder: an index that leaves out the others is half as long, and half as dear to an import.
    return models.Index(fields=[holder], condition=Q((f"{holder}__isnull", False)), name=name)


class HeldQuerySet(ScopedQuerySet[M]):
    """Rows that belong to exactly one customer or one contact, and are visible with it."""

    def _visible(self, actor: Actor) -> Self:
        if actor.sees is None:
            return self
        # Contacts are seen through their customers; asking for those straight away, and not for the contact around
        # them, makes a card cheaper, which asks this four times.
        own = Customer.objects.visible_to(actor).filter(pk=OuterRef("customer_id"))
        there = Affiliation.objects.visible_to(actor).filter(contact_id=OuterRef("contact_id"))
        himself = Customer.objects.visible_to(actor).filter(person_id=OuterRef("contact_id"))
        return self.filter(Q(Exists(own)) | Q(Exists(there)) | Q(Exists(himself)))

    def of_customer(self, customer: Customer, actor: Actor) -> Self:
        """Return the rows that one customer itself holds, if the actor sees it: `visible_to` without the contacts."""
        return self._scoped(self.filter(seen_through(actor, "customer"), customer=customer))


class ContactPoint(Record):
    """One phone, e-mail, site or profile of a customer or a contact."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("phone")
        EMAIL = "email", _("e-mail")
        SITE = "site", _("site")
        MESSENGER = "messenger", _("messenger")
        PROFILE = "profile", _("profile")

    class State(models.TextChoices):
        UNVERIFIED = "", _("not checked")
        WORKS = "works", _("works")
        FAILS = "fails", _("does not work")
        WRONG = "wrong", _("somebody else's")

    customer = models.ForeignKey(Customer, models.CASCADE, null=True, blank=True, related_name="points", db_index=False)
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, blank=True, related_name="points", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind)
    value = models.CharField(max_length=255, help_text="as it was written")
    # Phones in E.164, e-mails folded, sites without scheme and www; empty when nothing could be made of it.
    normalised = models.CharField(max_length=255)
    is_work = models.BooleanField(default=True)
    is_primary = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.UNVERIFIED, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)

    objects = HeldQuerySet["ContactPoint"].as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=ONE_HOLDER, name="contact_point_has_one_holder")]
        indexes = [
            models.Index(fields=["kind", "normalised"], name="contact_point_by_value"),
            _of("customer", "contact_point_of_customer"),
            _of("contact", "contact_point_of_contact"),
        ]

    def __str__(self) -> str:
        return self.value


class Identifier(Record):
    """A number by which others know a customer or a contact: tax and registration numbers, ids of other systems."""

    class Scheme(models.TextChoices):
        EXTERNAL = "external", _("number in another system")
        TAX = "tax", _("tax number")
        VAT = "vat", _("VAT number")
        INN = "inn", _("INN")
        KPP = "kpp", _("KPP")
        OGRN = "ogrn", _("OGRN")
        NIP = "nip", _("NIP")
        REGON = "regon", _("REGON")
        KRS = "krs", _("KRS")
        LEI = "lei", _("LEI")
        REGISTRATION = "registration", _("registration number")

    customer = models.ForeignKey(
        Customer, models.CASCADE, null=True, blank=True, related_name="identifiers", db_index=False
    )
    contact = models.ForeignKey(
        Contact, models.CASCADE, null=True, blank=True, related_name="identifiers", db_index=False
    )
    scheme = models.CharField(max_length=12, choices=Scheme)
    issuer = models.CharField(max_length=40, blank=True, help_text="the other system; empty for the company's own")
    value = models.CharField(max_length=100)
    normalised = models.CharField(max_length=100)
    is_valid = models.BooleanField(default=True, help_text="its check digits are right, or it has none")

    objects = HeldQuerySet["Identifier"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_HOLDER, name="identifier_has_one_holder"),
            models.UniqueConstraint(
                fields=["issuer", "normalised"],
                condition=Q(scheme="external", customer__isnull=False),
                name="identifier_external_of_one_customer",
            ),
        ]
        indexes = [
            models.Index(fields=["normalised", "scheme"], name="identifier_by_value"),
            _of("customer", "identifier_of_customer"),
            _of("contact", "identifier_of_contact"),
        ]

    def __str__(self) -> str:
        return self.value


class Address(Record):
    """A place of a customer or a contact, from country down to street."""

    class Use(models.TextChoices):
        MAIN = "main", _("address")
        LEGAL = "legal", _("legal address")
        DELIVERY = "delivery", _("delivery address")

    customer = models.ForeignKey(
        Customer, models.CASCADE, null=True, blank=True, related_name="addresses", db_index=False
    )
    contact = models.ForeignKey(
        Contact, models.CASCADE, null=True, blank=True, related_name="addresses", db_index=False
    )
    use = models.CharField(max_length=10, choices=Use, default=Use.MAIN)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166 alpha-2")
    region = models.CharField(max_length=120, blank=True)
    district = models.CharField(max_length=120, blank=True)
    locality = models.CharField(max_length=120, blank=True)
    street = models.CharField(max_length=255, blank=True)
    postcode = models.CharField(max_length=20, blank=True)

    objects = HeldQuerySet["Address"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_HOLDER, name="address_has_one_holder"),
            models.UniqueConstraint(fields=["customer", "use"], name="address_one_of_each_use"),
        ]
        # Those of customers are found by the constraint.
        indexes = [_of("contact", "address_of_contact")]
