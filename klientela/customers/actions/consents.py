"""Consents: given or withdrawn per channel, each as a fact of its own, so that it can be proven later."""

from datetime import datetime
from typing import Any

from klientela.core.actor import Actor
from klientela.core.clock import now
from klientela.customers.actions import facts
from klientela.customers.models import Consent


def give(customer_id: int, *, channel: str, actor: Actor, **words: Any) -> Consent:
    """Write down that the customer agreed to be addressed over `channel`; see `_say` for `words`."""
    return _say(customer_id, code="consent.given", is_given=True, channel=channel, actor=actor, **words)


def withdraw(customer_id: int, *, channel: str, actor: Actor, **words: Any) -> Consent:
    """Write down that the customer no longer agrees to be addressed over `channel`."""
    return _say(customer_id, code="consent.withdrawn", is_given=False, channel=channel, actor=actor, **words)


def _say(
    customer_id: int,
    *,
    code: str,
    is_given: bool,
    channel: str,
    actor: Actor,
    at: datetime | None = None,
    text: str = "",
    contact_id: int | None = None,
) -> Consent:
    """Keep the words of the consent as `text`, whose it was as `contact_id`, and when; `at` of None means now."""
    return facts.add(
        Consent,
        customer_id,
        code=code,
        actor=actor,
        contact_id=contact_id,
        channel=channel,
        is_given=is_given,
        at=at or now(),
        text=text.strip(),
    )
