"""What Today is made of: actions worth doing, and the sources that know them.

A source is anything with these attributes; `klientela.config.today` lists those that exist, lower floors and higher
ones alike. So a debtor, a renewal or a birthday comes onto the list by one class and one line there.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from klientela.core.actor import Actor
from klientela.core.assembly import assembled
from klientela.core.money import Money


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom and as of which day the list is made.

    `today` is the calendar's day, `as_of` the day for which conclusions hold: they differ where the data end in the
    past. `manager` narrows it to the customers of one user, who `holds_few` of them or so many that they are no short
    way to anything. Sums are in `currency`.
    """

    actor: Actor
    as_of: date
    today: date
    currency: str
    manager: int | None = None
    holds_few: bool = False


@dataclass(frozen=True, slots=True)
class Phone:
    """The number to call: the contact point, as it was written, and as it is dialled."""

    point_id: int
    value: str
    normalised: str


@dataclass(frozen=True, slots=True)
class Action:
    """One thing worth doing for one customer.

    `action` and `at_stake_label` are codes, `why` a code with parameters as `klientela.web.sentences` says them.
    `at_stake` of None means unknown, and is said so. `cause_on` is the day of the fact behind it.
    """

    customer_id: int
    customer_name: str
    marker: str
    action: str
    why: dict[str, Any]
    at_stake: Money | None
    at_stake_label: str
    cause_on: date
    person_id: int | None = None
    phone: Phone | None = None


class Source(Protocol):
    """Something that knows actions of one kind."""

    @property
    def code(self) -> str:
        """The stable name of the kind of action."""

    @property
    def label(self) -> str:
        """Its English name, the key of the translations."""

    @property
    def words(self) -> str:
        """The English sentence of why, with places for the parameters."""

    @property
    def at_stake_label(self) -> str:
        """The code of what is at stake: `stake.last_year`."""

    def actions(self, asked: Asked, limit: int) -> list[Action]:
        """Return the actions with the most at stake, best first, unknown amounts last."""

    def count(self, asked: Asked, limit: int) -> int:
        """Return how many actions there are, counting no further than `limit`."""

    def cause_of(self, customer_id: int, actor: Actor) -> date | None:
        """Return the day of the fact that would cause this action for a customer now; None if there is none."""


def sources() -> tuple[Source, ...]:
    """Return the sources that `config` lists, in the order in which people read them."""
    listed: tuple[Source, ...] = assembled("KLIENTELA_TODAY")
    return listed
