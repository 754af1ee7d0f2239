"""What is done on the card: logging, archiving, claiming, tags, the marker, finishing a task."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klientela.core.errors import Refused
from klientela.customers.actions import customers, markers
from klientela.customers.models import Contact, Customer
from klientela.web import toasts
from klientela.web.once import earlier, key_of
from klientela.web.pages.customer.forms import TASK, LogForm, MarkerForm
from klientela.web.pages.customer.views import TABS, fetched, timeline_of
from klientela.web.requests import Request, wants_fragment
from klientela.work.actions import next_steps, tasks
from klientela.work.models import Task

DIRECTIONS = {"call": "out", "mail": "out"}


@require_POST
def log(request: Request, customer_id: int) -> HttpResponse:
    """Keep what happened, and the next step that goes with it."""
    customer = fetched(request, customer_id)
    form = LogForm(request.POST)
    if not form.is_valid():
        return _composer(request, customer, form, 422)
    try:
        _keep(customer, form, request)
    except Refused as refusal:
        # Sent twice: it is kept, and that is what the second one is told too.
        if not earlier(refusal):
            raise
    if wants_fragment(request):
        return toasts.append(request, _composer(request, customer, LogForm(), 200), _("It is kept."))
    toasts.say(request, _("It is kept."))
    return redirect("customer", customer_id)


def _keep(customer: Customer, form: LogForm, request: Request) -> None:
    actor, data, key = request.actor, form.cleaned_data, key_of(form)
    if data["kind"] == TASK:
        tasks.add(data["text"], customer_id=customer.pk, due_on=data["next_on"], actor=actor, key=key)
        return
    next_steps.log(
        customer.pk,
        kind=data["kind"],
        direction=DIRECTIONS.get(data["kind"], ""),
        outcome=data["outcome"] if data["kind"] == "call" else "",
        duration=data["minutes"] * 60 if data["minutes"] else None,
        summary=data["text"],
        next_step=data["next_step"],
        next_on=data["next_on"],
        actor=actor,
        key=key,
    )


def _composer(request: Request, customer: Customer, form: LogForm, status: int) -> HttpResponse:
    context = {"customer": customer, "form": form, "may_edit": True, "tabs": TABS} | timeline_of(request, customer.pk)
    part = "#middle" if wants_fragment(request) else ""
    return render(request, f"customer/middle.html{part}", context, status=status)


@require_POST
def archive(request: Request, customer_id: int) -> HttpResponse:
    """Put the customer into the archive, or fetch it back."""
    customer = fetched(request, customer_id)
    version = version_of(request, customer)
    if request.POST.get("archived") == "no":
        customers.restore(customer_id, version=version, actor=request.actor)
        toasts.say(request, _("%(name)s is back.") % {"name": customer.name})
        return redirect("customer", customer_id)
    customers.archive(customer_id, version=version, actor=request.actor)
    toasts.say(request, _("%(name)s is in the archive.") % {"name": customer.name})
    return redirect("customer", customer_id)


def version_of(request: Request, record: Customer | Contact) -> int:
    """Return the version that the page showed; a program that names none means the present one."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < len(str(2**63)) else record.version


@require_POST
def claim(request: Request, customer_id: int) -> HttpResponse:
    """Take the customer out of the pool."""
    customer = customers.claim(fetched(request, customer_id).pk, actor=request.actor)
    toasts.say(request, _("%(name)s is yours now.") % {"name": customer.name})
    return redirect("customer", customer_id)


@require_POST
def assign(request: Request, customer_id: int) -> HttpResponse:
    """Give the customer to somebody else, or to the pool."""
    customer = fetched(request, customer_id)
    owner = request.POST.get("owner", "")
    owner_id = int(owner) if owner.isdecimal() else None
    customers.assign(customer_id, owner_id=owner_id, version=version_of(request, customer), actor=request.actor)
    toasts.say(request, _("%(name)s has another owner.") % {"name": customer.name})
    still_seen = Customer.objects.visible_to(request.actor).filter(pk=customer_id).exists()
    return redirect(reverse("customer", args=[customer_id]) if still_seen else reverse("customers"))


@require_POST
def tag(request: Request, customer_id: int) -> HttpResponse:
    """Hang a tag on the customer."""
    fetched(request, customer_id)
    customers.add_tag(customer_id, request.POST.get("tag", ""), actor=request.actor)
    return redirect("customer", customer_id)


@require_POST
def untag(request: Request, customer_id: int, tag_id: int) -> HttpResponse:
    """Take a tag off the customer."""
    fetched(request, customer_id)
    customers.remove_tag(customer_id, tag_id, actor=request.actor)
    return redirect("customer", customer_id)


@require_POST
def marker(request: Request, customer_id: int) -> HttpResponse:
    """Keep a manager's own word on the marker."""
    customer = fetched(request, customer_id)
    form = MarkerForm(request.POST)
    if not form.is_valid():
        return render(request, "customer/marker.html", {"customer": customer, "form": form}, status=422)
    given = form.cleaned_data
    markers.override_marker(customer_id, given["marker"], reason=given["reason"], actor=request.actor)
    toasts.say(request, _("The marker is set."))
    return redirect("customer", customer_id)


@require_POST
def done(request: Request, customer_id: int, task_id: int) -> HttpResponse:
    """Mark the next step as done."""
    fetched(request, customer_id)
    rows = Task.objects.visible_to(request.actor).filter(customer_id=customer_id)
    task = get_object_or_404(rows, pk=task_id)
    tasks.finish(task.pk, actor=request.actor)
    toasts.say(request, _("Done. What comes next?"))
    return redirect("customer", customer_id)
