"""What is done with the customers that are ticked in the list, and taking it back."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klientela.accounts.actions.undo import undo as undo_change
from klientela.accounts.models import ChangeSet
from klientela.core.actor import Actor
from klientela.core.errors import Refused
from klientela.customers.actions import customers
from klientela.web import toasts, vocabulary
from klientela.web.requests import Request


@require_POST
def bulk(request: Request) -> HttpResponse:
    """Assign, tag or archive the ticked customers; one change, taken back by one Undo."""
    ids = [int(each) for each in request.POST.getlist("id") if each.isdecimal()]
    change = _do(request.POST.get("verb", ""), ids, request)
    if change is None:
        toasts.say(request, _("Nothing had to be changed."))
    else:
        message = vocabulary.counted(change.params["count"], "customer")
        toasts.say(request, f"{message}: {_done(change)}", undo=reverse("change-undo", args=[change.pk]))
    return redirect(back(request))


def _do(verb: str, ids: list[int], request: Request) -> ChangeSet | None:
    actor: Actor = request.actor
    if verb == "assign":
        owner = request.POST.get("owner", "")
        return customers.assign_many(ids, owner_id=int(owner) if owner.isdecimal() else None, actor=actor)
    if verb == "tag":
        return customers.tag_many(ids, request.POST.get("tag", ""), actor=actor)
    if verb == "archive":
        return customers.archive_many(ids, actor=actor)
    raise Refused("customers.unknown_verb", "Choose what to do with the customers.")


def _done(change: ChangeSet) -> str:
    words = {
        "customers.assigned": _("assigned"),
        "customers.tagged": _("tagged"),
        "customers.archived": _("archived"),
    }
    return words.get(change.code, change.code)


@require_POST
def undo(request: Request, change_id: int) -> HttpResponse:
    """Take a change back and say what came of it."""
    report = undo_change(change_id, actor=request.actor)
    if report.job is not None:
        toasts.say(request, _("It is being taken back."))
    elif report.tally.kept:
        kept = vocabulary.counted(report.tally.kept, "row")
        toasts.say(request, _("Taken back; %(kept)s stayed because of later changes.") % {"kept": kept})
    else:
        toasts.say(request, _("Taken back."))
    return redirect(back(request))


def back(request: HttpRequest) -> str:
    """Return the page the person came from, of this site only."""
    came = urlsplit(request.headers.get("Referer", ""))
    if came.netloc != request.get_host() or not came.path.startswith("/"):
        return reverse("customers")
    return f"{came.path}?{came.query}" if came.query else came.path
