"""What a drill found, as one line: the goal, the figure, and whether it holds."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """One goal and what was found. `is_loss`: missing it means that something was lost or doubled, not only slow."""

    what: str
    goal: str
    figure: str
    holds: bool
    is_loss: bool = True

    def line(self, drill: str, database: str) -> str:
        """Return the line for people."""
        word = "ok" if self.holds else "FAILED" if self.is_loss else "goal missed"
        return f"{drill:<4} {database:<10} {self.what}: {self.figure} (goal {self.goal}): {word}"

    def document(self, drill: str, database: str) -> dict[str, Any]:
        """Return the same for programs."""
        return {"drill": drill, "database": database, **asdict(self)}


def none_of(what: str, found: int, among: str) -> Outcome:
    """Return the outcome of something that must never happen."""
    return Outcome(what, "0", f"{found} of {among}", found == 0)


def within(what: str, seconds: float, most: float, aside: str = "") -> Outcome:
    """Return the outcome of something that should be quick."""
    return Outcome(what, f"<= {most:g} s", f"{seconds:.3f} s{aside}", seconds <= most, is_loss=False)
