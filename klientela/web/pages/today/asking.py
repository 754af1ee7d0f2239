"""The four questions behind the buttons of a row: what is asked, and which action the answer is."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klientela.core import clock
from klientela.core.actor import Actor
from klientela.customers.models import Customer
from klientela.web.pages.today.forms import CallForm, DoneForm, LaterForm, TaskForm
from klientela.work.actions import today as actions
from klientela.work.queries.phones import phones_of


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about one customer: the way, and everything around the form."""

    way: str
    title: Promise
    button: Promise
    customer: Customer
    choice: Any
    phones: tuple[Any, ...]
    days: tuple[tuple[str, str], ...]


FORMS: dict[str, type[forms.Form]] = {"call": CallForm, "task": TaskForm, "later": LaterForm, "done": DoneForm}
TITLES: dict[str, Promise] = {
    "call": gettext_lazy("Call"),
    "task": gettext_lazy("A task"),
    "later": gettext_lazy("Later"),
    "done": gettext_lazy("Done"),
}
BUTTONS: dict[str, Promise] = {
    "call": gettext_lazy("Keep the call"),
    "task": gettext_lazy("Make the task"),
    "later": gettext_lazy("Show it again then"),
    "done": gettext_lazy("It is done"),
}


def asked(actor: Actor, customer: Customer, way: str, choice: Any) -> Asked:
    """Return what is asked when the button `way` of a customer's row was pressed."""
    phones = phones_of({customer.pk: customer.person_id}, actor) if way == "call" else {}
    return Asked(way, TITLES[way], BUTTONS[way], customer, choice, tuple(phones.values()), _days(way))


def blank(way: str) -> forms.Form:
    """Return the form of a way as it stands before anybody typed."""
    usual = {"task": {"due_on": clock.today() + timedelta(days=1)}, "later": {"until": _monday()}}
    return FORMS[way](initial=usual.get(way, {}))


def act(customer_id: int, action: str, way: str, given: dict[str, Any], actor: Actor) -> int:
    """Do what was asked for, with the cleaned form of that way; return the change set that takes it back."""
    if way == "call":
        return actions.called(customer_id, action=action, actor=actor, **given).change
    if way == "task":
        return actions.plan(customer_id, action=action, actor=actor, **given).change
    if way == "later":
        return actions.postpone(customer_id, action=action, actor=actor, **given).change
    return actions.done(customer_id, action=action, actor=actor, **given).change


def said(way: str, name: str) -> str:
    """Return the sentence that confirms what was done."""
    sentences = {
        "call": _("The call with %(name)s is kept."),
        "task": _("The task for %(name)s is made."),
        "later": _("%(name)s comes back later."),
        "done": _("Done: %(name)s."),
    }
    return sentences[way] % {"name": name}


def _days(way: str) -> tuple[tuple[str, str], ...]:
    if way != "later":
        return ()
    today = clock.today()
    near = ((1, _("tomorrow")), (3, _("in 3 days")), (7, _("in a week")), (30, _("in a month")))
    return tuple(((today + timedelta(days=days)).isoformat(), word) for days, word in near)


def _monday() -> date:
    today = clock.today()
    return today + timedelta(days=7 - today.weekday())
