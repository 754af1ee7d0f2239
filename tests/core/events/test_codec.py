"""What is stored is read back as it was, and what does not fit is refused with its place."""

import dataclasses
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klientela.core.actor import Actor, Role
from klientela.core.events.codec import Misfit, from_json, to_json


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Inner:
    amount: Decimal
    on: date


@dataclass(frozen=True)
class Outer:
    ids: tuple[int, ...]
    pair: tuple[int, str]
    seen: frozenset[int] | None
    colour: Colour
    inner: Inner | None
    at: datetime
    key: UUID
    mode: Literal["full", "new"]
    share: float
    names: dict[str, int]
    flag: bool = False
    anything: Any = None


FULL = Outer(
    ids=(1, 2),
    pair=(1, "a"),
    seen=frozenset({3}),
    colour=Colour.RED,
    inner=Inner(Decimal("1.20"), date(2026, 2, 28)),
    at=datetime(2026, 2, 28, 12, tzinfo=UTC),
    key=UUID(int=5),
    mode="new",
    share=0.5,
    names={"a": 1},
)


def test_everything_comes_back_as_it_was():
    assert from_json(Outer, to_json(FULL)) == FULL


def test_an_actor_comes_back_as_it_was():
    actor = Actor("user", "Anna", Role.SELLER, 7, frozenset({7, 9}))
    assert from_json(Actor, to_json(actor)) == actor


@given(st.lists(st.integers()), st.dates(), st.decimals(allow_nan=False, allow_infinity=False))
def test_any_ids_days_and_amounts_come_back(ids, on, amount):
    value = dataclasses.replace(FULL, ids=tuple(ids), inner=Inner(amount, on))
    assert from_json(Outer, to_json(value)) == value


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"ids": "12"}, "Outer.ids"),
        ({"ids": [1, "2"]}, "Outer.ids[]"),
        ({"ids": [True]}, "Outer.ids[]"),
        ({"pair": [1]}, "Outer.pair"),
        ({"colour": "blue"}, "Outer.colour"),
        ({"inner": {"amount": "much", "on": "2026-02-28"}}, "Outer.inner"),
        ({"at": 5}, "Outer.at"),
        ({"mode": "old"}, "Outer.mode"),
        ({"flag": 1}, "Outer.flag"),
        ({"names": {"a": "1"}}, "Outer.names.a"),
        ({"surplus": 1}, "unknown surplus"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(change, place):
    with pytest.raises(Misfit) as misfit:
        from_json(Outer, {**to_json(FULL), **change})
    assert place in str(misfit.value)


def test_what_is_missing_is_refused():
    with pytest.raises(Misfit):
        from_json(Inner, {"amount": "1"})


def test_objects_cannot_be_stored():
    with pytest.raises(TypeError):
        to_json({"who": object()})
