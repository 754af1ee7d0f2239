"""The rows of the list of imports: what each page of it shows beside the figures."""

from dataclasses import dataclass
from typing import Any

from klientela.core.actor import Actor, Right
from klientela.exchange.models import Import

PER_PAGE = 50
State = Import.State
TONES = {State.REFUSED: "bad", State.STOPPED: "warn", State.READY: "good", State.WRITING: "good", State.UNDONE: "muted"}


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of imports, the newest first, and the key from which the next page goes on."""

    imports: list[Any]
    later: int | None


def listed(actor: Actor, before: int | None) -> Listed:
    """Return the imports this actor sees, `PER_PAGE` of them, older than the import `before` when it is given."""
    around = ("file", "user", "job", "change_set__undone_by__job")
    rows = Import.objects.visible_to(actor).select_related(*around).order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PER_PAGE + 1])
    for row in found:
        row.tone = TONES.get(row.standing, "")  # type: ignore[attr-defined]
        row.can_undo = can_undo(row, actor)  # type: ignore[attr-defined]
    return Listed(found[:PER_PAGE], found[PER_PAGE - 1].pk if len(found) > PER_PAGE else None)


def can_undo(row: Import, actor: Actor) -> bool:
    """Tell whether this import can be taken back now, by this actor."""
    allowed = actor.may(Right.UNDO) or (row.user_id == actor.user_id and actor.may(Right.EDIT))
    change = row.change_set
    is_there = change is not None and (change.undone_by_id is None or change.is_half_undone)
    return is_there and row.standing in {State.DONE, State.STOPPED} and allowed
