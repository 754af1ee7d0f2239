"""Which interactions count as what; `klientela.insight.facts` says the same in SQL, and a test holds them together."""

from klientela.customers.models import Interaction

Kind, Direction, Outcome = Interaction.Kind, Interaction.Direction, Interaction.Outcome

TOGETHER = frozenset({Kind.MEETING, Kind.PRESENTATION, Kind.CONSULTATION, Kind.VISIT})
SHOWN = frozenset({Kind.MEETING, Kind.PRESENTATION})
IN_VAIN = frozenset({Outcome.NO_ANSWER, Outcome.BUSY, Outcome.WRONG_NUMBER})


def is_contact(kind: str, outcome: str) -> bool:
    """Tell whether we were in touch: not a note to ourselves, nor an attempt that reached nobody."""
    return kind != Kind.NOTE and outcome not in IN_VAIN


def is_outgoing(kind: str, direction: str) -> bool:
    """Tell whether a contact came from us; what one does together counts as ours unless it says otherwise."""
    return direction == Direction.OUT or (direction == Direction.NONE and kind in TOGETHER)


def is_meeting(kind: str, outcome: str) -> bool:
    """Tell whether in a contact the customer agreed to hear us: "agreed", or a meeting or presentation not declined."""
    return outcome == Outcome.AGREED or (kind in SHOWN and outcome != Outcome.DECLINED)
