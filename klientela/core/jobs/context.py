"""What a handler is given: for whom it works, how far it was, and the one way to write.

`chunk` opens the transaction, proves that this worker still holds the job, and writes the progress with the work:
so a chunk is applied once, however often workers are killed, and a worker that slept past its lease cannot write.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from klientela.core.actor import Actor
from klientela.core.clock import now
from klientela.core.events.codec import from_json, to_json
from klientela.core.jobs.interruptions import CancelRequested, HandedBack, LeaseLost
from klientela.core.jobs.lease import held
from klientela.core.jobs.pace import Pace
from klientela.core.jobs.words import Words
from klientela.core.models import Job


@dataclass(slots=True)
class Chunk:
    """What will be true when the chunk is committed; may be set inside the block. None leaves it as it is."""

    done: int | None = None
    bookmark: dict[str, Any] | None = None
    note: Words | None = None


class JobContext:
    """One try at a job; `done` and `bookmark` say where the last committed chunk ended."""

    def __init__(self, job: Job, pace: Pace, stopping: Callable[[], bool], watch: Callable[[Job], object]) -> None:
        self.job = job
        self.actor = from_json(Actor, job.actor)
        self._pace = pace
        self._stopping = stopping
        self._watch = watch
        self._best = job.done

    @property
    def done(self) -> int:
        """How many units are done and committed."""
        return self.job.done

    @property
    def bookmark(self) -> dict[str, Any]:
        """What the last committed chunk left for the next, a dictionary of plain values."""
        return dict(self.job.bookmark)

    @contextmanager
    def chunk(
        self, *, done: int | None = None, bookmark: dict[str, Any] | None = None, note: Words | None = None
    ) -> Iterator[Chunk]:
        """Do a piece of the work in one transaction with its progress; keep it under 200 ms of writing.

        Raises an `Interruption` before the block when the lease is lost, a person cancelled, or the worker stops;
        nothing of the block happened then.
        """
        if self._stopping():
            raise HandedBack
        chunk = Chunk(done, bookmark, note)
        with transaction.atomic():
            self._prove_held()
            yield chunk
            values = self._progress(chunk)
            held(self.job).update(**values)
        self._remember(values)

    def report(
        self, *, done: int | None = None, total: int | None = None, unit: str | None = None, note: Words | None = None
    ) -> None:
        """Write progress without work, between chunks or while only reading; raises as `chunk` does."""
        named = {"total": total, "unit": unit}
        with self.chunk(done=done, note=note):
            values = {key: value for key, value in named.items() if value is not None}
            held(self.job).update(**values) if values else None
        self._remember(values)

    def _prove_held(self) -> None:
        row = held(self.job).select_for_update().values_list("cancel_requested", flat=True).first()
        if row is None:
            raise LeaseLost
        if row:
            raise CancelRequested

    def _progress(self, chunk: Chunk) -> dict[str, Any]:
        values: dict[str, Any] = {"lease_until": now() + self._pace.lease}
        if chunk.done is not None:
            values["done"] = chunk.done
            if chunk.done > self._best:
                # Further than ever: whatever killed earlier tries is behind us, so this counts as the first again.
                values["attempts"] = 1
        if chunk.bookmark is not None:
            values["bookmark"] = to_json(chunk.bookmark)
        if chunk.note is not None:
            values["note"] = chunk.note.stored()
        return values

    def _remember(self, values: dict[str, Any]) -> None:
        for key, value in values.items():
            setattr(self.job, key, value)
        self._best = max(self._best, self.job.done)
        self._watch(self.job)
