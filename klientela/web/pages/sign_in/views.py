"""Sign-in by password or by a one-time address, sign-out, and the language of somebody we do not know yet."""

from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from klientela.accounts.actions import sign_ins
from klientela.core.errors import Refused
from klientela.web import reasons
from klientela.web.pages.sign_in.forms import SignInForm
from klientela.web.requests import Request

BACKEND = "django.contrib.auth.backends.ModelBackend"
UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 - a server on a Unix socket has no address to give
LANGUAGE_LIVES_SECONDS = 60 * 60 * 24 * 365


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: Request) -> HttpResponse:
    """The form; 422 with its sentence when name and password do not belong together."""
    form = SignInForm(request.POST or None)
    if form.is_valid():
        try:
            user = sign_ins.sign_in(form.cleaned_data["username"], form.cleaned_data["password"], _address(request))
        except Refused as refused:
            form.add_error(None, reasons.refusal(refused))
        else:
            login(request, user, backend=BACKEND)
            return redirect(_next(request))
    context = {"form": form, "next": _next(request), "languages": settings.LANGUAGES}
    return render(request, "sign_in/page.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_by_link(request: Request, token: str) -> HttpResponse:
    """The one-time address printed at the start: works once, then says so."""
    if request.method == "HEAD":
        # Mail scanners and link previews ask for the head first; it must not use the address up.
        return HttpResponse()
    try:
        user = sign_ins.use_link(token)
    except Refused as refused:
        form = SignInForm()
        context = {"form": form, "next": "/", "message": reasons.refusal(refused), "languages": settings.LANGUAGES}
        return render(request, "sign_in/page.html", context, status=422)
    login(request, user, backend=BACKEND)
    return redirect("/")


@require_POST
def sign_out(request: Request) -> HttpResponse:
    """Leave: the session is forgotten here and in the browser."""
    logout(request)
    return redirect("sign-in")


@require_POST
def language(request: Request) -> HttpResponse:
    """Remember the language in a cookie, for pages before signing in."""
    code = request.POST.get("language", "")
    response = HttpResponseRedirect(_next(request))
    if check_for_language(code) and code in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, code, LANGUAGE_LIVES_SECONDS, secure=request.is_secure(), samesite="Lax"
        )
    return response


def _next(request: Request) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    # An address of another host would make our sign-in page the bait of somebody else's.
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if allowed else "/"


def _address(request: Request) -> str:
    # Behind a proxy that ends TLS everybody comes from the proxy; the last entry is the one it wrote itself.
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() if settings.BEHIND_TLS else ""
    try:
        return str(ip_address(forwarded or request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return UNKNOWN_ADDRESS
