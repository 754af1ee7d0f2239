"""The people of the sample: a manager with a team of sellers, beside the owner who signs in."""

from klientela.accounts.actions import users
from klientela.accounts.models import Membership, Team, User
from klientela.core.actor import Actor, Role

TEAM = "Sample team"
MAILS = "@klientela.example"
# Name and role; the address tells sample people from real ones.
PEOPLE = (
    ("marta", "Marta Wrzosowska", Role.MANAGER),
    ("jonas", "Jonas Steinbrück", Role.SELLER),
    ("daria", "Дарья Онежская", Role.SELLER),
    ("callum", "Callum Thistleton", Role.SELLER),
)


def hire(actor: Actor) -> list[User]:
    """Return the sample's people, added to the base and seated in a team; those still there come back."""
    people = [_person(name, called, role, actor) for name, called, role in PEOPLE]
    team, _created = Team.objects.get_or_create(name=TEAM)
    for person in people:
        Membership.objects.get_or_create(team=team, user=person)
    return people


def _person(username: str, name: str, role: Role, actor: Actor) -> User:
    mail = f"{username}{MAILS}"
    known = User.objects.filter(email=mail).first()
    if known is None:
        return users.add_user(f"sample-{username}", name=name, role=role, email=mail, actor=actor)
    known.is_active = True
    known.save(update_fields=["is_active"])
    return known


def dismiss(actor: Actor) -> None:
    """Switch the sample's people off; what they did stays theirs until it is taken back."""
    for person in User.objects.filter(email__endswith=MAILS, is_active=True):
        if person.pk != actor.user_id:
            users.switch_off(person, actor=actor)
    Team.objects.filter(name=TEAM).delete()
