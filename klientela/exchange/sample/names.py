"""Puts names, mails and addresses together from a country's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from anyascii import anyascii

from klientela.exchange.sample.words import City, Words

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a person's name."""

    first: str
    patronymic: str
    last: str
    sex: str

    @property
    def full(self) -> str:
        """The name as it is shown."""
        return " ".join(part for part in (self.first, self.patronymic, self.last) if part)


def pick(rng: Random, things: Sequence[T]) -> T:
    """Return one of the things; several times as fast as `choice`, which counts for a million draws."""
    return things[int(rng.random() * len(things))]


def firm(words: Words, industry: str, rng: Random) -> str:
    """Return a company's name with its legal form."""
    return pick(rng, words.firms).format(
        stem=_stem(words, rng), branch=pick(rng, words.branches[industry]), form=pick(rng, words.forms)
    )


def _stem(words: Words, rng: Random) -> str:
    stem = pick(rng, words.stems) + pick(rng, words.endings)
    # Seven hundred stems are too few for a hundred thousand firms: some carry a second part.
    return f"{stem} {pick(rng, words.stems)}" if rng.random() < 0.35 else stem


def body(words: Words, city: City, rng: Random) -> str:
    """Return the name of a government body: a school, a health centre, a depot."""
    return pick(rng, words.bodies).format(word=pick(rng, words.body_words), city=city.name)


def person(words: Words, rng: Random) -> PersonName:
    """Return a person's name in the script and with the endings of their country."""
    sex = words.women if rng.random() < 0.5 else words.men
    patronymic = pick(rng, sex.patronymics) if sex.patronymics else ""
    return PersonName(pick(rng, sex.first), patronymic, pick(rng, sex.last), sex.code)


def street(words: Words, rng: Random) -> str:
    """Return a street with its number."""
    return words.street.format(street=pick(rng, words.streets), number=1 + int(rng.random() * 180))


def postcode(words: Words, city: City, rng: Random) -> str:
    """Return a postcode that looks right for the city."""
    pattern = words.postcode.replace("{start}", city.postcode)
    return "".join(_filled(letter, rng) for letter in pattern)


def _filled(letter: str, rng: Random) -> str:
    if letter == "#":
        return str(int(rng.random() * 10))
    return chr(65 + int(rng.random() * 26)) if letter == "@" else letter


def slug(text: str) -> str:
    """Return `text` as part of a site's or a mail's name: Latin letters and digits only."""
    return "".join(letter for letter in anyascii(text).lower() if letter.isalnum())[:24]
