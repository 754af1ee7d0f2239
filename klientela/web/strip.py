"""The line above every page: that this is a sample, or that the data end on a day long ago."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Strip:
    """What the line says; empty when the base is the company's own and alive."""

    is_sample: bool = False
    data_end_on: date | None = None


def strip_for(request: HttpRequest) -> Strip:
    """Return the line for this base."""
    return Strip()
