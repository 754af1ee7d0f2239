"""Sentences for what is stored as a code with parameters: why a marker, why today, how a job ended.

A parameter is formatted by its name: `…_on` is a day, `…_at` a moment, `marker` a marker, a mapping with `minor` and
`currency` is money, a figure gets separators. So the same stored row reads right in every language.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from klientela.core.errors import Refused
from klientela.core.money import Money
from klientela.web import formats, vocabulary
from klientela.web.sentences import SENTENCES, Counted


def sentence(code: str, params: Mapping[str, Any] | None = None) -> str:
    """Return the sentence for a stored reason; an unknown code is shown as it stands, never dropped."""
    given = params or {}
    known = SENTENCES.get(code)
    if known is None:
        return code
    words = _Words({name: spoken(name, value) for name, value in given.items()})
    if isinstance(known, Counted):
        return str(known.text % _Words({**words, "number": given.get(known.by) or 0}))
    return str(known) % words


class _Words(dict[str, Any]):
    """Parameters as text; one that an older version did not store is said to be unknown instead of failing the page."""

    def __missing__(self, name: str) -> str:
        return gettext("unknown")


def refusal(refused: Refused) -> str:
    """Return the sentence of a refusal; its English message is the key of the translations."""
    if not refused.params:
        return gettext(refused.message)
    return gettext(refused.message) % _Words({name: spoken(name, value) for name, value in refused.params.items()})


def spoken(name: str, value: Any) -> str:
    """Return one parameter as text of the reader's language, by the name and type it was stored with."""
    if value is None:
        return gettext("unknown")
    if name == "marker":
        return vocabulary.marker(value)
    if isinstance(value, Mapping):
        return formats.money(Money(value["minor"], value["currency"]))
    if isinstance(value, Money):
        return formats.money(value)
    if name.endswith(("_on", "_at")):
        return _dated(value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return formats.number(value)
    return str(value)


def _dated(value: str | date | datetime) -> str:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return formats.day(moment.date() if isinstance(moment, datetime) else moment)
