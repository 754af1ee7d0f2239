"""The list of stored reasons and the English sentence of each: add a line here when a lower floor stores a new code.

The English sentence is the key of its translations. `many` and `counts` are for sentences that bend with a number.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with `%(name)s` places; `counts` names the parameter that chooses between `one` and `many`."""

    one: str
    many: str = ""
    counts: str = ""


SENTENCES: dict[str, Sentence] = {
    "marker.none": Sentence(_("No reaction is recorded yet.")),
    "marker.override": Sentence(_("Set by %(by)s: %(why)s")),
}
