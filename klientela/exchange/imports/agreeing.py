"""From an import and the base to the terms under which the file is read."""

from typing import Any

from klientela.accounts.models import User
from klientela.core.actor import Actor
from klientela.core.clock import today
from klientela.core.preferences import preferences
from klientela.exchange.imports.readers import FileShape
from klientela.exchange.imports.recognition import recognise
from klientela.exchange.imports.targets import BY_KEY
from klientela.exchange.imports.terms import Terms
from klientela.exchange.models import Import

NO_SYSTEM = frozenset({"", "table"})


def agree(row: Import, shape: FileShape, actor: Actor) -> tuple[Terms, dict[int, str], str]:
    """Return the terms, the whole mapping and the profile of an import."""
    found = recognise(shape)
    options = row.options
    by_hand = {int(position): target for position, target in row.mapping.items()}
    mapping = by_hand if options.get("mapped_by_hand") else found.mapping
    settings = preferences()
    profile = options.get("profile") or found.profile
    terms = Terms(
        kind=options.get("kind") or found.kind,
        mapping={position: target for position, target in mapping.items() if target in BY_KEY},
        file_id=row.file_id,
        currency=options.get("currency") or settings.home_currency,
        home_currency=settings.home_currency,
        country=options.get("country") or settings.country,
        stated_on=today(),
        decimal_marks=_by_column(shape, "decimal_mark", options.get("decimal_mark")),
        date_orders=_by_column(shape, "date_order", options.get("date_order")),
        issuer=options.get("issuer") or ("" if profile in NO_SYSTEM else profile),
        assign_to=options.get("assign_to"),
        sees=actor.sees,
    )
    return terms, mapping, profile


def _by_column(shape: FileShape, name: str, chosen: str | None) -> dict[int, Any]:
    """Return how each column is read: as a person chose for all, else as its values tell, else as the others."""
    whole = getattr(shape, name)
    found = {column.position: chosen or getattr(column, name) or whole for column in shape.columns}
    return {position: value for position, value in found.items() if value}


def owners(actor: Actor) -> dict[str, int]:
    """Return the users whom the actor sees by folded user name, e-mail and name; a name of two users is nobody's."""
    found: dict[str, set[int]] = {}
    seen = User.objects.filter(is_active=True)
    if actor.sees is not None:
        seen = seen.filter(pk__in=actor.sees)
    for pk, *words in seen.values_list("pk", "username", "email", "name"):
        for word in words:
            if word:
                found.setdefault(word.strip().casefold(), set()).add(pk)
    return {word: min(users) for word, users in found.items() if len(users) == 1}
