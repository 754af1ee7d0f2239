"""What a file holds and which column is what, told from headers in several languages and from the values.

It proposes; a person may correct it. What it does not understand stays unmapped, with the reason."""

from .kinds import KINDS, Kind
from .mapping import Problem, required, validate_mapping
from .recognise import Reason, Recognition, recognise

__all__ = [
    "KINDS",
    "Kind",
    "Problem",
    "Reason",
    "Recognition",
    "recognise",
    "required",
    "validate_mapping",
]
