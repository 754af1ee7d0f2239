"""Contacts and contact points on the card."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from klientela.core.errors import Refused
from klientela.customers.actions import contacts, points
from klientela.customers.models import Contact
from klientela.web import reasons, toasts
from klientela.web.once import earlier, key_of
from klientela.web.pages.customer.forms import ContactForm, PointForm
from klientela.web.pages.customer.views import fetched
from klientela.web.pages.customer.writing import version_of
from klientela.web.requests import Request


@require_http_methods(["GET", "POST"])
def add_contact(request: Request, customer_id: int) -> HttpResponse:
    """A new contact with the role in the decision."""
    customer = fetched(request, customer_id)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"key": key_of(form)}
        try:
            contacts.add(customer_id, actor=request.actor, **given)
        except Refused as refusal:
            if earlier(refusal):
                return redirect("customer", customer_id)
            form.add_error(None, reasons.refusal(refusal))
        else:
            toasts.say(request, _("%(name)s was added.") % {"name": given["name"]})
            return redirect("customer", customer_id)
    context = {"customer": customer, "form": form, "title": _("Add a contact")}
    return render(request, "customer/adding.html", context, status=422 if form.errors else 200)


@require_POST
def archive_contact(request: Request, customer_id: int, contact_id: int) -> HttpResponse:
    """Put a contact of this customer into the archive, as the page showed it."""
    customer = fetched(request, customer_id)
    rows = Contact.objects.visible_to(request.actor).filter(affiliations__customer=customer)
    contact = get_object_or_404(rows, pk=contact_id)
    contacts.archive(contact_id, version=version_of(request, contact), actor=request.actor)
    toasts.say(request, _("%(name)s is in the archive.") % {"name": contact.name})
    return redirect("customer", customer_id)


@require_http_methods(["GET", "POST"])
def add_point(request: Request, customer_id: int) -> HttpResponse:
    """A new phone, e-mail or site."""
    customer = fetched(request, customer_id)
    form = PointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            points.add(customer_id=customer_id, actor=request.actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("value", reasons.refusal(refusal))
        else:
            toasts.say(request, _("Kept."))
            return redirect("customer", customer_id)
    context = {"customer": customer, "form": form, "title": _("Add a phone, an e-mail or a site")}
    return render(request, "customer/adding.html", context, status=422 if form.errors else 200)
