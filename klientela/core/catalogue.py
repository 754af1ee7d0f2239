"""The field catalogue as this floor reads it: which fields there are, and which of them somebody may see.

A field that the actor may not see behaves exactly like one that does not exist: in columns, filters, sorting,
exports and messages.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from klientela.core.actor import Actor
from klientela.core.assembly import assembled
from klientela.core.errors import Refused
from klientela.rules.fields import Field


def fields(record: str = "customer") -> Mapping[str, Field]:
    """Return all fields of a kind of record by key, in the order of the catalogue."""
    return _by_key(record)


@cache
def _by_key(record: str) -> Mapping[str, Field]:
    found: dict[str, Field] = {}
    for field in assembled("KLIENTELA_CATALOGUE"):
        if field.key in found:
            raise ValueError(f"two fields have the key {field.key}")
        if field.record == record:
            found[field.key] = field
    return MappingProxyType(found)


def visible_fields(actor: Actor, record: str = "customer") -> Mapping[str, Field]:
    """Return the fields this actor may see."""
    return {key: each for key, each in fields(record).items() if actor.role not in each.hidden_from}


def field(key: str, seen: Mapping[str, Field]) -> Field:
    """Return one of the `seen` fields; refuses every other name in the same words."""
    if key not in seen:
        raise Refused("field.unknown", "There is no field called “%(name)s”.", name=key)
    return seen[key]


def key_of(path: str, record: str = "customer") -> str:
    """Return the key of the field that stands for an ORM path; KeyError when no field does."""
    for each in fields(record).values():
        if each.path == path:
            return each.key
    raise KeyError(path)
