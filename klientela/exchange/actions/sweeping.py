"""The nightly job that leaves no personal data lying: what was staged for an import goes when the import is over."""

from klientela.core.jobs import JobContext
from klientela.core.models import Job
from klientela.exchange.actions import stopping
from klientela.exchange.imports.staging import places
from klientela.exchange.models import Import

State = Import.State
NEEDED = (State.LOOKING, State.READY, State.WRITING)


def sweep(context: JobContext) -> None:
    """Stop the imports whose job ended without a word, then clear the staging of all that are over or forgotten."""
    for row in _left_behind():
        with context.chunk():
            stopping.stop(row)
    # Listed before asking: what begins meanwhile is not in the list.
    staged = places.staged()
    imports = Import.objects.unscoped("what is over is swept, whoever's it was")
    needed = set(imports.filter(state__in=NEEDED).values_list("pk", flat=True))
    for import_id in staged:
        if import_id not in needed:
            places.clear(import_id)


def _left_behind() -> list[Import]:
    imports = Import.objects.unscoped("nobody else would say that they are over")
    return list(imports.filter(state__in=(State.LOOKING, State.WRITING), job__state__in=Job.FINISHED))
