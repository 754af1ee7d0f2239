"""Frozen dataclasses to JSON and back, checked against their own annotations on the way in.

What lies in the database may have been written by an older release or by somebody's script, so that reading it is a
check, not a cast. Pickle would run whatever is stored; nothing here can.
"""

import dataclasses
import types
import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

# What JSON lacks, as text that is read back by the type's own constructor.
TEXTUAL: dict[type, Callable[[str], Any]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    Decimal: Decimal,
    uuid.UUID: uuid.UUID,
}


class Misfit(ValueError):
    """The data do not fit the schema; the message names the place."""


def to_json(value: Any) -> Any:
    """Return `value` (a dataclass, or what one is made of) as what `json` can write."""
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case datetime() | date():
            return value.isoformat()
        case Decimal() | uuid.UUID():
            return str(value)
        case Mapping():
            return {str(key): to_json(item) for key, item in value.items()}
        case list() | tuple():
            return [to_json(item) for item in value]
        case frozenset() | set():
            return sorted(to_json(item) for item in value)
        # `__class__`, because a request's actor is a lazy one, which says truly only by it what it is.
        case _ if dataclasses.is_dataclass(value.__class__):
            return {each.name: to_json(getattr(value, each.name)) for each in dataclasses.fields(value)}
    raise TypeError(f"{type(value).__name__} cannot be stored: use ids and plain values")


def from_json(schema: type[T], data: Any) -> T:
    """Return the `schema` (a dataclass) that `data` describes, or raise `Misfit`."""
    return _read(schema, data, schema.__name__)  # type: ignore[no-any-return]


def _read(kind: Any, data: Any, place: str) -> Any:
    origin = get_origin(kind)
    if kind is Any:
        return data
    if origin in (Union, types.UnionType):
        return _read_union(get_args(kind), data, place)
    if origin is Literal:
        return _demand(data in get_args(kind), data, place)
    if origin in (tuple, list, frozenset, set):
        return _read_many(origin, get_args(kind), data, place)
    if origin is dict or kind is dict:
        _demand(isinstance(data, dict), data, place)
        value_kind = (get_args(kind) or (str, Any))[1]
        return {key: _read(value_kind, item, f"{place}.{key}") for key, item in data.items()}
    if dataclasses.is_dataclass(kind):
        return _read_dataclass(kind, data, place)
    return _read_plain(kind, data, place)


def _read_union(kinds: tuple[Any, ...], data: Any, place: str) -> Any:
    if data is None and type(None) in kinds:
        return None
    for kind in kinds:
        try:
            return _read(kind, data, place)
        except Misfit:
            continue
    raise Misfit(f"{place}: {data!r}")


def _read_many(origin: Any, kinds: tuple[Any, ...], data: Any, place: str) -> Any:
    _demand(isinstance(data, list), data, place)
    if origin is tuple and Ellipsis not in kinds:
        _demand(len(kinds) == len(data), data, place)
        return tuple(_read(kind, item, f"{place}[]") for kind, item in zip(kinds, data, strict=True))
    return origin(_read(kinds[0], item, f"{place}[]") for item in data)


def _read_dataclass(kind: Any, data: Any, place: str) -> Any:
    _demand(isinstance(data, dict), data, place)
    hints = _hints(kind)
    unknown = data.keys() - hints.keys()
    if unknown:
        raise Misfit(f"{place}: unknown {', '.join(sorted(unknown))}")
    values = {name: _read(hints[name], item, f"{place}.{name}") for name, item in data.items()}
    try:
        return kind(**values)
    except TypeError as error:
        raise Misfit(f"{place}: {error}") from error


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _read_plain(kind: Any, data: Any, place: str) -> Any:
    if kind is type(None):
        return _demand(data is None, data, place)
    if kind is float:
        _demand(isinstance(data, int | float) and not isinstance(data, bool), data, place)
        return float(data)
    if kind in (bool, int, str):
        # `bool` is an `int` to Python; to a schema it is not.
        return _demand(type(data) is kind, data, place)
    construct = TEXTUAL.get(kind, kind)
    try:
        return construct(data)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise Misfit(f"{place}: {data!r}") from error


def _demand(holds: bool, data: Any, place: str) -> Any:
    if not holds:
        raise Misfit(f"{place}: {data!r}")
    return data
