"""What the worker runs for this floor: fetch, call one action, nothing else."""

from dataclasses import dataclass

from django.utils import translation

from klientela.core.jobs import JobContext, Words
from klientela.exchange.actions import looking, sweeping, writing


@dataclass(frozen=True, slots=True)
class ImportJob:
    """Which import is meant, and the language in which its failed rows come back as a file."""

    import_id: int
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Sweep:
    """Nothing needs to be said: everything that is over is swept."""


def look(context: JobContext, payload: ImportJob) -> Words:
    """Look at a file."""
    return looking.look(context, payload.import_id)


def write(context: JobContext, payload: ImportJob) -> Words:
    """Bring a file in."""
    with translation.override(payload.language):
        return writing.write(context, payload.import_id)


def sweep(context: JobContext, payload: Sweep) -> None:  # noqa: ARG001 - every handler is given its payload
    """Throw away what was staged for imports that are over."""
    sweeping.sweep(context)
