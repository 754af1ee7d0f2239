"""Pages and fragments for what went wrong: what happened, what was kept, what to do; never a trace.

A refusal comes as a fragment to a script (htmx swaps it into the place for messages) and as a page to a browser.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from klientela.core.errors import Refused, Stale
from klientela.web import reasons
from klientela.web.requests import wants_fragment


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """422: a rule said no; nothing was changed."""
    return _answer(request, "refused", 422, message=reasons.refusal(refusal), code=refusal.code)


def stale(request: HttpRequest, conflict: Stale) -> HttpResponse:
    """409: somebody else was quicker; says which fields, and that the fresh version is a reload away."""
    back = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "/"
    return _answer(request, "stale", 409, message=reasons.refusal(conflict), fields=conflict.fields, back=back)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: an outside system did not answer."""
    return _answer(request, "unavailable", 503)


def not_found(request: HttpRequest, _exception: Exception | None = None) -> HttpResponse:
    """404: also for what exists but belongs to somebody else, so that nobody learns which it was."""
    return _answer(request, "not_found", 404)


def forbidden(request: HttpRequest, _exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but this is not theirs to do."""
    return _answer(request, "forbidden", 403)


def csrf_failed(request: HttpRequest, _reason: str = "") -> HttpResponse:
    """403: the form's proof of origin is missing or old, most often after signing in again in another window."""
    return _answer(request, "form_expired", 403)


def bad_request(request: HttpRequest, _exception: Exception | None = None) -> HttpResponse:
    """400: the address or the form does not make sense."""
    return _answer(request, "bad_request", 400)


def bug(request: HttpRequest) -> HttpResponse:
    """500: our fault; drawn without the shell and without the database, which may be what failed."""
    return HttpResponse(render_to_string("errors/bug.html"), status=500)


def _answer(request: HttpRequest, name: str, status: int, **context: object) -> HttpResponse:
    part = "#message" if wants_fragment(request) else ""
    # Somebody who is not signed in has no frame to see it in.
    frame = "base.html" if request.user.is_authenticated else "door.html"
    response = render(request, f"errors/{name}.html{part}", {"shell_or_door": frame, **context}, status=status)
    if part:
        # The target of the form that was sent is not the place for a sentence about it.
        response.headers["HX-Retarget"] = "#messages"
        response.headers["HX-Reswap"] = "innerHTML"
    return response
