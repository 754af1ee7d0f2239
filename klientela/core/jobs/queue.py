"""Begins and cancels jobs."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, get_type_hints

from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from klientela.core.actor import Actor
from klientela.core.assembly import assembled
from klientela.core.clock import now
from klientela.core.errors import Refused
from klientela.core.events.bell import ring_on_commit
from klientela.core.events.codec import to_json
from klientela.core.models import Job


def enqueue(
    name: str,
    payload: Any,
    *,
    actor: Actor,
    run_after: datetime | None = None,
    unique_key: str | None = None,
    total: int | None = None,
    unit: str = "",
) -> Job:
    """Begin a job in the caller's transaction: it exists if, and only if, that commits.

    `payload` is the frozen dataclass that the handler expects, or a dictionary that fits it. With a `unique_key`
    a job of that name and key that nobody began yet is returned instead, with its own payload.
    Raises `KeyError` for a name that `klientela.config.jobs` does not list.
    """
    if name not in assembled("KLIENTELA_JOBS"):
        raise KeyError(f"no job is called {name}")
    job = Job(
        name=name,
        payload=to_json(payload),
        actor=to_json(actor),
        user_id=actor.user_id,
        unique_key=unique_key,
        run_after=run_after or now(),
        total=total,
        unit=unit,
    )
    with transaction.atomic(savepoint=False):
        if unique_key is None:
            job.save(force_insert=True)
        else:
            job = _save_once(job)
        ring_on_commit()
    return job


def _save_once(job: Job) -> Job:
    while True:
        twin = _waiting_twin(job)
        if twin is not None:
            return twin
        try:
            with transaction.atomic():
                job.save(force_insert=True)
        except IntegrityError:
            # Another transaction was quicker; its job is the one that waits.
            continue
        return job


def _waiting_twin(job: Job) -> Job | None:
    # The lock keeps a worker from beginning the twin before this transaction's own changes can be seen by it.
    waiting = Job.objects.unscoped("only one such job may wait, whoever began it").select_for_update()
    twin = waiting.filter(
        name=job.name, unique_key=job.unique_key, state=Job.State.READY, started_at__isnull=True
    ).first()
    if twin is not None and job.run_after < twin.run_after:
        twin.run_after = job.run_after
        twin.save(update_fields=["run_after"])
    return twin


def cancel(job: Job, actor: Actor) -> Job:
    """Cancel at once what nobody works on, else ask its holder to stop after the present chunk; safe to repeat.

    Refuses with `job.not_found` for somebody else's job and with `job.finished` when it is too late.
    """
    with transaction.atomic():
        held = Job.objects.visible_to(actor).select_for_update().filter(pk=job.pk).first()
        if held is None:
            raise Refused("job.not_found", "There is no such job, or it is not yours.")
        if held.is_finished and held.state != Job.State.CANCELLED:
            raise Refused("job.finished", "This is already finished and cannot be cancelled.")
        if held.state == Job.State.READY:
            held.state, held.finished_at = Job.State.CANCELLED, now()
        held.cancel_requested = True
        held.save(update_fields=["state", "finished_at", "cancel_requested"])
    return held


def handler_of(name: str) -> tuple[Callable[..., Any], Any]:
    """Return the handler of a job and the schema of its payload, imported only now: some are heavy."""
    handler = import_string(assembled("KLIENTELA_JOBS")[name])
    return handler, get_type_hints(handler).get("payload", dict)
