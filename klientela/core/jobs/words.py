"""What a job has to say, as a code with parameters: put into the reader's language when it is shown."""

from dataclasses import dataclass, field
from typing import Any

from klientela.core.events.codec import to_json


@dataclass(frozen=True, slots=True)
class Words:
    """A code ("import.done") and its parameters (plain values)."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)

    def stored(self) -> dict[str, Any]:
        """Return what is kept in the row."""
        return {"code": self.code, "params": to_json(self.params)}
