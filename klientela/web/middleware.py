"""What happens around every view: who asks, in which language, and what a refusal looks like.

Each is a function of `get_response`, in the order of the settings. Every address needs a signed-in user unless its
name stands in `OPEN`; a test walks all addresses.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from klientela.accounts.queries.actors import actor_for
from klientela.core.errors import Refused, Stale, Unavailable
from klientela.web import errors
from klientela.web.requests import wants_fragment

GetResponse = Callable[[HttpRequest], HttpResponse]

# The names of the addresses that somebody who is not signed in may ask for.
OPEN = frozenset({"sign-in", "sign-in-link", "language"})


def actor(get_response: GetResponse) -> GetResponse:
    """Put `request.actor` in place (built when first used), and send strangers to the sign-in page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not (request.user.is_authenticated or _is_open(request)):
            return _to_sign_in(request)
        request.actor = SimpleLazyObject(lambda: actor_for(request.user))  # type: ignore[attr-defined, arg-type]
        return get_response(request)

    return middleware


def _is_open(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).view_name in OPEN
    except Resolver404:
        # Which addresses exist is nobody's business before signing in.
        return False


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    address = resolve_url("sign-in")
    if wants_fragment(request):
        # A redirect would put the sign-in page into the place of the fragment.
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    here = request.get_full_path() if request.method == "GET" else "/"
    return HttpResponseRedirect(address if here == "/" else f"{address}?{urlencode({'next': here})}")


def language(get_response: GetResponse) -> GetResponse:
    """Speak the person's own language; a stranger is answered in the language of the cookie or the browser."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with translation.override(_language_of(request)):
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "en")
        if not request.user.is_authenticated:
            patch_vary_headers(response, ["Accept-Language"])
        return response

    return middleware


def _language_of(request: HttpRequest) -> str:
    own = getattr(request.user, "language", "") if request.user.is_authenticated else ""
    return own or translation.get_language_from_request(request)


def refusals(get_response: GetResponse) -> GetResponse:
    """Answer a refusal with its sentence, and tell caches that one address serves page and fragment."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        return response

    # Django asks for this attribute of whatever a middleware factory returns.
    middleware.process_exception = _answer  # type: ignore[attr-defined]
    return middleware


def _answer(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    if isinstance(exception, Stale):
        return errors.stale(request, exception)
    if isinstance(exception, Refused):
        return errors.refused(request, exception)
    if isinstance(exception, Unavailable):
        return errors.unavailable(request)
    return None
