"""`klientela user`: people who use the base."""

import click

from klientela.cli.frame import Frame
from klientela.core.actor import Role
from klientela.core.errors import Refused


@click.group()
def command() -> None:
    """Add people, list them, let them in."""


@command.command()
@click.argument("username")
@click.option("--name", default="", help="How they are called; the user name if left out.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.SELLER.value, show_default=True)
@click.option("--email", default="")
@click.pass_obj
def add(frame: Frame, username: str, name: str, role: str, email: str) -> None:
    """Add somebody; they come in by `klientela user link USERNAME`."""
    frame.open()
    from klientela.accounts.actions.users import add_user

    user = add_user(username, name=name or username, role=Role(role), actor=frame.actor, email=email)
    frame.answer({"id": user.pk, "username": user.username, "role": user.role}, f"{user.username} was added.")


@command.command(name="list")
@click.pass_obj
def list_users(frame: Frame) -> None:
    """List everybody, with role and whether they may sign in."""
    frame.open()
    from klientela.accounts.models import User

    people = list(User.objects.order_by("username").values("id", "username", "name", "role", "sees", "is_active"))
    lines = [
        f"{each['username']:<20} {each['role']:<8} {'' if each['is_active'] else 'off':<4} {each['name']}"
        for each in people
    ]
    frame.answer({"count": len(people), "items": people}, "\n".join(lines))


@command.command()
@click.argument("username", default="")
@click.option("--base", default="http://127.0.0.1:8000", show_default=True, help="Where the pages are served.")
@click.pass_obj
def link(frame: Frame, username: str, base: str) -> None:
    """Print an address that signs somebody in once; the owner if no name is given."""
    frame.open()
    from klientela.accounts.actions.sign_ins import one_time_address
    from klientela.accounts.models import User

    user = User.objects.filter(username=username, is_active=True).first() if username else None
    if username and user is None:
        raise Refused("user.unknown", "There is no active user called %(username)s.", username=username)
    address = one_time_address(base, user)
    frame.answer({"address": address}, address)
