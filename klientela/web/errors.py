"""Pages and fragments for what went wrong: what happened, what was kept, what to do; never a trace.

A refusal comes as a fragment to a script (htmx swaps it into the place for messages) and as a page to a browser.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from klientela.core.errors import Refused, Stale
from klientela.web import reasons
from klientela.web.requests import wants_fragment


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """422: a rule said no; nothing was changed."""
    return _answer(request, 422, "circle-alert", _("That was not done"), reasons.refusal(refusal))


def stale(request: HttpRequest, conflict: Stale) -> HttpResponse:
    """409: somebody else was quicker; the fresh version is one button away."""
    back = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "/"
    return _answer(request, 409, "users", _("Somebody was quicker"), reasons.refusal(conflict), back=back)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: an outside system did not answer."""
    text = _("What you typed is still in the form. Try again in a minute.")
    return _answer(request, 503, "unplug", _("Another system did not answer"), text)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - by name
    """404: also for what exists but belongs to somebody else, so that nobody learns which it was."""
    text = _("It was moved or removed, or it is not yours to see.")
    return _answer(request, 404, "search-x", _("There is nothing at this address"), text)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - by name
    """403: signed in, but this is not theirs to do."""
    text = _("Your role does not allow it. Ask the owner of the base.")
    return _answer(request, 403, "lock", _("This is not yours to do"), text)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - by name
    """403: the form's proof of origin is missing or old, most often after signing in again in another window."""
    text = _("Perhaps you signed in again in another window. Go back, reload the page and send it once more.")
    return _answer(request, 403, "timer-off", _("This form is too old"), text)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - by name
    """400: the address or the form does not make sense."""
    text = _("Go back and try again; nothing was changed.")
    return _answer(request, 400, "circle-question-mark", _("This request does not make sense"), text)


def bug(_request: HttpRequest) -> HttpResponse:
    """500: our fault; drawn without the shell and without the database, which may be what failed."""
    return HttpResponse(render_to_string("errors/bug.html"), status=500)


def _answer(request: HttpRequest, status: int, icon: str, title: str, text: str, *, back: str = "") -> HttpResponse:
    is_fragment = wants_fragment(request)
    # Somebody who is not signed in has no frame to see it in.
    frame = "base.html" if _is_known(request) else "door.html"
    context = {"frame": frame, "icon": icon, "title": title, "text": text, "back": back, "is_fragment": is_fragment}
    template = "errors/page.html#message" if is_fragment else "errors/page.html"
    response = render(request, template, context | {"came_from": _came_from(request)}, status=status)
    if is_fragment:
        # The target of the form that was sent is not the place for a sentence about it.
        response.headers["HX-Retarget"] = "#messages"
        response.headers["HX-Reswap"] = "innerHTML"
    return response


def _came_from(request: HttpRequest) -> str:
    """Return the page whose form was sent, for a browser without the script; empty for an address that was opened."""
    page = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}, require_https=False)
    return page if request.method == "POST" and is_ours else ""


def _is_known(request: HttpRequest) -> bool:
    # A request that fails before the session was read has no user yet.
    return hasattr(request, "user") and request.user.is_authenticated
