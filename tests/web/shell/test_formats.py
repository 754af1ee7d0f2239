"""Figures, money and days in three languages, letter for letter."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from babel.numbers import format_decimal
from django.utils import translation

from klientela.core.money import Money
from klientela.web import formats

THIN = "\u202f"
FIXED = "\u00a0"
NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)  # 14:00 in Warsaw


@pytest.mark.parametrize(
    ("language", "figure"),
    [("en", "1,234,567.5"), ("ru", f"1{THIN}234{THIN}567,5"), ("pl", f"1{THIN}234{THIN}567,5")],
)
def test_a_figure_has_the_separators_of_the_language(language: str, figure: str) -> None:
    with translation.override(language):
        assert formats.number(Decimal("1234567.5")) == figure


@pytest.mark.parametrize("language", ["en", "ru", "pl"])
@pytest.mark.parametrize("places", [None, 0, 2])
def test_a_figure_is_the_one_of_the_unicode_tables_but_for_blank_and_minus(language: str, places: int | None) -> None:
    values = (0, 7, -1_234_567, Decimal("0.125"), Decimal("2.5"), Decimal("-99999.9996"), 1234.5, 1e15, 12**15)
    pattern = None if places is None else "#,##0.00" if places else "#,##0"
    with translation.override(language):
        known = [format_decimal(value, format=pattern, locale=formats.locale()) for value in values]
        said = [formats.number(value, places) for value in values]
    assert said == [text.replace(FIXED, THIN).replace("-", formats.MINUS) for text in known]


def test_a_negative_figure_has_a_real_minus() -> None:
    with translation.override("en"):
        assert formats.number(-12) == "\u221212"


def test_places_can_be_fixed() -> None:
    with translation.override("en"):
        assert [formats.number(Decimal("3.5"), 2), formats.number(Decimal("3.5"), 0)] == ["3.50", "4"]


@pytest.mark.parametrize(("language", "share"), [("en", "62%"), ("ru", f"62{FIXED}%"), ("pl", "62%")])
def test_a_share_is_whole_per_cent(language: str, share: str) -> None:
    with translation.override(language):
        assert formats.percent(0.62) == share


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", f"11,400{FIXED}zł"), ("ru", f"11{THIN}400{FIXED}zł"), ("pl", f"11{THIN}400{FIXED}zł")],
)
def test_zloty_stand_behind_the_figure_in_every_language(language: str, text: str) -> None:
    with translation.override(language):
        assert formats.money(Money(1_140_000, "PLN")) == text


@pytest.mark.parametrize(("language", "text"), [("en", "€11,400"), ("ru", f"11{THIN}400{FIXED}€")])
def test_the_euro_stands_before_the_figure_in_english_only(language: str, text: str) -> None:
    with translation.override(language):
        assert formats.money(Money(1_140_000, "EUR")) == text


def test_a_debt_has_its_minus_before_the_sign() -> None:
    with translation.override("en"):
        assert formats.money(Money(-500_00, "EUR")) == "\u2212€500"


@pytest.mark.parametrize(
    ("minor", "short", "exact"),
    [(1_140_049, "11,400", "11,400.49"), (1_950, "19.50", "19.50"), (2_000, "20", "20.00"), (0, "0", "0.00")],
)
def test_cents_are_shown_below_a_hundred_and_where_they_are_asked_for(minor: int, short: str, exact: str) -> None:
    with translation.override("en"):
        money = Money(minor, "PLN")
        assert [formats.amount(money), formats.amount(money, exact=True)] == [short, exact]


def test_yen_have_no_cents_even_when_exact() -> None:
    with translation.override("en"):
        assert formats.money(Money(1500, "JPY"), exact=True) == "¥1,500"


@pytest.mark.parametrize(
    ("language", "this_year", "older"),
    [
        ("en", "9 Oct", "9 Oct 2025"),
        ("ru", "9 окт.", f"9 окт. 2025{THIN}г."),
        ("pl", "9 paź", "9 paź 2025"),
    ],
)
def test_a_day_leaves_out_the_present_year(language: str, this_year: str, older: str) -> None:
    with translation.override(language), time_machine.travel(NOW, tick=False):
        assert formats.day(date(2026, 10, 9)) == this_year
        assert formats.day(date(2025, 10, 9)) == older


@pytest.mark.parametrize(
    ("language", "past", "future"),
    [("en", "44 days ago", "in 2 days"), ("ru", "44 дня назад", "через 2 дня"), ("pl", "44 dni temu", "za 2 dni")],
)
def test_a_near_day_is_counted(language: str, past: str, future: str) -> None:
    with translation.override(language), time_machine.travel(NOW, tick=False):
        assert formats.day_from_now(date(2026, 10, 9)) == past
        assert formats.day_from_now(date(2026, 11, 24)) == future


def test_a_far_day_is_named() -> None:
    with translation.override("en"), time_machine.travel(NOW, tick=False):
        assert [formats.day_from_now(date(2026, 9, 23)), formats.day_from_now(date(2026, 9, 22))] == [
            "60 days ago",
            "22 Sept",
        ]


def test_today_and_its_neighbours_have_their_words() -> None:
    with translation.override("en"), time_machine.travel(NOW, tick=False):
        days = [date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 23)]
        assert [formats.day_from_now(day) for day in days] == ["yesterday", "today", "tomorrow"]


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 11, 22, 12, 59, 30, tzinfo=UTC), "just now"),
        (datetime(2026, 11, 22, 12, 59, 0, tzinfo=UTC), "1 minute ago"),
        (datetime(2026, 11, 22, 12, 55, tzinfo=UTC), "5 minutes ago"),
        (datetime(2026, 11, 22, 10, 0, tzinfo=UTC), "3 hours ago"),
        (datetime(2026, 11, 21, 23, 30, tzinfo=UTC), "today 00:30"),
        (datetime(2026, 11, 20, 23, 30, tzinfo=UTC), "yesterday"),
    ],
)
def test_a_moment_is_told_in_the_time_of_the_company(moment: datetime, text: str) -> None:
    with translation.override("en"), time_machine.travel(NOW, tick=False):
        assert formats.moment_from_now(moment) == text


def test_the_exact_moment_is_in_the_time_of_the_company() -> None:
    with translation.override("en"):
        assert formats.moment_in_full(datetime(2026, 10, 9, 22, 30, tzinfo=UTC)) == "10 Oct 2026, 00:30:00"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("+48601234567", "+48 601 234 567"), ("+74951234567", "+7 495 123-45-67"), ("call Anna", "call Anna")],
)
def test_a_phone_is_grouped_and_what_is_none_stays(stored: str, shown: str) -> None:
    assert formats.phone(stored) == shown


@pytest.mark.parametrize(
    ("language", "country", "spoken"),
    [("en", "Poland", "Russian"), ("ru", "Польша", "русский"), ("pl", "Polska", "rosyjski")],
)
def test_countries_and_languages_have_names(language: str, country: str, spoken: str) -> None:
    with translation.override(language):
        assert (formats.country("PL"), formats.language("ru")) == (country, spoken)
        assert ("PL", country) in formats.countries()
        assert formats.country("??") == "??"
