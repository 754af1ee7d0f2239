"""The request as views see it: who asks, and whether a page or a fragment is wanted."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from klientela.accounts.models import User
from klientela.core.actor import Actor


class Request(HttpRequest):
    """A request after the middlewares: `actor` is who acts, `htmx` is true when a script asks."""

    user: User
    actor: Actor
    htmx: HtmxDetails


def wants_fragment(request: HttpRequest) -> bool:
    """Tell whether only the changed part of the page is wanted: one address serves both."""
    headers = request.headers
    # A boosted link and a restored history entry replace the whole page, although a script asks for them.
    whole = headers.get("HX-Boosted") == "true" or headers.get("HX-History-Restore-Request") == "true"
    return headers.get("HX-Request") == "true" and not whole
