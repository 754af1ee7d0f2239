"""Rows of the list as a template draws them: each value as text of the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from klientela.core.listing import Row
from klientela.core.money import Money
from klientela.rules.fields import Field, FieldType
from klientela.web import formats, vocabulary

NUMERIC = frozenset({FieldType.NUMBER, FieldType.MONEY, FieldType.RFM})
YEARS = frozenset({"customer.founded_year"})
NOTHING = "–"
DASHED = NUMERIC | {FieldType.DAY, FieldType.MOMENT}


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its key where one may sort by it."""

    label: str
    key: str
    is_numeric: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One customer of the list: the name, and the cells behind it as they stand in the table.

    Cells are put together here and not in the template: a page has 450 of them, and the template took 25 ms for what
    takes 3 this way.
    """

    key: int
    name: str
    cells: SafeString


def heads(fields: Sequence[Field], currency: str) -> tuple[Head, ...]:
    """Return the heads; money names its currency once, there."""
    return tuple(
        Head(_label(each, currency), each.key if each.sortable else "", each.type in NUMERIC) for each in fields
    )


def _label(field: Field, currency: str) -> str:
    label = gettext(field.label)
    if field.type == FieldType.MONEY and field.path.startswith("conclusion"):
        return f"{label}, {formats.SIGNS.get(currency, currency)}"
    return label


def lines(rows: Sequence[Row], fields: Sequence[Field], parts: Sequence[str], currency: str) -> tuple[Line, ...]:
    """Return the rows with the cells of `fields`, of which the first is the name; `parts` are the keys of R, F, M."""
    columns = [(field, _opening(field, _label(field, currency))) for field in fields[1:]]
    # Places, owners and small figures repeat down a column, and formatting a figure costs more than drawing its cell.
    drawn: dict[tuple[str, Any], str] = {}

    def cells(row: Row) -> str:
        texts = []
        for field, opening in columns:
            mark = (field.key, row.values[field.key])
            if field.type == FieldType.RFM or mark not in drawn:
                drawn[mark] = _cell(field, opening, row.values, parts, currency)
            texts.append(drawn[mark])
        return "".join(texts)

    name = fields[0].key
    # Every value was escaped in _cell.
    return tuple(Line(row.key, str(row.values[name]), mark_safe(cells(row))) for row in rows)  # noqa: S308


def _opening(field: Field, label: str) -> str:
    shape = "" if field.type == FieldType.MARKER else "number" if field.type in NUMERIC else "cut"
    return format_html('<td data-label="{}"', label) + (f' class="{shape}"' if shape else "")


def _cell(field: Field, opening: str, values: Mapping[str, Any], parts: Sequence[str], currency: str) -> str:
    value = values[field.key]
    if field.type == FieldType.MARKER:
        return f"{opening}>{_marker(value or 'white')}</td>"
    title, text = "", ""
    if value is None or value == "":
        text = NOTHING if field.type in DASHED else ""
    elif field.type == FieldType.RFM:
        title, text = f"= {value}", " ".join(str(values[key]) for key in parts)
    elif isinstance(value, datetime):
        title, text = formats.moment_in_full(value), formats.moment_from_now(value)
    elif field.type == FieldType.DAY:
        title, text = formats.day_in_full(value), formats.day_from_now(value)
    else:
        text = _text(field, value, currency)
    return f'{opening} title="{escape(title)}">{escape(text)}</td>' if title else f"{opening}>{escape(text)}</td>"


def _marker(code: str) -> str:
    meaning = vocabulary.MARKER_MEANINGS.get(code, "")
    return format_html(
        '<span class="marker" data-marker="{}" title="{}"><span>{}</span></span>',
        code,
        meaning,
        vocabulary.marker(code),
    )


def _text(field: Field, value: Any, currency: str) -> str:
    if field.type == FieldType.MONEY:
        return formats.amount(Money(value, currency))
    if field.type == FieldType.CHOICE:
        return gettext(dict(field.choices).get(value, str(value)))
    if field.key == "customer.phone":
        return ", ".join(formats.phone(each) for each in str(value).split(", "))
    if field.type == FieldType.NUMBER and field.key not in YEARS:
        return formats.number(value)
    return str(value)
