"""Conditions of a list, compiled to the ORM: values are typed by their field before the database sees them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from klientela.core.actor import Actor
from klientela.core.errors import Refused
from klientela.core.listing.query import Filter, ListQuery
from klientela.core.listing.related import Related
from klientela.core.money import to_minor
from klientela.core.preferences import preferences
from klientela.rules.fields import Field, FieldType

# What nobody owns, and who asks: words instead of numbers where a reference is filtered.
NOBODY = "none"
MYSELF = "me"
LARGEST_INTEGER = 2**63 - 1
# A moment at either end of the calendar has no neighbour, and none in another zone.
FIRST_YEAR, LAST_YEAR = 2, 9998


def narrowed(
    rows: QuerySet[Model],
    query: ListQuery,
    seen: Mapping[str, Field],
    actor: Actor,
    related: Mapping[str, Related],
) -> QuerySet[Model]:
    """Return the rows that meet every condition of the query; words searched for are the caller's business."""
    for each in query.filters:
        rows = rows.filter(_condition(each, seen[each.key], actor, related.get(each.key)))
    return rows


def _condition(asked: Filter, field: Field, actor: Actor, related: Related | None) -> Q:
    if related is not None:
        if related.matches is None or asked.operator != "is":
            raise _wrong(field, asked.values[0])
        return related.matches(asked.values, actor)
    if asked.operator == "empty":
        return _empty(field, asked.values[-1] != "no")
    if field.type == FieldType.FLAG:
        # A flag that is kept as the moment since when it holds.
        return Q(**{f"{field.path}__isnull": asked.values[-1] == "no"})
    if asked.operator == "is":
        return _any_of(field, asked.values, actor)
    return _limit(field, asked.operator, asked.values[-1])


def _empty(field: Field, is_empty: bool) -> Q:
    condition = Q(**{f"{field.path}__isnull": True})
    if field.type in {FieldType.TEXT, FieldType.CHOICE}:
        condition |= Q(**{field.path: ""})
    return condition if is_empty else ~condition


def _any_of(field: Field, values: tuple[str, ...], actor: Actor) -> Q:
    if field.type != FieldType.REFERENCE:
        return Q(**{f"{field.path}__in": [_typed(field, value) for value in values]})
    condition = Q()
    if NOBODY in values:
        condition |= Q(**{f"{_reference(field)}__isnull": True})
    keys = [actor.user_id if value == MYSELF else _integer(field, value) for value in values if value != NOBODY]
    return condition | Q(**{f"{_reference(field)}__in": keys}) if keys else condition


def _reference(field: Field) -> str:
    # Shown is the name ("owner__name"), compared is the key.
    return field.path.rpartition("__")[0] or field.path


def _limit(field: Field, operator: str, value: str) -> Q:
    typed = _typed(field, value)
    if operator == "from":
        return Q(**{f"{field.path}__gte": typed})
    if field.type == FieldType.MOMENT:
        return Q(**{f"{field.path}__lt": typed + timedelta(days=1)})
    return Q(**{f"{field.path}__lte": typed})


def _typed(field: Field, value: str) -> Any:
    reader = READERS.get(field.type)
    return reader(field, value) if reader else value


def _integer(field: Field, value: str) -> int:
    try:
        number = int(value)
    except ValueError as problem:
        raise _wrong(field, value) from problem
    if abs(number) > LARGEST_INTEGER:
        raise _wrong(field, value)
    return number


def _money(field: Field, value: str) -> int:
    try:
        minor = to_minor(Decimal(value.replace(",", ".")), preferences().home_currency)
    except (ArithmeticError, ValueError) as problem:
        raise _wrong(field, value) from problem
    return _integer(field, str(minor))


def _day(field: Field, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as problem:
        raise _wrong(field, value) from problem


def _moment(field: Field, value: str) -> datetime:
    day = _day(field, value)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _wrong(field, value)
    return timezone.make_aware(datetime.combine(day, time.min))


def _wrong(field: Field, value: str) -> Refused:
    return Refused("list.wrong_value", "“%(value)s” is not a value of “%(name)s”.", value=value, name=field.key)


READERS: dict[FieldType, Callable[[Field, str], Any]] = {
    FieldType.NUMBER: _integer,
    FieldType.RFM: _integer,
    FieldType.MONEY: _money,
    FieldType.DAY: _day,
    FieldType.MOMENT: _moment,
}
