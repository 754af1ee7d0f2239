"""Delivers events: the subscriber's effects and the mark "delivered" share one transaction, so both happen or neither.

A try is counted in a transaction of its own *before* the subscriber runs; otherwise one that takes the process down
with it would be tried for ever. The count is the token: whoever slept past `patience` finds it changed and stops.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string

from klientela.core.clock import now
from klientela.core.events.codec import from_json
from klientela.core.models import Delivery

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
# How long a try may take before another worker makes the next one.
PATIENCE = timedelta(seconds=30)
BACKOFF = timedelta(seconds=1)
BACKOFF_LIMIT = timedelta(minutes=10)


def deliver_due(limit: int = 100, *, patience: timedelta = PATIENCE, backoff: timedelta = BACKOFF) -> int:
    """Make the due deliveries, oldest first, at most `limit`; return how many were tried.

    Must not be called inside a transaction: each delivery has its own.
    """
    waiting = (
        Delivery.objects.unscoped("the worker delivers what is due").due(now()).values_list("pk", "attempts")[:limit]
    )
    return sum(_try(pk, attempts, patience, backoff) for pk, attempts in list(waiting))


def _try(pk: int, attempts: int, patience: timedelta, backoff: timedelta) -> bool:
    if attempts >= MAX_ATTEMPTS:
        _give_up(pk, attempts)
        return False
    if not _claim(pk, attempts, now() + patience):
        return False
    try:
        _deliver(pk, attempts + 1)
    except Exception as error:
        log.exception("delivery %s failed", pk)
        _put_back(pk, attempts + 1, error, now() + min(backoff * 2**attempts, BACKOFF_LIMIT))
    return True


def _claim(pk: int, attempts: int, until: datetime) -> bool:
    """Count the try, unless somebody else began it; a due time in the future keeps others away meanwhile."""
    return bool(_standing(pk, attempts).update(attempts=attempts + 1, run_after=until))


def _deliver(pk: int, attempts: int) -> None:
    with transaction.atomic():
        delivery = _standing(pk, attempts).select_for_update(of=("self",)).select_related("event").first()
        if delivery is None:
            return
        subscriber = import_string(delivery.subscriber)
        subscriber(from_json(import_string(delivery.event.name), delivery.event.payload))
        _standing(pk, attempts).update(state=Delivery.State.DELIVERED, error="")


def _put_back(pk: int, attempts: int, error: Exception, run_after: datetime) -> None:
    state = Delivery.State.DEAD if attempts >= MAX_ATTEMPTS else Delivery.State.WAITING
    _standing(pk, attempts).update(state=state, run_after=run_after, error=f"{type(error).__name__}: {error}")


def _give_up(pk: int, attempts: int) -> None:
    _standing(pk, attempts).update(state=Delivery.State.DEAD, error="the worker died each time")


def _standing(pk: int, attempts: int) -> Any:
    waiting = Delivery.objects.unscoped("a try is bound to its count").filter(state=Delivery.State.WAITING)
    return waiting.filter(pk=pk, attempts=attempts)
