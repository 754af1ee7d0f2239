"""The shapes of what is typed to add a customer; the rules are in the action."""

from django import forms
from django.utils.translation import gettext_lazy as _

from klientela.customers.models import Customer
from klientela.web.choices import countries
from klientela.web.once import OnceForm


class QuickForm(OnceForm):
    """A whole customer in one line."""

    line = forms.CharField(
        label=_("In one line"),
        max_length=500,
        help_text=_("For instance: Acme Ltd, +48 601 234 567, anna@acme.example, call tomorrow"),
    )


class CustomerForm(OnceForm):
    """What one usually knows at the beginning."""

    name = forms.CharField(label=_("Name"), max_length=255)
    kind = forms.ChoiceField(label=_("Kind"), choices=Customer.Kind.choices)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=255)
    email = forms.CharField(label=_("E-mail"), required=False, max_length=255)
    site = forms.CharField(label=_("Site"), required=False, max_length=255)
    tax_number = forms.CharField(label=_("Tax number"), required=False, max_length=100)
    industry = forms.CharField(label=_("Industry"), required=False, max_length=120)
    country = forms.ChoiceField(label=_("Country"), required=False, choices=countries)
    locality = forms.CharField(label=_("Place"), required=False, max_length=120)
