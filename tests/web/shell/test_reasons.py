"""Stored codes become sentences, their parameters formatted by name and type."""

from typing import Any

import pytest
from django.utils import translation

from klientela.core.errors import Refused
from klientela.core.money import Money
from klientela.web import reasons

FIXED = "\u00a0"


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("order_on", "2025-10-09", "9 Oct 2025"),
        ("changed_at", "2025-10-09T10:00:00+00:00", "9 Oct 2025"),
        ("marker", "golden-red", "golden-red"),
        ("amount", {"minor": 1_140_000, "currency": "PLN"}, f"11,400{FIXED}zł"),
        ("amount", Money(1_140_000, "PLN"), f"11,400{FIXED}zł"),
        ("rows", 12480, "12,480"),
        ("amount", None, "unknown"),
        ("name", "Drewnex", "Drewnex"),
    ],
)
def test_a_parameter_is_formatted_by_its_name_and_type(name: str, value: Any, text: str) -> None:
    with translation.override("en"):
        assert reasons.spoken(name, value) == text


def test_a_sentence_bends_with_its_number() -> None:
    with translation.override("en"):
        assert reasons.sentence("customers.archived", {"count": 1}) == "Archived 1 customer"
        assert reasons.sentence("customers.archived", {"count": 1200}) == "Archived 1,200 customers"


def test_an_unknown_code_is_shown_and_not_dropped() -> None:
    assert reasons.sentence("future.code", {"a": 1}) == "future.code"


def test_a_parameter_that_was_not_stored_is_unknown_and_does_not_fail_the_page() -> None:
    with translation.override("en"):
        assert reasons.sentence("user.added", {}) == "Added the user unknown"
        assert reasons.sentence("customers.archived", {}) == "Archived unknown customers"


def test_a_refusal_formats_its_parameters_and_leaves_a_lone_per_cent_sign_alone() -> None:
    with translation.override("en"):
        assert reasons.refusal(Refused("x.y", "%(rows)s rows are too many.", rows=20000)) == "20,000 rows are too many."
        assert reasons.refusal(Refused("x.y", "That is 100 % wrong.")) == "That is 100 % wrong."
