"""Properties edited in their place: one field at a time, with the version that was read."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from klientela.core.catalogue import visible_fields
from klientela.core.errors import Refused, Stale
from klientela.customers.actions import addresses, customers
from klientela.customers.columns import EDITABLE
from klientela.customers.models import Customer
from klientela.web import reasons, toasts
from klientela.web.pages.customer import card
from klientela.web.pages.customer.column_forms import column_form, currency_of
from klientela.web.pages.customer.forms import PlaceForm
from klientela.web.pages.customer.views import fetched
from klientela.web.requests import Request, wants_fragment


@require_http_methods(["GET", "POST"])
def edit(request: Request, customer_id: int, column: str) -> HttpResponse:
    """The form of one column, and its keeping."""
    customer = fetched(request, customer_id)
    form = column_form(column, _label(column, request), customer, request.actor, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        changes = _changes(column, given[column], customer)
        try:
            customers.edit(customer_id, changes, version=given["version"], actor=request.actor)
        except Stale:
            raise
        except Refused as refusal:
            form.add_error(column, reasons.refusal(refusal))
        else:
            return _kept(request, customer_id, column)
    return _form(request, "customer/edit.html", {"customer": customer, "form": form, "column": column})


def _changes(column: str, value: Any, customer: Customer) -> dict[str, Any]:
    if column == "annual_revenue" and value is not None and not customer.revenue_currency:
        # It was typed in the home currency of today, and stays in it when the base changes its own.
        return {column: value, "revenue_currency": currency_of(customer)}
    # A parent out of sight stands as it stood, and the action would refuse it as unknown.
    return {} if column == "parent_id" and value == customer.parent_id else {column: value}


def _label(column: str, request: Request) -> str:
    """Return the name of an editable column; others have no such page."""
    if column in EDITABLE:
        for field in visible_fields(request.actor).values():
            if column in {field.path, f"{field.path.partition('__')[0]}_id"}:
                return gettext(field.label)
        if column == "revenue_currency":
            return _("Currency")
    raise Http404


def _kept(request: Request, customer_id: int, column: str) -> HttpResponse:
    if not wants_fragment(request):
        toasts.say(request, _("Kept."))
        return redirect("customer", customer_id)
    customer = fetched(request, customer_id)
    filled, empty = card.properties(customer, request.actor)
    property_ = next((each for each in (*filled, *empty) if each.column == column), None)
    if property_ is None:
        # The name stands in the head of the page.
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    response = render(
        request, "customer/property.html", {"customer": customer, "property": property_, "may_edit": True}
    )
    return toasts.append(request, response, _("Kept."))


def _form(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    part = "#form" if wants_fragment(request) else ""
    return render(request, f"{template}{part}", context, status=422 if context["form"].errors else 200)


@require_http_methods(["GET", "POST"])
def place(request: Request, customer_id: int) -> HttpResponse:
    """The main address, from country down to street."""
    customer = fetched(request, customer_id)
    standing = card.address(customer, request.actor)
    initial = {name: getattr(standing, name, "") for name in PlaceForm.base_fields}
    form = PlaceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        version = form.cleaned_data["version"]
        try:
            addresses.put(values, version=version, customer_id=customer_id, actor=request.actor)
        except Stale:
            raise
        except Refused as refusal:
            form.add_error(None, reasons.refusal(refusal))
        else:
            toasts.say(request, _("Kept."))
            return redirect("customer", customer_id)
    context = {"customer": customer, "form": form}
    return render(request, "customer/place.html", context, status=422 if form.errors else 200)
