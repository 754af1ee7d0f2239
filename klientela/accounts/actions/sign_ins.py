"""Signing in: by a one-time address, or by name and password with a brake on guessing."""

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth import authenticate
from django.db import transaction

from klientela.accounts.actions.users import first_owner
from klientela.accounts.models import SignInFailure, SignInLink, User
from klientela.core import clock
from klientela.core.errors import Refused

LINK_LIVES = timedelta(hours=12)
# So many wrong tries for one name or from one address within the window, and the door stays shut until it passes.
WINDOW = timedelta(minutes=15)
TRIES = 10


def one_time_address(base_url: str, user: User | None = None) -> str:
    """Return an address that signs `user` (the owner of the base if none is given) in once, within twelve hours."""
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(user=user or first_owner(), digest=_digest(token), expires_at=clock.now() + LINK_LIVES)
    return f"{base_url.rstrip('/')}/sign-in/link/{token}"


@transaction.atomic
def use_link(token: str) -> User:
    """Return the user whom the address signs in; it works once, also when two browsers try at the same moment."""
    used = SignInLink.objects.filter(
        digest=_digest(token), used_at__isnull=True, expires_at__gt=clock.now(), user__is_active=True
    ).update(used_at=clock.now())
    if not used:
        raise Refused("sign_in.link_used", "This address was used already or is too old. Ask for a new one.")
    return SignInLink.objects.select_related("user").get(digest=_digest(token)).user


def sign_in(username: str, password: str, address: str) -> User:
    """Return the user with this name (or e-mail) and password; after too many failures nobody gets in for a while."""
    name = username.strip()
    since = clock.now() - WINDOW
    recent = SignInFailure.objects.filter(at__gt=since)
    if recent.filter(username=name.casefold()).count() >= TRIES or recent.filter(address=address).count() >= TRIES:
        raise Refused("sign_in.too_many", "Too many wrong tries. Wait a quarter of an hour.")
    user = authenticate(username=_username(name), password=password)
    if not isinstance(user, User):
        SignInFailure.objects.create(username=name.casefold()[:150], address=address)
        raise Refused("sign_in.wrong", "The name or the password is wrong.")
    return user


def _username(name: str) -> str:
    if "@" not in name:
        return name
    matches = list(User.objects.filter(email__iexact=name).values_list("username", flat=True)[:2])
    return matches[0] if len(matches) == 1 else name


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
