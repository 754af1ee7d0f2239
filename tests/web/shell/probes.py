"""Addresses that fail in every way a view can, for the tests of the middlewares."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import get_language

from klientela.config.urls import handler400, handler403, handler404, handler500
from klientela.config.urls import urlpatterns as product
from klientela.core.errors import Refused, Stale, Unavailable
from klientela.web import toasts

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def refuse(_request: HttpRequest) -> HttpResponse:
    """A rule said no."""
    raise Refused("customer.name_missing", "A customer needs a name; %(rows)s rows have none.", rows=1200)


def clash(_request: HttpRequest) -> HttpResponse:
    """Somebody else was quicker."""
    raise Stale(fresh=None, fields=("name",))


def fail_outside(_request: HttpRequest) -> HttpResponse:
    """Another system is down."""
    raise Unavailable("mail server")


def break_down(_request: HttpRequest) -> HttpResponse:
    """A bug of ours, with a secret in its message."""
    raise RuntimeError("secret of the house")


def who(request: HttpRequest) -> HttpResponse:
    """Who acts, and in which language."""
    return HttpResponse(f"{request.actor.name} {get_language()}")  # type: ignore[attr-defined]


def done(request: HttpRequest) -> HttpResponse:
    """A fragment with a note."""
    return toasts.append(request, HttpResponse("<p>row</p>"), "It is <done>.", undo="/undo/7")


def say(request: HttpRequest) -> HttpResponse:
    """A note for the next page."""
    toasts.say(request, "It is kept.")
    return HttpResponse()


urlpatterns = [
    path("probe/refuse", refuse),
    path("probe/clash", clash),
    path("probe/outside", fail_outside),
    path("probe/bug", break_down),
    path("probe/who", who),
    path("probe/done", done),
    path("probe/say", say),
    *product,
]
