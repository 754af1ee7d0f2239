"""Who is doing this, and what they may do and see: a value that every action and every query is given.

It is frozen and carries everything needed, so that no lower floor asks "who is signed in?"; `accounts` builds it.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from klientela.core.errors import Refused


class Role(StrEnum):
    """What somebody is in the company, from the widest rights to the narrowest."""

    OWNER = "owner"
    MANAGER = "manager"
    SELLER = "seller"
    READER = "reader"


class Right(StrEnum):
    """Things that are allowed or not, apart from which records are seen."""

    EDIT = "edit"
    ASSIGN = "assign"
    IMPORT = "import"
    EXPORT = "export"
    UNDO = "undo"
    ADMINISTER = "administer"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OWNER: frozenset(Right),
    Role.MANAGER: frozenset({Right.EDIT, Right.ASSIGN, Right.IMPORT, Right.EXPORT, Right.UNDO}),
    # Export is a right of its own and off for sellers: the base must not leave with one of them.
    Role.SELLER: frozenset({Right.EDIT}),
    Role.READER: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that acts.

    `kind` is user, token, job, import or system; `sees` holds the ids of the users whose records are visible,
    `None` meaning everybody's. Records without an owner (the pool) are visible to all.
    """

    kind: str
    name: str
    role: Role
    user_id: int | None = None
    sees: frozenset[int] | None = field(default_factory=frozenset)

    def seeing_the_pool_only(self) -> Self:
        """Return the same actor, who sees nothing but what nobody owns."""
        return replace(self, sees=frozenset())

    def may(self, right: Right) -> bool:
        """Tell whether this actor has the right at all."""
        return right in RIGHTS[self.role]

    def require(self, right: Right) -> None:
        """Refuse unless this actor has the right: the first line of every action."""
        if not self.may(right):
            raise Refused("actor.not_allowed", "Your role does not allow this. Ask the owner of the base.")


def system(name: str) -> Actor:
    """Return the actor for work that the machine does by itself, such as nightly analysis."""
    return Actor(kind="system", name=name, role=Role.OWNER, sees=None)
