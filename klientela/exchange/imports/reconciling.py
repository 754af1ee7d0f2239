"""After writing: what was planned against what the base really holds, table by table."""

from collections.abc import Mapping

from klientela.exchange.imports.writing.phases import PHASES


def reconcile(sizes: Mapping[str, int], firsts: Mapping[str, int]) -> dict[str, int]:
    """Return how many rows of each reserved range stand in the base; they are counted, not remembered."""
    stored = {}
    for phase in PHASES:
        if sizes[phase.name]:
            first = firsts[phase.name]
            rows = phase.model._default_manager.all()
            if hasattr(rows, "unscoped"):
                rows = rows.unscoped("an import counts what it stored")
            stored[phase.name] = rows.filter(pk__gte=first, pk__lt=first + sizes[phase.name]).count()
    return stored
