"""People of the base and their teams."""

from collections.abc import Iterable

from klientela.accounts.models import Membership, Team, User
from klientela.core.actor import Role

PASSWORD = "correct horse battery staple"


def make_user(
    username: str, *, role: Role = Role.SELLER, sees: User.Sees = User.Sees.OWN, language: str = "en"
) -> User:
    """Return a user who has no password yet; `user.set_password(PASSWORD)` gives one where a test signs in by it."""
    user = User(username=username, email=f"{username}@firm.example", name=username.title())
    user.role, user.sees, user.language = role, sees, language
    user.set_unusable_password()
    user.save()
    return user


def make_team(name: str, *, members: Iterable[User] = ()) -> Team:
    """Return a team with its members."""
    team = Team(name=name)
    team.save()
    for user in members:
        Membership(team=team, user=user).save()
    return team
