"""The words a page says for stored codes and counts: markers and countable nouns, each in the reader's language.

The database keeps codes; this is the only list that turns them into words, so that list, card and chart agree.
"""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from klientela.web import formats

MARKERS: dict[str, Promise] = {
    "white": pgettext_lazy("marker", "white"),
    "green": pgettext_lazy("marker", "green"),
    "yellow": pgettext_lazy("marker", "yellow"),
    "yellow-green": pgettext_lazy("marker", "yellow-green"),
    "gold": pgettext_lazy("marker", "gold"),
    "platinum": pgettext_lazy("marker", "platinum"),
    "green-red": pgettext_lazy("marker", "green-red"),
    "golden-red": pgettext_lazy("marker", "golden-red"),
    "platinum-red": pgettext_lazy("marker", "platinum-red"),
}
MARKER_MEANINGS: dict[str, Promise] = {
    "white": _("Attitude unknown"),
    "green": _("Agreed to a presentation"),
    "yellow": _("Agreed to receive mailings"),
    "yellow-green": _("Asked about a product"),
    "gold": _("Bought"),
    "platinum": _("Buys regularly"),
    "green-red": _("Refused before buying"),
    "golden-red": _("Bought, then refused"),
    "platinum-red": _("A regular who decided to stop"),
}
# The count is put in as text, because it carries separators; the plural form follows the number itself.
NOUNS: dict[str, Any] = {
    "customer": ngettext_lazy("%(count)s customer", "%(count)s customers", "number"),
    "contact": ngettext_lazy("%(count)s contact", "%(count)s contacts", "number"),
    "order": ngettext_lazy("%(count)s order", "%(count)s orders", "number"),
    "purchase": ngettext_lazy("%(count)s purchase", "%(count)s purchases", "number"),
    "line": ngettext_lazy("%(count)s line", "%(count)s lines", "number"),
    "row": ngettext_lazy("%(count)s row", "%(count)s rows", "number"),
    "record": ngettext_lazy("%(count)s record", "%(count)s records", "number"),
    "file": ngettext_lazy("%(count)s file", "%(count)s files", "number"),
    "day": ngettext_lazy("%(count)s day", "%(count)s days", "number"),
    "minute": ngettext_lazy("%(count)s minute", "%(count)s minutes", "number"),
    "second": ngettext_lazy("%(count)s second", "%(count)s seconds", "number"),
    "call": ngettext_lazy("%(count)s call", "%(count)s calls", "number"),
    "task": ngettext_lazy("%(count)s task", "%(count)s tasks", "number"),
    "change": ngettext_lazy("%(count)s change", "%(count)s changes", "number"),
}


def marker(code: str) -> str:
    """Return the word of a marker; a code of a later version is shown as it stands."""
    return str(MARKERS.get(code, code))


def counted(count: int, noun: str) -> str:
    """Return "12,480 customers" in the right plural form; KeyError for a noun that is not listed."""
    return str(NOUNS[noun] % {"number": count, "count": formats.number(count)})
