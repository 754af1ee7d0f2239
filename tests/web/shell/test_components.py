"""Components as they come out: escaping, accessibility, the few branches they have."""

from typing import Any

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler

from klientela.core.money import Money
from klientela.web.pages.sign_in.forms import SignInForm

EVIL = '"><script>alert(1)</script>'


def render(source: str, **context: Any) -> str:
    with translation.override("en"):
        template = engines["django"].from_string(CottonCompiler().process(source))
        return " ".join(template.render(context, RequestFactory().get("/list/?sort=name")).split())


@pytest.mark.parametrize(
    "source",
    [
        '<c-button title="{{ evil }}">{{ evil }}</c-button>',
        '<c-button href="{{ evil }}">x</c-button>',
        '<c-note title="{{ evil }}">{{ evil }}</c-note>',
        '<c-head title="{{ evil }}" meta="{{ evil }}" />',
        '<c-marker code="{{ evil }}" reason="{{ evil }}" />',
        '<c-chip remove="{{ evil }}">{{ evil }}</c-chip>',
        '<c-panel title="{{ evil }}">{{ evil }}</c-panel>',
        '<c-property label="{{ evil }}" source="{{ evil }}">{{ evil }}</c-property>',
        '<c-tab href="{{ evil }}">{{ evil }}</c-tab>',
        '<c-toast undo="{{ evil }}">{{ evil }}</c-toast>',
        '<c-dialog id="a" title="{{ evil }}">{{ evil }}</c-dialog>',
        '<c-head-cell label="{{ evil }}" key="{{ evil }}" sort="{{ evil }}" />',
        '<c-progress label="{{ evil }}" :done="1" :total="2" left="{{ evil }}" />',
    ],
)
def test_what_somebody_typed_never_becomes_markup(source: str) -> None:
    assert "<script" not in render(source, evil=EVIL)


def test_a_button_with_an_address_is_a_link() -> None:
    assert render('<c-button href="/a" kind="main" hx-get="/b">Go</c-button>') == (
        '<a class="button" href="/a" data-kind="main" hx-get="/b">Go</a>'
    )


def test_a_button_sends_its_form_unless_it_says_otherwise() -> None:
    assert 'type="submit"' in render("<c-button>Save</c-button>")
    assert 'type="button"' in render('<c-button type="button">Fold</c-button>')


def test_a_marker_without_a_word_still_says_it() -> None:
    assert '<span class="hidden-words">gold</span>' in render('<c-marker code="gold" :wordless="True" />')


def test_a_marker_without_a_reason_says_what_it_means() -> None:
    assert 'title="Bought"' in render('<c-marker code="gold" />')


def test_money_shows_the_exact_amount_on_hover() -> None:
    text = render('<c-money :value="value" note="at stake" />', value=Money(1_140_049, "PLN"))
    assert 'title="11,400.49\u00a0zł"'.replace("\u00a0", " ") in text.replace("\u00a0", " ")
    assert "<small>at stake</small>" in text


def test_unknown_money_is_marked_and_has_no_hover() -> None:
    assert render('<c-money :value="value" />', value=None) == '<span class="money" data-unknown >unknown</span>'


@pytest.mark.parametrize(
    ("sort", "aria", "leads_to"),
    [
        ("name", 'aria-sort="ascending"', "sort=-name"),
        ("-name", 'aria-sort="descending"', "sort=name"),
        ("", "", "sort=name"),
    ],
)
def test_a_head_cell_turns_the_order_round(sort: str, aria: str, leads_to: str) -> None:
    text = render('<c-head-cell label="Name" key="name" sort="{{ sort }}" />', sort=sort)
    assert aria in text
    assert f'href="?{leads_to}"' in text


def test_a_field_names_its_error_for_screen_readers() -> None:
    text = render('<c-field :field="form.username" />', form=SignInForm({"username": "", "password": "x"}))
    assert 'aria-describedby="id_username_error"' in text
    assert 'id="id_username_error"' in text
    assert 'aria-invalid="true"' in text


def test_progress_without_a_total_does_not_pretend_to_know() -> None:
    assert '<progress aria-label="Looking"></progress>' in render('<c-progress label="Looking" :done="0" />')
