"""From the shape of a file to a proposal: what it holds, and which column is what, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from klientela.exchange.imports.readers.shapes import ColumnShape, FileShape

from . import content
from .headers import idea_of
from .kinds import PLACES, Kind, kind_of
from .mapping import MANY, required

FROM_VALUES: Final = frozenset({"email", "phone", "site", "country"})
"""Ideas whose values prove them even against a header that says something vague."""

VAGUE: Final = frozenset({"contact", "location", "street", "name", "id", "note", "registration_number", "tax_number"})


NAMING: Final = frozenset({"customer.name", "customer.legal_name", "customer.external_id"})
WHERE: Final = frozenset(f"customer.{name}" for name in ("country", "region", "district", "city", "street", "postcode"))
NUMBERS: Final = frozenset(f"customer.{name}" for name in ("tax_number", "vat_number", "registration_number"))
TELLING: Final = NAMING | NUMBERS | WHERE | {"customer.phone", "customer.email", "customer.site"}
FIRMS: Final = frozenset({"company", "legal_name"})
HUMANS: Final = {"id": "contact_id", "phone": "contact_phone", "email": "contact_email"}
# In a list of customers one row in ten at least is another than those looked at before it.
ENOUGH_ROWS, RARELY = 40, 10


@dataclass(frozen=True)
class Reason:
    """Why a column is mapped or not, as a code for words in the reader's language.

    Mapped: `header.exact`, `header.within`, `values.tell`. Not mapped: `unmapped.unknown` (neither header nor values
    say anything), `unmapped.empty`, `unmapped.values_differ` (the values are not what the header seems to say),
    `unmapped.taken` (`target` is fed by another column), `unmapped.no_place` (the
    header is known, but a file of this kind has no use for it). `confidence` is 0..1.
    """

    code: str
    idea: str = ""
    target: str = ""
    confidence: float = 0.0

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "idea": self.idea, "target": self.target, "confidence": self.confidence}


@dataclass(frozen=True)
class Recognition:
    """A proposal. `mapping` is column position → target key; `reasons` has one for every column, by position.

    `profile` names the system whose export it is ("table" when none is known); `confidence` (0..1) is that of the
    weakest thing the file could not do without.
    """

    kind: Kind
    profile: str
    mapping: dict[int, str]
    confidence: float
    reasons: dict[int, Reason]
    kind_reason: str


def recognise(shape: FileShape, samples: Sequence[Sequence[str | None]] | None = None) -> Recognition:
    """What the file of `shape` holds. `samples` are rows of it; without them the shape's own are looked at."""
    rows = [*shape.sample, *shape.spread] if samples is None else samples
    meanings = [_meaning(column, _values(rows, column.position)) for column in shape.columns]
    kind, kind_reason, confidence = kind_of([meaning.idea for meaning in meanings if meaning.idea])
    reasons = _placed(kind, _of_humans(rows, meanings) if kind == "customers_with_contacts" else meanings)
    if kind == "customers":
        reasons = _without_what_repeats(rows, reasons)
    mapping = {position: reason.target for position, reason in reasons.items() if _is_mapped(reason)}
    return Recognition(kind, "table", mapping, _confidence(kind, confidence, reasons), reasons, kind_reason)


def _of_humans(rows: Sequence[Sequence[str | None]], meanings: list[Reason]) -> list[Reason]:
    """Give to the humans what is theirs in a file of firms and people: the number, phone or e-mail in which rows of one
    firm differ, and the name beside a firm's.
    """
    firms = [at for at, meaning in enumerate(meanings) if meaning.idea in FIRMS]
    if not firms:
        return meanings
    theirs = dict(HUMANS)
    if {"first_name", "last_name"} & {meaning.idea for meaning in meanings}:
        theirs["name"] = "full_name"
    return [
        replace(meaning, idea=theirs[meaning.idea])
        if meaning.idea in theirs and (meaning.idea == "name" or _differs_within(rows, firms[0], at))
        else meaning
        for at, meaning in enumerate(meanings)
    ]


def _differs_within(rows: Sequence[Sequence[str | None]], firm: int, position: int) -> bool:
    """Whether the values of most firms that have several rows differ from row to row."""
    held: dict[str, list[str]] = {}
    for row in rows:
        if len(row) > max(firm, position) and row[firm] and row[position]:
            held.setdefault(str(row[firm]), []).append(str(row[position]))
    several = [values for values in held.values() if len(values) > 1]
    return 2 * sum(len(set(values)) == len(values) for values in several) > len(several)


