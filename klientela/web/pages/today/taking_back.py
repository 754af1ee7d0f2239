"""One press of a button makes several changes (a call, a task, a row off the list); they are taken back together."""

from collections.abc import Callable

from django.db import transaction

from klientela.accounts.actions.undo import undo
from klientela.accounts.models import ChangeSet
from klientela.core.actor import Actor

SEPARATOR = "-"


def changes_of(work: Callable[[], None], actor: Actor) -> str:
    """Do the work, and return the change sets that this person made by it, as a part of an address."""
    mine = ChangeSet.objects.visible_to(actor).filter(user_id=actor.user_id or 0).order_by("pk")
    with transaction.atomic():
        before = mine.values_list("pk", flat=True).last() or 0
        work()
        made = mine.filter(pk__gt=before).values_list("pk", flat=True)
        return SEPARATOR.join(str(key) for key in made)


@transaction.atomic
def take_back(changes: str, actor: Actor) -> None:
    """Undo the change sets named in the address, the latest first; refused when one is not this actor's to undo."""
    for key in sorted((int(key) for key in changes.split(SEPARATOR) if key.isdecimal()), reverse=True):
        undo(key, actor=actor)
