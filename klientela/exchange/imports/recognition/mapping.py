"""Whether a mapping, proposed or corrected by a person, is enough to bring a file in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .kinds import PLACES, Kind

MANY: Final = frozenset(
    {
        "customer.phone",
        "customer.email",
        "customer.site",
        "customer.tags",
        "customer.note",
        "contact.phone",
        "contact.email",
    }
)
"""Targets that several columns may feed."""

REQUIRED: Final[dict[Kind, tuple[frozenset[str], ...]]] = {
    "customers": (frozenset({"customer.name", "customer.legal_name", "customer.external_id"}),),
    "customers_with_contacts": (
        frozenset({
            "customer.name", "customer.legal_name", "customer.external_id", "contact.full_name", "contact.last_name",
        }),
    ),
    "contacts": (
        frozenset({"contact.full_name", "contact.first_name", "contact.last_name"}),
        frozenset({"contact.customer_external_id", "contact.customer_name"}),
    ),
    "orders": (
        frozenset({"order.ordered_on"}),
        frozenset({"order.amount"}),
        frozenset({"order.customer_external_id", "order.customer_name"}),
    ),
    "order_lines": (
        frozenset({"order.number"}),
        frozenset({"order.ordered_on"}),
        frozenset({"line.quantity"}),
        frozenset({"line.unit_price", "line.amount"}),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """What is wrong with a mapping, as a code with parameters.

    `mapping.missing` (`any_of`: keys of which one is needed), `mapping.doubled` (`key`, `columns`: positions) and
    `mapping.no_place` (`key`, `columns`).
    """

    code: str
    key: str = ""
    any_of: tuple[str, ...] = ()
    columns: tuple[int, ...] = ()


def targets(kind: Kind) -> tuple[str, ...]:
    """All target keys that a file of this kind may be mapped to, in a readable order."""
    extra = ("contact.language",) if kind == "customers_with_contacts" else ()
    return tuple(dict.fromkeys((*PLACES[kind].values(), *extra)))


def required(kind: Kind) -> tuple[frozenset[str], ...]:
    """Groups of target keys; of each group at least one must be mapped."""
    return REQUIRED[kind]


def validate_mapping(kind: Kind, mapping: Mapping[int, str]) -> list[Problem]:
    """The problems of `mapping` (column position → target key) for a file of `kind`; none when it may be brought in."""
    used = Counter(mapping.values())
    problems = [
        Problem("mapping.missing", any_of=tuple(sorted(group))) for group in required(kind) if not group & set(used)
    ]
    known = set(targets(kind))
    for key, times in used.items():
        columns = tuple(sorted(position for position, target in mapping.items() if target == key))
        if key not in known:
            problems.append(Problem("mapping.no_place", key=key, columns=columns))
        elif times > 1 and key not in MANY:
            problems.append(Problem("mapping.doubled", key=key, columns=columns))
    return problems
