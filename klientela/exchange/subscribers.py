"""What this floor does when something happened below it."""

from klientela.accounts.events import ChangeUndone
from klientela.exchange.models import Import


def change_undone(event: ChangeUndone) -> None:
    """Say of an import whose change was taken back that it is undone."""
    imports = Import.objects.unscoped("an import follows its change set")
    imports.filter(change_set_id=event.change).update(state=Import.State.UNDONE)
