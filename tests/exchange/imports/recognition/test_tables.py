"""The tables of recognition against each other: nothing is ambiguous, and nothing leads nowhere."""

from __future__ import annotations

from collections import Counter

import pytest

from klientela.exchange.imports.recognition import KINDS, Problem, required, validate_mapping
from klientela.exchange.imports.recognition.headers import idea_of
from klientela.exchange.imports.recognition.kinds import PLACES
from klientela.exchange.imports.recognition.mapping import targets
from klientela.exchange.imports.recognition.synonyms import SYNONYMS


def test_no_header_stands_for_two_ideas() -> None:
    headers = Counter(header.strip() for listed in SYNONYMS.values() for header in listed.split("|"))
    assert [header for header, times in headers.items() if times > 1] == []


def test_every_header_of_the_table_is_found_by_its_own_idea() -> None:
    wrong = [
        (idea, header.strip())
        for idea, listed in SYNONYMS.items()
        for header in listed.split("|")
        if (found := idea_of(header.strip().upper())) is None or found.name != idea
    ]
    assert wrong == []


def test_every_idea_has_a_place_in_some_kind_but_those_of_deals() -> None:
    placed = {idea for places in PLACES.values() for idea in places}
    assert set(SYNONYMS) - placed == {"deal"}
    assert placed - set(SYNONYMS) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_required_can_be_mapped(kind: str) -> None:
    needed = {key for group in required(kind) for key in group}  # type: ignore[arg-type]
    assert needed - set(targets(kind)) == set()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("header", "idea"),
    [
        ("CustomerID", "customer_id"),
        ("customer_id", "customer_id"),
        ("  E-Mail  ", "email"),
        ("Phone (2)", "phone"),
        ("Сумма, руб.", "amount"),
        ("Kod pocztowy:", "postcode"),
        ("Straße", "street"),
        ("Имя контактного лица", "first_name"),
        ("Main customer name", "company"),
    ],
)
def test_a_header_is_understood_however_it_is_dressed(header: str, idea: str) -> None:
    found = idea_of(header)
    assert found is not None
    assert found.name == idea


def test_a_header_nobody_knows_has_no_idea() -> None:
    assert [idea_of(header) for header in ("shoe size", "x", "123", "—", "")] == [None] * 5


def test_a_mapping_names_everything_that_is_wrong_with_it() -> None:
    mapping = {0: "order.number", 1: "order.number", 2: "customer.marker", 3: "line.quantity", 4: "order.ordered_on"}
    assert validate_mapping("order_lines", mapping) == [
        Problem("mapping.missing", any_of=("line.amount", "line.unit_price")),
        Problem("mapping.doubled", key="order.number", columns=(0, 1)),
        Problem("mapping.no_place", key="customer.marker", columns=(2,)),
    ]


def test_several_columns_may_hold_phones() -> None:
    assert validate_mapping("customers", {0: "customer.name", 1: "customer.phone", 2: "customer.phone"}) == []