def _without_what_repeats(rows: Sequence[Sequence[str | None]], reasons: dict[int, Reason]) -> dict[int, Reason]:
    """Leave out what would make a few customers of all rows: a number that comes again and again is one of something
    else, and a file whose rows differ in nothing that tells customers apart is no list of them.
    """
    numbers = [at for at, reason in reasons.items() if reason.target == "customer.external_id"]
    telling = [at for at, reason in reasons.items() if _is_mapped(reason) and reason.target in TELLING]
    if numbers and _repeat(rows, numbers):
        reasons = {at: _unlike(reason) if at in numbers else reason for at, reason in reasons.items()}
    if _repeat(rows, telling):
        reasons = {at: _unlike(reason) if reason.target in NAMING else reason for at, reason in reasons.items()}
    return reasons


def _repeat(rows: Sequence[Sequence[str | None]], positions: Sequence[int]) -> bool:
    told = [tuple(row[position] for position in positions if len(row) > position) for row in rows]
    told = [each for each in told if any(each)]
    return len(told) >= ENOUGH_ROWS and len(set(told)) * RARELY <= len(told)


def _unlike(reason: Reason) -> Reason:
    return replace(reason, code="unmapped.values_differ", target="")


def _values(rows: Sequence[Sequence[str | None]], position: int) -> list[str]:
    return [cell for row in rows if len(row) > position and (cell := row[position]) and cell.strip()]


def _meaning(column: ColumnShape, values: list[str]) -> Reason:
    """What one column means before its place in the file is known; an idea or the reason why there is none."""
    by_header = idea_of(column.header) if column.header else None
    if by_header and not values:
        return Reason(_header_code(by_header.confidence), by_header.name, confidence=by_header.confidence)
    told = content.content_of(values)
    if by_header is None:
        if told is None:
            return Reason("unmapped.unknown" if values else "unmapped.empty")
        return Reason("values.tell", told, confidence=content.CONFIDENCE)
    if told in FROM_VALUES and told != by_header.name and by_header.name in VAGUE:
        named = f"contact_{told}" if by_header.name == "contact" and told in ("email", "phone") else told
        return Reason("values.tell", named, confidence=content.CONFIDENCE + 0.2)
    code = _header_code(by_header.confidence)
    if code == "header.within" and not (
        content.supports(by_header.name, values) and _may_be(by_header.name, column, values)
    ):
        return Reason("unmapped.values_differ", confidence=by_header.confidence)
    return Reason(code, by_header.name, confidence=by_header.confidence)


def _may_be(idea: str, column: ColumnShape, values: list[str]) -> bool:
    """Whether a "code" of something is one that rows are told apart by: most have one, and few share it."""
    return idea != "id" or (column.filled >= 0.1 and len(set(values)) * 2 > len(values))


def _header_code(confidence: float) -> str:
    return "header.exact" if confidence >= 0.9 else "header.within"


def _placed(kind: Kind, meanings: list[Reason]) -> dict[int, Reason]:
    """Each meaning with its target; where several columns want the same one, the surest and then the first gets it."""
    places, taken = PLACES[kind], set[str]()
    found: dict[int, Reason] = {}
    for position in sorted(
        range(len(meanings)), key=lambda at: (-meanings[at].confidence, _rank(meanings[at].idea), at)
    ):
        meaning = meanings[position]
        target = places.get(meaning.idea, "")
        code = meaning.code
        if meaning.idea and not target:
            code = "unmapped.no_place"
        elif target in taken and target not in MANY:
            code = "unmapped.taken"
        elif target:
            taken.add(target)
        found[position] = Reason(code, meaning.idea, target, meaning.confidence)
    return dict(sorted(found.items()))


def _rank(idea: str) -> int:
    """Of two columns for one target the more telling idea comes first: "company" before "name"."""
    return {"name": 1, "id": 1, "amount": 1, "contact": 1, "location": 1, "created_on": 1}.get(idea, 0)


def _is_mapped(reason: Reason) -> bool:
    return bool(reason.target) and not reason.code.startswith("unmapped.")


def _confidence(kind: Kind, of_kind: float, reasons: dict[int, Reason]) -> float:
    best: dict[str, float] = {}
    for reason in reasons.values():
        if _is_mapped(reason):
            best[reason.target] = max(best.get(reason.target, 0.0), reason.confidence)
    needed = [max((best.get(key, 0.0) for key in group), default=0.0) for group in required(kind)]
    return round(min([of_kind, *needed]), 2)
