"""Adding a customer by hand: one line, or a short form; what looks the same is shown first, and is no obstacle."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from klientela.accounts.models import ChangeRow
from klientela.core.clock import today
from klientela.core.errors import Refused
from klientela.core.preferences import preferences
from klientela.customers import quick_line, values
from klientela.customers.models import Customer
from klientela.customers.queries.likenesses import Likeness, alike
from klientela.web import reasons, toasts
from klientela.web.once import earlier, key_of
from klientela.web.pages.customers.forms import CustomerForm, QuickForm
from klientela.web.requests import Request
from klientela.work.actions import next_steps


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """The page where a customer is added; the first post shows who looks alike, the second adds anyway."""
    quick = QuickForm(request.POST if "line" in request.POST else None)
    form = CustomerForm(request.POST if "name" in request.POST else None)
    alikes: tuple[Likeness, ...] = ()
    if request.method == "POST":
        filled = form if form.is_bound else quick
        if filled.is_valid():
            given = _given(filled.cleaned_data)
            alikes = () if request.POST.get("anyway") else _alike(given, request)
            if not alikes and (customer_id := _added(given, filled, request)):
                return redirect("customer", customer_id)
    context = {"quick": quick, "form": form, "alikes": alikes}
    status = 422 if quick.errors or form.errors else 200
    return render(request, "customers/new.html", context, status=status)


def _given(data: dict[str, Any]) -> dict[str, Any]:
    """Return name, kind, reach, tax number, address and next step, from either form."""
    if "line" in data:
        read = quick_line.read(data["line"], today(), preferences().country)
        return {"name": read.name, "kind": Customer.Kind.COMPANY, "reach": read.reach, "tax_number": read.tax_number,
                "address": {}, "columns": {}, "step": (read.next_step, read.due_on)}  # fmt: skip
    reach = {kind: data[kind] for kind in ("phone", "email", "site") if data[kind]}
    address = {column: data[column] for column in ("country", "locality") if data[column]}
    return {"name": data["name"], "kind": data["kind"], "reach": reach, "tax_number": data["tax_number"],
            "address": address, "columns": {"industry": data["industry"]}, "step": ("", None)}  # fmt: skip


def _alike(given: dict[str, Any], request: Request) -> tuple[Likeness, ...]:
    country = given["address"].get("country") or preferences().country
    normalised = {}
    for kind in ("phone", "email"):
        try:
            normalised[kind] = values.point(kind, given["reach"].get(kind, ""), country)
        except Refused:
            # Nothing typed, or not a number: adding will say so, a hint need not.
            normalised[kind] = ""
    return alike(
        request.actor, name=given["name"], tax_number=values.number(given["tax_number"]),
        locality=given["address"].get("locality", ""), **normalised,
    )  # fmt: skip


def _added(given: dict[str, Any], form: Any, request: Request) -> int | None:
    words, due_on = given["step"]
    try:
        customer = next_steps.add_customer(
            given["name"], kind=given["kind"], reach=given["reach"], tax_number=given["tax_number"],
            address=given["address"], next_step=words, next_on=due_on, actor=request.actor, key=key_of(form),
            **given["columns"],
        )  # fmt: skip
    except Refused as refusal:
        if change := earlier(refusal):
            return _added_by(change)
        form.add_error(None, reasons.refusal(refusal))
        return None
    toasts.say(request, _("%(name)s was added.") % {"name": customer.name})
    return customer.pk


def _added_by(change: int) -> int | None:
    rows = ChangeRow.objects.filter(change_set_id=change, label=Customer._meta.label_lower)
    return rows.values_list("first_key", flat=True).first()
