"""The form of one column of a customer, edited in its place: its field is made from the column, or is one of three."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klientela.core.actor import Actor
from klientela.core.money import Money, exponent, to_minor
from klientela.core.preferences import preferences
from klientela.core.search_key import search_key
from klientela.customers.models import Customer, Source
from klientela.web import formats


class RevenueField(forms.DecimalField):
    """An amount typed in whole units of a currency, kept in minor ones."""

    # 15 figures before the comma: with any currency's decimal places it fits into the column.
    def __init__(self, currency: str) -> None:
        places = exponent(currency)
        super().__init__(min_value=0, max_digits=15 + places, decimal_places=places, localize=True)
        self.currency = currency

    def clean(self, value: Any) -> int | None:
        """Return minor units."""
        amount: Decimal | None = super().clean(value)
        return None if amount is None else to_minor(amount, self.currency)


class CustomerField(forms.CharField):
    """A customer whom the actor sees, typed by name, or as # and a number; `unseen` stays when nothing is typed."""

    def __init__(self, actor: Actor, unseen: int | None) -> None:
        super().__init__(
            max_length=255,
            help_text=_("The name as it stands on its card, or # and the number in the address of the card."),
        )
        self.actor, self.unseen = actor, unseen

    def clean(self, value: Any) -> int | None:
        """Return the key of the customer."""
        text = super().clean(value)
        if not text:
            return self.unseen
        number = text.removeprefix("#").strip()
        rows = Customer.objects.visible_to(self.actor).order_by("pk")
        if text.startswith("#") and number.isdecimal() and len(number) < len(str(2**63)):
            rows = rows.filter(pk=int(number))
        else:
            rows = rows.filter(name_key=search_key(text))
        found = list(rows.values_list("pk", flat=True)[:2])
        if not found:
            raise forms.ValidationError(_("Nobody whom you see is called so."))
        if len(found) > 1:
            raise forms.ValidationError(
                _("Several are called so: write # and the number in the address of the card instead.")
            )
        return int(found[0])


def column_form(column: str, label: str, customer: Customer, actor: Actor, data: Any = None) -> forms.Form:
    """Return the form of one column; its cleaned value is what the action takes."""
    maker = MAKERS.get(column)
    made, standing = maker(customer, actor) if maker else _plain(column, customer)
    made.label, made.required = label, column == "name"
    if isinstance(made, RevenueField):
        made.label = f"{label}, {formats.SIGNS.get(made.currency, made.currency)}"
    form = forms.Form(data, initial={column: standing, "version": customer.version})
    form.fields[column] = made
    form.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
    return form


def _plain(column: str, customer: Customer) -> tuple[Any, Any]:
    made = Customer._meta.get_field(column).formfield()  # type: ignore[union-attr]
    made.help_text = ""  # type: ignore[union-attr]
    return made, getattr(customer, column)


def _source(customer: Customer, _actor: Actor) -> tuple[Any, Any]:
    choices = [("", "–"), *Source.objects.order_by("name").values_list("pk", "name")]
    return forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None), customer.source_id


def _parent(customer: Customer, actor: Actor) -> tuple[Any, Any]:
    """Say the parent by name only to somebody who sees it."""
    if customer.parent_id is None:
        return CustomerField(actor, None), ""
    parent = Customer.objects.visible_to(actor).filter(pk=customer.parent_id).first()
    return CustomerField(actor, None if parent else customer.parent_id), parent.name if parent else ""


def _revenue(customer: Customer, _actor: Actor) -> tuple[Any, Any]:
    currency = currency_of(customer)
    revenue = customer.annual_revenue
    return RevenueField(currency), None if revenue is None else Money(revenue, currency).amount


def currency_of(customer: Customer) -> str:
    """Return the currency in which the customer's revenue is told."""
    return customer.revenue_currency or preferences().home_currency


MAKERS: dict[str, Callable[[Customer, Actor], tuple[Any, Any]]] = {
    "source_id": _source,
    "parent_id": _parent,
    "annual_revenue": _revenue,
}
