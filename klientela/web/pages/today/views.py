"""Today: the ranked list, what is asked when a button is pressed, and what becomes of the row."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from klientela.accounts.actions.undo import undo
from klientela.core.errors import Refused
from klientela.customers.models import Customer
from klientela.web import toasts
from klientela.web.once import earlier, key_of
from klientela.web.pages.today import asking, page, side
from klientela.web.requests import Request, wants_fragment
from klientela.work.actions import tasks


@require_safe
def today(request: Request) -> HttpResponse:
    """The list; a script gets the list alone, when another filter is chosen."""
    part = "#list" if wants_fragment(request) else ""
    choice = page.chosen(request.GET, request.actor)
    return render(request, f"today/page.html{part}", page.todays_page(request.actor, choice))


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, customer_id: int, action: str, way: str) -> HttpResponse:
    """Ask how the call went, by when the task, until when later, what was done; a post does it and moves on."""
    if way not in asking.FORMS:
        raise Http404
    customer = get_object_or_404(Customer.objects.visible_to(request.actor), pk=customer_id)
    form = asking.FORMS[way](request.POST) if request.method == "POST" else asking.blank(way)
    if form.is_valid():
        given = form.cleaned_data | {"key": key_of(form)}
        change = _done_once(lambda: asking.act(customer_id, action, way, given, request.actor))
        return _moved_on(request, asking.said(way, customer.name), change)
    choice = page.chosen(request.POST or request.GET, request.actor)
    part = "#dialog" if wants_fragment(request) else ""
    context = {"ask": asking.asked(request.actor, customer, way, choice), "form": form}
    response = render(request, f"today/ask.html{part}", context, status=422 if form.errors else 200)
    if form.errors and part:
        # The target of the form is the list; what is wrong with the form belongs where it was asked.
        response.headers["HX-Retarget"] = "#asked"
        response.headers["HX-Reswap"] = "innerHTML"
    return response


def _done_once(act: Callable[[], int]) -> int:
    """Return the change of what is done, or of the first sending when the form was sent twice."""
    try:
        return act()
    except Refused as refusal:
        if change := earlier(refusal):
            return change
        raise


@require_POST
def finish_task(request: Request, task_id: int) -> HttpResponse:
    """A task is done."""
    return _moved_on(request, _("The task is done."), tasks.finish(task_id, actor=request.actor).change)


@require_POST
def take_back(request: Request, change: int) -> HttpResponse:
    """Take back what was just done from here; the row comes back."""
    undo(change, actor=request.actor)
    page.forget_totals(request.actor)
    side.forget_week(request.actor)
    toasts.say(request, _("Taken back."))
    return redirect("today")


def _moved_on(request: Request, message: str, change: int | None) -> HttpResponse:
    page.forget_totals(request.actor)
    side.forget_week(request.actor)
    address = reverse("today-undo", args=[change]) if change else ""
    if not wants_fragment(request):
        toasts.say(request, message, undo=address)
        return redirect("today")
    choice = page.chosen({**request.GET.dict(), **request.POST.dict()}, request.actor)
    shown = render(request, "today/page.html#list", page.todays_page(request.actor, choice))
    return toasts.append(request, shown, message, undo=address)
