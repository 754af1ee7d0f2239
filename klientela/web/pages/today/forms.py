"""The shapes of what is done with a row of Today: a call, a task, a later day, or what was done otherwise."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from klientela.core import clock
from klientela.customers.models import Interaction
from klientela.web.once import OnceForm

Outcome = Interaction.Outcome
Kind = Interaction.Kind


class DayInput(forms.DateInput):
    """A day picked in the browser's own calendar."""

    input_type = "date"

    def __init__(self, **attributes: Any) -> None:
        super().__init__(attributes, format="%Y-%m-%d")


class CallForm(OnceForm):
    """How a call went, what was said, and what comes next."""

    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        choices=[(each.value, each.label) for each in Outcome if each != Outcome.NONE],
        initial=Outcome.REACHED,
        widget=forms.RadioSelect({"autofocus": True}),
    )
    note = forms.CharField(
        label=_("What was said"), required=False, max_length=10_000, widget=forms.Textarea({"rows": 3})
    )
    next_step = forms.CharField(label=_("Next step"), required=False, max_length=255)
    next_on = forms.DateField(label=_("On"), required=False, widget=DayInput())

    def clean(self) -> dict[str, Any]:
        """A day without a step, or a step without a day, would be forgotten."""
        given = super().clean() or {}
        if given.get("next_on") and not given.get("next_step"):
            self.add_error("next_step", _("Say what is to be done on that day."))
        if given.get("next_step") and not given.get("next_on"):
            self.add_error("next_on", _("Say on which day."))
        return given


class TaskForm(OnceForm):
    """Something to do with the customer by a day."""

    title = forms.CharField(label=_("What is to be done"), max_length=255, widget=forms.TextInput({"autofocus": True}))
    due_on = forms.DateField(label=_("By"), widget=DayInput())


class LaterForm(OnceForm):
    """Off the list until a day that has not come yet."""

    until = forms.DateField(label=_("Show it again on"), widget=DayInput(autofocus=True))

    def clean_until(self) -> date:
        """Refuse today and the past: the row would stand there again at once."""
        until: date = self.cleaned_data["until"]
        if until <= clock.today():
            raise forms.ValidationError(_("Choose a day from tomorrow on."))
        return until


class DoneForm(OnceForm):
    """What was done, other than by a call from here: it becomes a fact of the customer's history."""

    kind = forms.ChoiceField(
        label=_("What was done?"),
        choices=[(each.value, each.label) for each in Kind],
        initial=Kind.MAIL,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("In a sentence"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 3, "autofocus": True}),
        help_text=_("It becomes part of the customer's history."),
    )
