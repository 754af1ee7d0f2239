"""The shapes of what is typed on the card; the rules are in the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from klientela.customers.models import Affiliation, ContactPoint, Interaction
from klientela.insight.models import Conclusion
from klientela.web.choices import countries
from klientela.web.once import OnceForm

TASK = "task"
KINDS = (
    ("call", pgettext_lazy("interaction", "Call")),
    ("note", _("Note")),
    ("mail", _("E-mail")),
    ("meeting", _("Meeting")),
    (TASK, _("Task")),
)


class LogForm(OnceForm):
    """The composer: one line of what happened, or what is to be done."""

    text = forms.CharField(
        label=_("What happened"),
        max_length=5000,
        widget=forms.Textarea(
            attrs={"rows": 2, "placeholder": _("Called, wants the new price list, call next Tuesday…")}
        ),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, initial="call", widget=forms.RadioSelect)
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Interaction.Outcome.choices, required=False)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=1440, required=False)
    next_step = forms.CharField(label=_("Next step"), max_length=255, required=False)
    next_on = forms.DateField(
        label=_("On"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ContactForm(OnceForm):
    """A new contact."""

    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=255)
    role = forms.ChoiceField(label=_("Role in the decision"), choices=Affiliation.Role.choices, required=False)
    position = forms.CharField(label=_("Position"), max_length=150, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=255, required=False)
    email = forms.CharField(label=_("E-mail"), max_length=255, required=False)


class PointForm(forms.Form):
    """A new contact point."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ContactPoint.Kind.choices)
    value = forms.CharField(label=_("Number or address"), max_length=255)


class PlaceForm(forms.Form):
    """The main address."""

    country = forms.ChoiceField(label=_("Country"), required=False, choices=countries)
    region = forms.CharField(label=_("Region"), max_length=120, required=False)
    district = forms.CharField(label=_("District"), max_length=120, required=False)
    locality = forms.CharField(label=_("Place"), max_length=120, required=False)
    street = forms.CharField(label=_("Street"), max_length=255, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=20, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class MarkerForm(forms.Form):
    """A manager's own word on the marker."""

    marker = forms.ChoiceField(label=_("Marker"), choices=Conclusion.Marker.choices)
    reason = forms.CharField(label=_("Why"), max_length=500)
