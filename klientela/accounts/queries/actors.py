"""Who acts when this user does: role, and whose records are seen."""

from klientela.accounts.models import Membership, User
from klientela.core.actor import Actor, Role
from klientela.core.errors import Refused


def actor_for(user: User) -> Actor:
    """Return the actor that stands for `user`; a switched-off user is refused."""
    if not user.is_active:
        raise Refused("user.inactive", "This account is switched off.")
    return Actor(kind="user", name=str(user), role=Role(user.role), user_id=user.pk, sees=_seen_owners(user))


def _seen_owners(user: User) -> frozenset[int] | None:
    if user.role == User.RoleChoice.OWNER or user.sees == User.Sees.ALL:
        return None
    if user.sees == User.Sees.OWN:
        return frozenset({user.pk})
    teams = Membership.objects.filter(user=user).values("team")
    colleagues = Membership.objects.filter(team__in=teams).values_list("user", flat=True)
    return frozenset({user.pk, *colleagues})
