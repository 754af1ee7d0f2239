"""Turns numbers, money, days, phones and stored codes into words on a page, and draws icons.

Only the wrapping in HTML is here; what the text is, `web.formats`, `web.vocabulary` and `web.reasons` decide.
"""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import lucide
from django import template
from django.forms.utils import flatatt
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from klientela.core.money import Money
from klientela.web import formats, reasons, vocabulary

register = template.Library()


@register.filter
def money(value: Money | int | None, currency: str = "") -> str:
    """`{{ total|money }}` or `{{ minor|money:"PLN" }}`: "11,400 zł"; None is said to be unknown, never 0."""
    return _("unknown") if value is None else formats.money(_as_money(value, currency))


@register.filter
def money_exact(value: Money | int | None, currency: str = "") -> str:
    """The same with all its places, "11,400.00 zł": for documents, order lines and hover texts."""
    return _("unknown") if value is None else formats.money(_as_money(value, currency), exact=True)


@register.filter
def amount(value: Money | int | None, currency: str = "") -> str:
    """The figure alone, for a column whose head names the currency; None is a dash."""
    return "–" if value is None else formats.amount(_as_money(value, currency))


def _as_money(value: Money | int, currency: str) -> Money:
    return value if isinstance(value, Money) else Money(value, currency)


@register.filter
def number(value: int | float | Decimal | None, places: int | None = None) -> str:
    """`{{ 12480|number }}`: "12,480"; None is a dash."""
    return "–" if value is None else formats.number(value, places)


@register.filter
def percent(value: float | Decimal | None) -> str:
    """`{{ 0.62|percent }}`: "62%"; None is a dash."""
    return "–" if value is None else formats.percent(value)


@register.filter
def counted(value: int, noun: str) -> str:
    """`{{ 12480|counted:"customer" }}`: "12,480 customers", in the right plural form."""
    return vocabulary.counted(value, noun)


@register.filter
def when(value: date | datetime | None) -> str:
    """A day or moment as people say it, the exact one on hover; None is a dash."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        return _time(value, formats.moment_in_full(value), formats.moment_from_now(value))
    return _time(value, formats.day_in_full(value), formats.day_from_now(value))


@register.filter
def day(value: date | None) -> str:
    """A day of the calendar, "9 Oct 2026", the weekday on hover; None is a dash."""
    return "–" if value is None else _time(value, formats.day_in_full(value), formats.day(value))


@register.filter
def stored_day(value: str) -> str:
    """The same of a day that is kept as text, "2026-10-09": conclusions keep the days of what was before so."""
    return day(date.fromisoformat(value))


def _time(value: date | datetime, title: str, text: str) -> SafeString:
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), title, text)


@register.filter
def phone(value: str) -> str:
    """`{{ "+48601234567"|phone }}`: "+48 601 234 567"."""
    return formats.phone(value)


@register.filter
def country(code: str) -> str:
    """The name of a country by its code."""
    return formats.country(code)


@register.filter
def marker_word(code: str) -> str:
    """The word of a marker code."""
    return vocabulary.marker(code)


@register.filter
def marker_meaning(code: str) -> str:
    """What a marker says about a customer, one line."""
    return str(vocabulary.MARKER_MEANINGS.get(code, ""))


@register.simple_tag
def reason(code: str, params: dict[str, Any] | None = None) -> str:
    """`{% reason row.reason_code row.reason_params %}`: the stored reason as a sentence."""
    return reasons.sentence(code, params)


@register.simple_tag(takes_context=True)
def with_query(context: Context, **changes: Any) -> str:
    """`{% with_query sort="name" after=None %}`: this address with parts of its query changed, None takes one out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None) if value is None else query.__setitem__(name, str(value))
    return f"?{query.urlencode()}" if query else context["request"].path


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, size: int = 16, label: str = "") -> SafeString:
    """`{% icon "phone" %}`: a Lucide drawing; without `label` it is hidden from screen readers."""
    # The package unpacks and parses the drawing at each call; a list of 50 rows would feel it.
    whole = lucide._render_icon(name, None)
    strokes = mark_safe(whole[whole.index(">") + 1 : whole.rindex("</svg>")])  # noqa: S308
    described = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    return format_html("<svg{}>{}</svg>", flatatt({**_FRAME, "width": size, "height": size, **described}), strokes)


_FRAME = {
    "class": "icon",
    "viewBox": "0 0 24 24",
    "fill": "none",
    "stroke": "currentColor",
    "stroke-width": "2",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
}
