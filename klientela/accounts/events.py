"""What happened on this floor, for those above."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangeUndone:
    """A change set was taken back by another."""

    change: int
    undone_by: int
