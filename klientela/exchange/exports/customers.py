"""Customers as a file: only for those who may, with who and how many in the history."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.db import transaction
from django.utils.translation import gettext

from klientela.accounts.actions import history
from klientela.core.actor import Actor, Right
from klientela.core.catalogue import visible_fields
from klientela.core.clock import today
from klientela.core.errors import Refused
from klientela.core.listing import ListQuery, Row
from klientela.core.money import Money
from klientela.core.preferences import preferences
from klientela.customers.queries import lists
from klientela.exchange.exports.writers import FORMATS, Column
from klientela.rules.fields import Field, FieldType

CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file on its way out: its name, kind, number of rows, and its bytes."""

    name: str
    content_type: str
    rows: int
    chunks: Iterator[bytes]


def export(query: ListQuery, *, format_name: str, actor: Actor) -> ExportFile:
    """Return the customers of the query as a file, written whole before its first byte leaves and then recorded."""
    actor.require(Right.EXPORT)
    _known(format_name)
    name = f"customers-{today().isoformat()}.{format_name}"
    with tempfile.TemporaryDirectory() as place:
        rows = write(query, Path(place) / name, format_name=format_name, actor=actor)
        # Open but without a name it is gone with its last reader, also when nobody ever asks for the first byte.
        file = (Path(place) / name).open("rb")
    return ExportFile(name, FORMATS[format_name].content_type, rows, _read(file))


def _known(format_name: str) -> None:
    if format_name not in FORMATS:
        raise Refused("export.format", "Choose one of: %(formats)s.", formats=", ".join(FORMATS))


def _read(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


def write(query: ListQuery, path: Path, *, format_name: str, actor: Actor) -> int:
    """Write the customers of the query to `path` and record it; returns the number of rows."""
    actor.require(Right.EXPORT)
    _known(format_name)
    seen = visible_fields(actor)
    fields = [seen[key] for key in query.columns]
    currency = preferences().home_currency
    columns = [Column(each.key, gettext(each.label), each.type) for each in fields]
    rows = FORMATS[format_name].write(path, columns, _values(lists.everything(query, actor), fields, currency))
    with transaction.atomic():
        history.open_change(
            "customers.exported", actor=actor, count=rows, format=format_name, columns=list(query.columns)
        )
    return rows


def _values(rows: Iterator[Row], fields: list[Field], currency: str) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield tuple(_value(field, row.values[field.key], currency) for field in fields)


def _value(field: Field, value: Any, currency: str) -> Any:
    if value is None or value == "":
        return None
    if field.type == FieldType.MONEY:
        return Money(value, currency).amount
    if field.type == FieldType.CHOICE:
        return gettext(dict(field.choices).get(value, str(value)))
    return value
