"""Tables of people who use the base, and of everything that was ever changed in it."""

from klientela.accounts.models.changes import ChangePayload, ChangeRow, ChangeSet
from klientela.accounts.models.people import Membership, Team, User
from klientela.accounts.models.sign_ins import SignInFailure, SignInLink

__all__ = [
    "ChangePayload",
    "ChangeRow",
    "ChangeSet",
    "Membership",
    "SignInFailure",
    "SignInLink",
    "Team",
    "User",
]
