"""Makes up who a customer is: a firm, a government body or a person, with contacts, numbers and an address."""

from datetime import date
from random import Random

from klientela.core.search_key import search_key
from klientela.exchange.sample import names
from klientela.exchange.sample.making import Chunk, Made
from klientela.exchange.sample.names import PersonName, pick
from klientela.exchange.sample.numbers import phone, tax_number
from klientela.exchange.sample.words import COUNTRIES, City, Words

# Shares of what is wrong with real bases: nothing is entered cleanly by everybody.
NO_PHONE = 0.08
NO_EMAIL = 0.12
ODD_CASE = 0.02
TWICE = 0.012


def make_customer(chunk: Chunk, serial: int, *, age: int) -> Made:
    """Add one customer with everything that hangs on it; `age` is how many days ago it came into the base."""
    rng = chunk.rng
    words = _country(rng)
    city = pick(rng, words.cities)
    kind = _kind(rng)
    industry = pick(rng, tuple(words.branches)) if kind == "company" else ""
    person = names.person(words, rng) if kind == "person" else None
    name = person.full if person else _firm_name(chunk, words, kind, industry, city)
    himself = _contact(chunk, words, person) if person else None
    owner = pick(rng, chunk.setting.owners)
    size = rng.lognormvariate(0, 0.9) * (0.3 if person else 1)
    row = chunk.sheets["customers"].add(
        kind,
        name,
        search_key(name),
        himself,
        owner,
        pick(rng, chunk.setting.sources),
        words.country,
        city.name,
        industry,
        *_firmographics(chunk, size, is_firm=kind == "company"),
        words.language,
        "trouble" if rng.random() < 0.01 else "",
        chunk.at(age),
    )
    chunk.sheets["addresses"].add(
        row, words.country, city.region, city.name, names.street(words, rng), names.postcode(words, city, rng)
    )
    if person and himself is not None:
        _reach(chunk, words.country, contact=himself, mail=_mail(person, serial, rng))
        return Made(row, serial, owner, himself, words.country, size)
    site = f"{names.slug(name) or 'firm'}{serial}.example"
    _reach(chunk, words.country, customer=row, mail=f"office@{site}", site=site)
    number = tax_number(words.country, serial % 1_000_000)
    chunk.sheets["identifiers"].add(row, words.tax_scheme, number, number)
    return Made(row, serial, owner, _contacts(chunk, words, row, site), words.country, size)


def _country(rng: Random) -> Words:
    point = rng.random()
    for words, share in COUNTRIES:
        point -= share
        if point < 0:
            return words
    return COUNTRIES[0][0]


def _kind(rng: Random) -> str:
    point = rng.random()
    return "company" if point < 0.76 else "government" if point < 0.84 else "person"


def _firm_name(chunk: Chunk, words: Words, kind: str, industry: str, city: City) -> str:
    rng = chunk.rng
    earlier = chunk.sheets["customers"].rows
    if earlier and rng.random() < TWICE:
        row = pick(rng, earlier)
        return str(row[1]) if row[0] == kind else names.firm(words, "Wholesale", rng)
    name = names.firm(words, industry, rng) if kind == "company" else names.body(words, city, rng)
    if rng.random() < ODD_CASE:
        return name.upper() if rng.random() < 0.5 else name.lower()
    return name


def _firmographics(chunk: Chunk, size: float, *, is_firm: bool) -> tuple[int | None, int | None, str, int | None]:
    """Return employees, revenue, its currency and the founding year; each missing now and then, as in life."""
    rng = chunk.rng
    if not is_firm:
        return None, None, "", None
    employees = 1 + int(rng.lognormvariate(2.9, 1.1) * size)
    revenue = int(employees * rng.uniform(150, 900)) * 1000 * chunk.setting.minor if rng.random() < 0.6 else None
    founded = chunk.setting.today.year - 2 - int(rng.random() * 60) if rng.random() < 0.8 else None
    return employees, revenue, chunk.setting.currency if revenue else "", founded


def _contact(chunk: Chunk, words: Words, person: PersonName) -> int:
    rng = chunk.rng
    born = date(1950 + int(rng.random() * 54), 1 + int(rng.random() * 12), 1 + int(rng.random() * 28))
    return chunk.sheets["contacts"].add(
        person.full,
        search_key(person.full),
        person.first,
        person.patronymic,
        person.last,
        born if rng.random() < 0.4 else None,
        person.sex,
        words.language,
        pick(rng, ("", "", "phone", "email")),
    )


def _contacts(chunk: Chunk, words: Words, customer: int, site: str) -> int | None:
    """Add none to three people of a firm; return the first of them."""
    first = None
    count = (0, 1, 1, 1, 2, 2, 3)[int(chunk.rng.random() * 7)]
    start = int(chunk.rng.random() * len(words.positions))
    for step in range(count):
        person = names.person(words, chunk.rng)
        position, role = words.positions[(start + step) % len(words.positions)]
        row = _contact(chunk, words, person)
        chunk.sheets["affiliations"].add(customer, row, role if chunk.rng.random() < 0.8 else "", position)
        _reach(chunk, words.country, contact=row, mail=f"{names.slug(person.first)}.{names.slug(person.last)}@{site}")
        first = row if first is None else first
    return first


def _mail(person: PersonName, serial: int, rng: Random) -> str:
    mail = f"{names.slug(person.first)}.{names.slug(person.last)}{serial}@mail.example"
    return mail.title() if rng.random() < ODD_CASE else mail


def _reach(
    chunk: Chunk, country: str, *, mail: str, customer: int | None = None, contact: int | None = None, site: str = ""
) -> None:
    points, rng = chunk.sheets["points"], chunk.rng
    if rng.random() >= NO_PHONE:
        written, normalised = phone(country, rng)
        points.add(customer, contact, "phone", written, normalised, True, True)
    if rng.random() >= NO_EMAIL:
        points.add(customer, contact, "email", mail, mail.lower(), True, True)
    if site and rng.random() < 0.7:
        points.add(customer, contact, "site", f"https://www.{site}", site, True, True)
