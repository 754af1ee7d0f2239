"""Users: adding them, their own settings, switching them off."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from klientela.accounts.actions import history
from klientela.accounts.models import User
from klientela.accounts.queries.actors import actor_for
from klientela.core.actor import Actor, Right, Role, system
from klientela.core.errors import Refused

PERSONAL = frozenset({"name", "language", "theme", "density"})
# What a role sees unless somebody says otherwise.
SEES = {
    Role.OWNER: User.Sees.ALL,
    Role.MANAGER: User.Sees.TEAM,
    Role.SELLER: User.Sees.OWN,
    Role.READER: User.Sees.TEAM,
}


@transaction.atomic
def add_user(
    username: str, *, name: str, role: Role, actor: Actor, email: str = "", sees: str = "", password: str | None = None
) -> User:
    """Return a new user; without a password they come in by a one-time address."""
    actor.require(Right.ADMINISTER)
    if User.objects.filter(username=username).exists():
        raise Refused("user.exists", "There is already a user called %(username)s.", username=username)
    if password is not None:
        _check_password(password, None)
    user = User.objects.create_user(username, password, name=name, role=role, email=email, sees=sees or SEES[role])
    change = history.open_change("user.added", actor=actor, name=name)
    history.created(change, user)
    return user


@transaction.atomic
def change_settings(user: User, *, actor: Actor, **values: Any) -> User:
    """Change how somebody is called and likes to read; only one's own settings, and only the personal ones."""
    if actor.user_id != user.pk:
        raise Refused("actor.not_allowed", "Only your own settings can be changed here.")
    unknown = values.keys() - PERSONAL
    if unknown:
        raise Refused("user.unknown_setting", "There is no such setting: %(name)s.", name=min(unknown))
    for column, value in values.items():
        setattr(user, column, value)
    user.save(update_fields=list(values))
    return user


@transaction.atomic
def change_password(user: User, new: str, *, actor: Actor) -> User:
    """Set one's own password; every other session of this user ends, because the session hash changes with it."""
    if actor.user_id != user.pk:
        raise Refused("actor.not_allowed", "Only your own password can be changed here.")
    _check_password(new, user)
    user.set_password(new)
    user.save(update_fields=["password"])
    history.open_change("user.password_changed", actor=actor)
    return user


@transaction.atomic
def switch_off(user: User, *, actor: Actor) -> User:
    """Keep somebody from signing in from this moment; what they did stays theirs."""
    actor.require(Right.ADMINISTER)
    if actor.user_id == user.pk:
        raise Refused("user.own_account", "You cannot switch off your own account.")
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    history.open_change("user.switched_off", actor=actor, name=str(user))
    return user


def first_owner() -> User:
    """Return the owner of the base, made at the first start; there is always one."""
    owner = User.objects.filter(role=User.RoleChoice.OWNER, is_active=True).order_by("pk").first()
    return owner or add_user("owner", name="Owner", role=Role.OWNER, actor=system("first start"))


def command_line_actor() -> Actor:
    """Return the actor of the command line: whoever can run commands on the base owns it."""
    return actor_for(first_owner())


def _check_password(password: str, user: User | None) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        problems = " ".join(error.messages)
        raise Refused("user.weak_password", "This password is too weak. %(problems)s", problems=problems) from error
