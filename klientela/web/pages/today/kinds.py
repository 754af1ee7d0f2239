"""The kinds of work that Today knows, in words: their name, what is at stake, and how both are computed."""

from dataclasses import dataclass
from html import escape

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from klientela.web.templatetags.words import icon


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its code, its word in the filter, the word under the amount, and the formulas for who asks."""

    code: str
    word: Promise
    stake: Promise
    formula: Promise
    stake_formula: Promise


@dataclass(frozen=True, slots=True)
class Way:
    """One way to deal with a row: its code in the address, the word on its button, its key."""

    code: str
    word: Promise
    key: str


KINDS: tuple[Kind, ...] = (
    Kind(
        "slipping",
        _("slipping away"),
        _("at stake"),
        _(
            "Customers among the two highest fifths by amount whose next order is overdue by more than their usual"
            " interval (the median gap between their days of purchase, from three gaps on)."
        ),
        _("At stake: what they bought in their last 12 months."),
    ),
    Kind(
        "inquiry",
        _("inquiries unanswered"),
        _("likely order"),
        _("An inquiry came after the last word from us, and more than one working day has passed."),
        _("At stake: the median first order of customers of the same kind and industry."),
    ),
    Kind(
        "first_order",
        _("first order without follow-up"),
        _("likely second order"),
        _("One purchase, none since, and no contact for 14 days after it."),
        _("At stake: the average second order of customers of the same kind and industry."),
    ),
)
BY_CODE = {kind.code: kind for kind in KINDS}
WAYS: tuple[Way, ...] = (
    Way("call", _("Call"), "c"),
    Way("task", _("Task"), "t"),
    Way("later", _("Later"), "s"),
    Way("done", _("Done"), "e"),
)


def buttons(address: str, name: str) -> SafeString:
    """Return the buttons of a row, the first with its drawing; a page has a hundred, too many for a template."""
    hidden = f'<span class="hidden-words">: {escape(name)}</span>'
    drawn = (
        f'<a class="button" role="button" aria-haspopup="dialog" data-kind="{"quiet" if place else "main"}"'
        f' data-key="{way.key}" href="{address}{way.code}" hx-get="{address}{way.code}">'
        f"{'' if place else icon('phone', 14)}{escape(str(way.word))}{hidden}</a>"
        for place, way in enumerate(WAYS)
    )
    # The address is made of a number and a code, the rest is escaped.
    return mark_safe("".join(drawn))  # noqa: S308
