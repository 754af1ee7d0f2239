"""What must be said beside an answer: a code for programs, the figures, and a plain English sentence."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Caution:
    """A warning that travels with a result; `message` has `%(name)s` places filled from `params`.

    >>> str(Caution("cohorts.young", "Only %(months)d months of history.", {"months": 2}))
    'Only 2 months of history.'
    """

    code: str
    message: str
    params: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message
