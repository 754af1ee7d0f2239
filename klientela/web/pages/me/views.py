"""One's own settings and password: two forms on one page, each with its own address."""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from klientela.accounts.actions import users
from klientela.core.errors import Refused
from klientela.web import reasons, toasts
from klientela.web.pages.me.forms import PasswordForm, SettingsForm
from klientela.web.requests import Request

SETTINGS = ("name", "language", "theme", "density")


@require_http_methods(["GET", "HEAD", "POST"])
def me(request: Request) -> HttpResponse:
    """The page; a post changes the settings, and the confirmation is already in the new language."""
    now = {name: getattr(request.user, name) for name in SETTINGS}
    form = SettingsForm(request.POST or None, initial=now)
    if not form.is_valid():
        return _page(request, settings=form)
    users.change_settings(request.user, actor=request.actor, **form.cleaned_data)
    with translation.override(form.cleaned_data["language"] or translation.get_language()):
        toasts.say(request, _("Your settings are saved."))
    return redirect("me")


@sensitive_post_parameters("present", "new")
@require_POST
def password(request: Request) -> HttpResponse:
    """Change the password; this session stays, all others of this person end."""
    form = PasswordForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            user = users.change_password(request.user, form.cleaned_data["new"], actor=request.actor)
        except Refused as refused:
            form.add_error("new", reasons.refusal(refused))
        else:
            update_session_auth_hash(request, user)
            toasts.say(request, _("Your password is changed."))
            return redirect("me")
    return _page(request, password=form)


def _page(
    request: Request, *, settings: SettingsForm | None = None, password: PasswordForm | None = None
) -> HttpResponse:
    now = {name: getattr(request.user, name) for name in SETTINGS}
    forms = {"settings": settings or SettingsForm(initial=now), "password": password or PasswordForm(user=request.user)}
    failed = any(form.errors for form in forms.values())
    return render(request, "me/page.html", forms, status=422 if failed else 200)
