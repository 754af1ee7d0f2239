"""What somebody asks a list for, as a frozen value: read from the parameters of an address, and written back to them.

`?sort=-insight.total&customer.industry=Metals&customer.employees.from=10&q=acme&after=…`
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from klientela.core.catalogue import field as known_field
from klientela.core.errors import Refused
from klientela.rules.fields import Field, FieldType

OPERATORS = frozenset({"from", "to", "empty"})
OWN_NAMES = frozenset({"columns", "sort", "q", "after", "before", "size"})
RANGED = frozenset({FieldType.NUMBER, FieldType.MONEY, FieldType.DAY, FieldType.MOMENT, FieldType.RFM})
SIZE = 50
LARGEST = 200
LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on one field: any of `values` for "is", a limit for "from" and "to", yes or no for "empty"."""

    key: str
    operator: str
    values: tuple[str, ...]

    @property
    def parameter(self) -> str:
        """The name under which it stands in an address."""
        return self.key if self.operator == "is" else f"{self.key}.{self.operator}"


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Columns and sort as field keys, filters, words searched for, and where the page begins or ends."""

    columns: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    sort: str = ""
    descending: bool = False
    search: str = ""
    after: str = ""
    before: str = ""
    size: int = SIZE

    def parameters(self) -> list[tuple[str, str]]:
        """Return the parameters of an address that says the same, without what stands by default."""
        pairs = [(each.parameter, value) for each in self.filters for value in each.values]
        own = (
            ("q", self.search),
            ("sort", f"-{self.sort}" if self.descending else self.sort),
            ("columns", ",".join(self.columns)),
            ("after", self.after),
            ("before", self.before),
            ("size", "" if self.size == SIZE else str(self.size)),
        )
        return pairs + [(name, value) for name, value in own if value]

    def url(self) -> str:
        """Return the parameters as they stand behind the question mark."""
        return urlencode(self.parameters())

    def first_page(self) -> Self:
        """Return the same question from its first page."""
        return replace(self, after="", before="")

    def without(self, key: str) -> Self:
        """Return the same question without the conditions on one field, from its first page."""
        return replace(self.first_page(), filters=tuple(each for each in self.filters if each.key != key))

    def chosen(self, key: str) -> tuple[str, ...]:
        """Return the values that a field must have, empty when it may have any."""
        return next((each.values for each in self.filters if each.key == key and each.operator == "is"), ())


def parse(
    parameters: Mapping[str, Sequence[str]],
    seen: Mapping[str, Field],
    *,
    allowed: Iterable[str] = (),
) -> ListQuery:
    """Read a question from parameters (name to values), refusing what is no `seen` field with a plain sentence.

    `allowed` are names that belong to the page and not to the list.
    """
    # PostgreSQL has no text with NUL in it, so that nothing could be found by one.
    plain = {name: [text.replace("\0", "") for text in values] for name, values in parameters.items()}
    given = {name: [text for text in values if text != ""] for name, values in plain.items()}
    given = {name: values for name, values in given.items() if values and name not in set(allowed)}
    sort = given.get("sort", [""])[-1]
    key = sort.removeprefix("-")
    if key and not known_field(key, seen).sortable:
        raise Refused("list.not_sortable", "The list cannot be sorted by “%(name)s”.", name=key)
    columns = tuple(dict.fromkeys(",".join(given.get("columns", [])).split(","))) if "columns" in given else ()
    return ListQuery(
        columns=tuple(known_field(each, seen).key for each in columns),
        filters=tuple(_filter(name, values, seen) for name, values in given.items() if name not in OWN_NAMES),
        sort=key,
        descending=sort.startswith("-"),
        search=given.get("q", [""])[-1].strip()[:LONGEST_SEARCH],
        after=given.get("after", [""])[-1],
        before=given.get("before", [""])[-1],
        size=_size(given.get("size", [str(SIZE)])[-1]),
    )


def _filter(name: str, values: Sequence[str], seen: Mapping[str, Field]) -> Filter:
    key, operator = name, "is"
    if key not in seen and name.rpartition(".")[2] in OPERATORS:
        key, _dot, operator = name.rpartition(".")
    field = known_field(key, seen)
    if not field.filterable or (operator in {"from", "to"} and field.type not in RANGED):
        raise Refused("list.not_filterable", "The list cannot be narrowed by “%(name)s”.", name=name)
    return Filter(key, operator, tuple(dict.fromkeys(values)))


def _size(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= LARGEST:
        raise Refused("list.size", "A page holds 1 to %(most)s rows.", most=LARGEST)
    return int(text)
