"""Days, numbers, yes and no as people write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klientela.exchange.hygiene.normalise import booleans, dates, decimals

FIRST_OF_FEBRUARY_2024 = 19754  # 54 years of 365 days, 13 leap days from 1972 to 2020, 31 days: 19710 + 13 + 31


@pytest.mark.parametrize(
    "written",
    [
        "2024-02-01", "2024/02/01", "2024.2.1", "20240201", "01.02.2024", "1.2.24", "1/2/24", "01-02-2024",
        "01.02.2024 10:15", "2024-02-01 07:45:00", "2024-02-01T10:00:00.000Z", "01.02.2024 г.", "45323", "45323.5",
        "1 февраля 2024 г.", "1 фев 2024", "1 lutego 2024", "1 lutego 2024 r.", "1. Februar 2024", "1 Feb 24",
        "1-Feb-2024",
        "Feb 1, 2024", "February 1st, 2024", "Thu, 01 Feb 2024",
    ],
)  # fmt: skip
def test_a_day_is_the_same_however_it_is_written(written: str) -> None:
    assert dates([written], "dmy") == [FIRST_OF_FEBRUARY_2024]


def test_the_order_of_a_column_is_never_bent_for_one_value() -> None:
    assert dates(["02/01/2024", "02/13/2024", "13/02/2024"], "mdy") == [19754, 19766, None]
    assert dates(["01/02/2024", "13/02/2024", "02/13/2024"], "dmy") == [19754, 19766, None]
    assert dates(["01/02/2024"], None) == [19754]
    assert dates(["24-02-01"], "ymd") == [19754]


def test_what_is_no_day_is_none() -> None:
    values = ["31.02.2024", "00.01.2024", "1.1.1700", "12345", "soon", "", None, "1.2", "99999"]
    assert dates(values, "dmy") == [None] * len(values)


def test_two_digits_of_a_year_turn_at_sixty_nine() -> None:
    assert dates(["01.01.68", "01.01.69"], "dmy") == [
        (dt.date(2068, 1, 1) - dt.date(1970, 1, 1)).days,
        (dt.date(1969, 1, 1) - dt.date(1970, 1, 1)).days,
    ]


@given(st.dates(dt.date(1800, 1, 1), dt.date(2199, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%Y%m%d"]))
def test_every_day_survives_being_written(day: dt.date, form: str) -> None:
    written = day.strftime(form) if day.year >= 1000 else day.isoformat()
    assert dates([written], "dmy") == [(day - dt.date(1970, 1, 1)).days]


@pytest.mark.parametrize(
    ("written", "mark", "plain"),
    [
        ("1 234,50", ",", "1234.50"),
        ("1\u00a0234,50", ",", "1234.50"),
        ("1.234,56", ",", "1234.56"),
        ("1.500", ",", "1500"),
        ("1.5", ",", "1.5"),
        ("12,5", ",", "12.5"),
        ("1'234.50", ".", "1234.50"),
        ("1,234.56", ".", "1234.56"),
        ("1,234", ".", "1234"),
        ("12,34,567", ".", "1234567"),
        ("1.234", ".", "1.234"),
        ("(5,00)", ",", "-5.00"),
        ("5,00-", ",", "-5.00"),
        ("-5", ".", "-5"),
        ("€ 5,00", ",", "5.00"),
        ("5,00 zł", ",", "5.00"),
        ("1 234 567,8 руб.", ",", "1234567.8"),
        ("$1,000.25", ".", "1000.25"),
        ("12 %", ".", "12"),
        ("1e5", ".", "100000"),
        (",5", ",", "0.5"),
        ("007", ".", "7"),
        ("-0", ".", "0"),
        ("1,234", None, "1234"),
        ("1.234", None, "1.234"),
        ("1,5", None, "1.5"),
        ("1.234,5", None, "1234.5"),
        ("1,234.5", None, "1234.5"),
        ("1.234.567", None, "1234567"),
    ],
)
def test_a_number_is_the_same_however_it_is_written(written: str, mark: Literal[".", ","] | None, plain: str) -> None:
    assert decimals([written], mark) == [plain]


@pytest.mark.parametrize("written", ["abc", "1,2,3", "12a34", "--5", "1.2.3", "", "-", "1-2", "10:30", "01.02.2024"])
def test_what_is_no_number_is_none(written: str) -> None:
    assert decimals([written], ",") == [None]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9))
def test_every_number_survives_being_written(number: Decimal) -> None:
    english = f"{number:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert Decimal(decimals([english], ".")[0] or "x") == number
    assert Decimal(decimals([german], ",")[0] or "x") == number


def test_yes_and_no_in_several_languages() -> None:
    assert booleans(["Да", "tak", "Yes", "1", "✓", "true", "Нет", "nie", "no", "0", "FALSE", "perhaps", "", None]) == [
        True, True, True, True, True, True, False, False, False, False, False, None, None, None,
    ]  # fmt: skip
