"""How somebody is reached and recognised: contact points, identifiers, addresses."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from klientela.core.actor import Actor
from klientela.core.models import Record
from klientela.core.scoping import ScopedQuerySet
from klientela.customers.models.contacts import Contact
from klientela.customers.models.customers import Customer

M = TypeVar("M", bound=models.Model)

ONE_HOLDER = Q(customer__isnull=False, contact__isnull=True) | Q(customer__isnull=True, contact__isnull=False)


class HeldQuerySet(ScopedQuerySet[M]):
    """Rows that belong to exactly one customer or one contact, and are visible with it."""

    def _visible(self, actor: Actor) -> Self:
        if actor.sees is None:
            return self
        customers = Customer.objects.visible_to(actor).filter(pk=OuterRef("customer_id"))
        contacts = Contact.objects.visible_to(actor).filter(pk=OuterRef("contact_id"))
        return self.filter(Q(Exists(customers)) | Q(Exists(contacts)))


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

    customer = models.ForeignKey(Customer, models.CASCADE, null=True, blank=True, related_name="points")
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, blank=True, related_name="points")
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
        indexes = [models.Index(fields=["kind", "normalised"], name="contact_point_by_value")]

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

    customer = models.ForeignKey(Customer, models.CASCADE, null=True, blank=True, related_name="identifiers")
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, blank=True, related_name="identifiers")
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
        indexes = [models.Index(fields=["normalised", "scheme"], name="identifier_by_value")]

    def __str__(self) -> str:
        return self.value


class Address(Record):
    """A place of a customer or a contact, from country down to street."""

    class Use(models.TextChoices):
        MAIN = "main", _("address")
        LEGAL = "legal", _("legal address")
        DELIVERY = "delivery", _("delivery address")

    customer = models.ForeignKey(Customer, models.CASCADE, null=True, blank=True, related_name="addresses")
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, blank=True, related_name="addresses")
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
