"""Template filters and tags: the HTML around the words, and what unknown looks like."""

from datetime import UTC, date, datetime
from typing import Any

import time_machine
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from klientela.core.money import Money

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)


def render(source: str, **context: Any) -> str:
    request = RequestFactory().get("/list/?q=acme&sort=name&after=17")
    with translation.override("en"), time_machine.travel(NOW, tick=False):
        context["request"] = request
        return engines["django"].from_string(source).render(context)


def test_unknown_money_is_said_to_be_unknown() -> None:
    assert render("{{ a|money }} {{ b|amount }} {{ c|number }}", a=None, b=None, c=None) == "unknown – –"


def test_money_can_come_as_minor_units_with_a_currency() -> None:
    assert render('{{ a|money:"GBP" }} {{ b|money_exact }}', a=123_400, b=Money(5, "GBP")) == "£1,234 £0.05"


def test_when_carries_the_exact_day_on_hover() -> None:
    assert render("{{ d|when }}", d=date(2026, 10, 9)) == (
        '<time datetime="2026-10-09" title="Friday, 9 October 2026">44 days ago</time>'
    )


def test_never_is_a_dash() -> None:
    assert render("{{ d|when }}{{ d|day }}", d=None) == "––"


def test_a_count_bends_its_noun() -> None:
    assert render('{{ a|counted:"customer" }}, {{ b|counted:"row" }}', a=12480, b=1) == "12,480 customers, 1 row"


def test_with_query_changes_and_takes_out() -> None:
    assert render('{% with_query sort="-name" after=None %}') == "?q=acme&amp;sort=-name"


def test_with_query_without_a_query_is_the_plain_address() -> None:
    assert render("{% with_query q=None sort=None after=None %}") == "/list/"


def test_an_icon_beside_a_word_is_silent_and_one_alone_speaks() -> None:
    assert 'aria-hidden="true"' in render('{% icon "phone" %}')
    assert 'aria-label="A &lt;b&gt;"' in render('{% icon "phone" 16 name %}', name="A <b>")


def test_a_marker_word_that_is_not_known_yet_is_shown_as_it_stands() -> None:
    assert render("{{ a|marker_word }} {{ b|marker_word }}", a="golden-red", b="ultraviolet") == (
        "golden-red ultraviolet"
    )
