"""The shape of a country's word table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class City:
    """A real city: its name, its region, and how its postcodes begin."""

    name: str
    region: str
    postcode: str


@dataclass(frozen=True, slots=True)
class Sex:
    """First names, last names and (where people have them) patronymics that go together."""

    code: str
    first: tuple[str, ...]
    last: tuple[str, ...]
    patronymics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that a made-up customer of one country is named from.

    `firms`, `bodies` and `street` are patterns with the places {stem}, {branch}, {form}, {number}, {city}, {word};
    in a postcode each `#` is a digit and each `@` a letter. Roles in `positions` are codes of `Affiliation.Role`.
    """

    country: str
    language: str
    stems: tuple[str, ...]
    endings: tuple[str, ...]
    branches: dict[str, tuple[str, ...]]
    forms: tuple[str, ...]
    firms: tuple[str, ...]
    bodies: tuple[str, ...]
    body_words: tuple[str, ...]
    men: Sex
    women: Sex
    positions: tuple[tuple[str, str], ...]
    streets: tuple[str, ...]
    street: str
    postcode: str
    cities: tuple[City, ...]
    tax_scheme: str


def cities(table: str) -> tuple[City, ...]:
    """Read lines of `name | region | start of the postcode`."""
    rows = (line.split("|") for line in table.strip().splitlines())
    return tuple(City(*(cell.strip() for cell in row)) for row in rows)


def words(text: str) -> tuple[str, ...]:
    """Read words between blanks; `_` stands for a blank inside one."""
    return tuple(word.replace("_", " ") for word in text.split())
