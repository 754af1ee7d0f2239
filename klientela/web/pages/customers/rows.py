"""Rows of the list as a template draws them: each value as text of the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from klientela.core.listing import Row
from klientela.core.money import Money
from klientela.rules.fields import Field, FieldType
from klientela.web import formats

NUMERIC = frozenset({FieldType.NUMBER, FieldType.MONEY, FieldType.RFM})
YEARS = frozenset({"customer.founded_year"})
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its key where one may sort by it."""

    label: str
    key: str
    is_numeric: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as text; `marker` holds a marker's code instead, `title` the exact value on hover."""

    label: str
    text: str
    is_numeric: bool
    marker: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One customer of the list: the cells behind the name."""

    key: int
    name: str
    cells: tuple[Cell, ...]


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
    rest = fields[1:]
    labels = [_label(each, currency) for each in rest]
    return tuple(
        Line(
            row.key,
            str(row.values[fields[0].key]),
            tuple(_cell(field, label, row.values, parts, currency) for field, label in zip(rest, labels, strict=True)),
        )
        for row in rows
    )


def _cell(field: Field, label: str, values: Mapping[str, Any], parts: Sequence[str], currency: str) -> Cell:
    value = values[field.key]
    numeric = field.type in NUMERIC
    if field.type == FieldType.MARKER:
        return Cell(label, "", is_numeric=False, marker=value or "white")
    if value is None or value == "":
        return Cell(label, NOTHING if numeric or field.type in {FieldType.DAY, FieldType.MOMENT} else "", numeric)
    if field.type == FieldType.RFM:
        return Cell(label, " ".join(str(values[key]) for key in parts), numeric, title=f"= {value}")
    if isinstance(value, datetime):
        return Cell(label, formats.moment_from_now(value), numeric, title=formats.moment_in_full(value))
    if field.type == FieldType.DAY:
        return Cell(label, formats.day_from_now(value), numeric, title=formats.day_in_full(value))
    return Cell(label, _text(field, value, currency), numeric)


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
