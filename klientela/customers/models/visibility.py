"""Who may see a customer, said once for the customer and for everything that hangs on one."""

from django.db.models import Q

from klientela.core.actor import Actor


def seen_through(actor: Actor, path: str = "") -> Q:
    """Return the condition that the customer at `path` ("" for the customer itself) is visible to the actor.

    A customer without an owner is in the pool, which all see and may claim.
    """
    if actor.sees is None:
        return Q()
    prefix = f"{path}__" if path else ""
    return Q(**{f"{prefix}owner_id__in": actor.sees}) | Q(**{f"{prefix}owner__isnull": True})
