"""What a fit has to say beside its figures, for people and for programs."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Caution:
    """A warning: a stable `code`, the figures that led to it, and a plain English sentence with places for them.

    >>> str(Caution("lifetime.few_repeats", "Only %(repeats)d customers bought again.", {"repeats": 42}))
    'Only 42 customers bought again.'
    """

    code: str
    message: str
    params: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message
