"""Which interactions count as what; `klientela.insight.facts` says the same in SQL, and a test holds them together."""

from klientela.customers.models import Interaction

Kind, Direction, Outcome = Interaction.Kind, Interaction.Direction, Interaction.Outcome

TOGETHER = frozenset({Kind.MEETING, Kind.PRESENTATION, Kind.CONSULTATION, Kind.VISIT})
SHOWN = frozenset({Kind.MEETING, Kind.PRESENTATION})
IN_VAIN = frozenset({Outcome.DECLINED, Outcome.NO_ANSWER, Outcome.BUSY, Outcome.WRONG_NUMBER})


def is_contact(kind: str) -> bool:
    """Tell whether somebody was in touch: everything but a note to ourselves."""
    return kind != Kind.NOTE


def is_outgoing(kind: str, direction: str) -> bool:
    """Tell whether it came from us; what one does together counts as ours unless it says otherwise."""
    return is_contact(kind) and (direction == Direction.OUT or (direction == Direction.NONE and kind in TOGETHER))


def is_meeting(kind: str, outcome: str) -> bool:
    """Tell whether the customer agreed to hear us: a meeting or presentation that was not in vain, or "agreed"."""
    return is_contact(kind) and (outcome == Outcome.AGREED or (kind in SHOWN and outcome not in IN_VAIN))
