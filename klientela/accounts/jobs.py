"""Jobs of this floor: fetch, call one action, nothing else."""

from klientela.accounts.actions.undo import UndoChange, finish_in_chunks
from klientela.core.jobs import JobContext, Words


def undo(context: JobContext, payload: UndoChange) -> Words:
    """Take a large change back."""
    tally = finish_in_chunks(context, payload)
    return Words("history.undone", {"restored": tally.restored, "kept": tally.kept})
