"""The page of one customer: composed of panels, each of which asks one query."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from klientela.accounts.models import User
from klientela.core.actor import Right
from klientela.core.listing.keyset import lost
from klientela.core.preferences import preferences
from klientela.customers.models import Affiliation, Customer
from klientela.web.pages.customer import card, events, place_in_set
from klientela.web.pages.customer.forms import LogForm, MarkerForm
from klientela.web.requests import Request, wants_fragment

TABS = (
    ("all", pgettext_lazy("timeline", "All")),
    ("talks", _("Talks")),
    ("orders", _("Orders")),
    ("tasks", _("Tasks")),
    ("changes", _("Changes")),
)


def fetched(request: Request, customer_id: int) -> Customer:
    """Return the customer of the address; somebody else's is not found."""
    rows = Customer.objects.visible_to(request.actor).select_related("owner", "source")
    return get_object_or_404(rows, pk=customer_id)


@require_safe
def index(request: Request, customer_id: int) -> HttpResponse:
    """The whole card."""
    customer = fetched(request, customer_id)
    actor = request.actor
    filled, empty = card.properties(customer, actor)
    context = {
        "customer": customer,
        "filled": filled,
        "empty": empty,
        "address": card.address(customer, actor),
        "tags": card.tags(customer),
        "points": card.points(customer, actor),
        "identifiers": card.identifiers(customer, actor),
        "people": card.people(customer, actor),
        "worth": card.conclusion(customer, actor),
        "steps": card.steps(customer, actor),
        "orders": card.orders(customer, actor),
        "returns": card.returns(customer, actor),
        "currency": preferences().home_currency,
        "form": LogForm(),
        "set": place_in_set.neighbours(customer, request),
        "roles": Affiliation.Role.choices,
        "may_edit": actor.may(Right.EDIT),
        "may_assign": actor.may(Right.ASSIGN),
        "owners": _owners(request),
        "marker_form": MarkerForm() if actor.may(Right.ASSIGN) else None,
    }
    return render(request, "customer/page.html", context | timeline_of(request, customer_id))


def _owners(request: Request) -> list[User]:
    if not request.actor.may(Right.ASSIGN):
        return []
    users = User.objects.filter(is_active=True).order_by("name")
    return list(users if request.actor.sees is None else users.filter(pk__in=request.actor.sees))


@require_safe
def timeline(request: Request, customer_id: int) -> HttpResponse:
    """A page of the timeline alone: another tab, or what is older."""
    customer = fetched(request, customer_id)
    context = {"customer": customer} | timeline_of(request, customer_id)
    part = "#timeline" if wants_fragment(request) else ""
    return render(request, f"customer/timeline.html{part}", context)


def timeline_of(request: Request, customer_id: int) -> dict[str, Any]:
    """Return the page of the timeline that is asked for, with its tabs."""
    tab = request.GET.get("tab", "all")
    moment = _moment(request.GET.get("before", ""))
    found, older = events.page_of(customer_id, tab, moment, request.actor)
    return {"events": found, "older": older.isoformat() if older else "", "tab": tab, "tabs": TABS}


def _moment(text: str) -> datetime | None:
    """Return the moment of an address; one without a zone is of the reader's own, one that no zone knows is lost."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        aware = timezone.make_aware(moment) if timezone.is_naive(moment) else moment
        timezone.localtime(aware.astimezone(UTC))
    except (ValueError, OverflowError) as problem:
        raise lost() from problem
    return aware
