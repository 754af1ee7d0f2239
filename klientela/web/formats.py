"""Figures, money, days and phones as text of the reader's language: plain functions, one place for every page.

They are here and not in the filters so that reasons, toasts and exports of a page say a figure the same way.
The language is the active one; English is British, so that days come before months. What a page draws by the hundred
is kept by value and language: babel takes 50 to 200 microseconds for a day and longer for the distance to one.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache

import phonenumbers
from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton, format_time, format_timedelta
from babel.numbers import format_percent, get_currency_symbol, get_decimal_symbol
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klientela.core import clock
from klientela.core.money import Money, exponent
from klientela.core.search_key import search_key

THIN_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
LOCALES = {"en": "en_GB", "ru": "ru", "pl": "pl"}
# The sign a reader knows from price tags; the Unicode tables give "PLN" to everybody outside Poland.
SIGNS = {"PLN": "zł", "RUB": "₽", "EUR": "€", "USD": "$", "GBP": "£", "UAH": "₴", "CZK": "Kč", "JPY": "¥"}
SIGNS_BEFORE_THE_FIGURE = frozenset("€$£¥")
# From here on the cents of an amount are noise on a page; the exact amount stays in the hover text.
WHOLE_FROM = 100
DAYS_COUNTED = 60
# Two-letter codes of the Unicode tables that are no countries: unions, the unknown, test locales, outlying parts.
NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"})
HOURS_COUNTED = 12
# Days and phones whose text is kept; a page has hundreds of them, and the days of ten years are 3,650.
KEPT = 8_192


def locale() -> Locale:
    """Return the babel locale of the active language."""
    return _locale(get_language() or "en")


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(LOCALES.get(language.partition("-")[0], "en_GB"))


def country(code: str) -> str:
    """Return the name of a country (ISO 3166 alpha-2) in the reader's language; an unknown code as it is."""
    return str(locale().territories.get(code, code))


def language(code: str) -> str:
    """Return the name of a language (ISO 639) in the reader's language; an unknown code as it is."""
    return str(locale().languages.get(code.partition("-")[0], code))


def countries() -> list[tuple[str, str]]:
    """Return every country as (code, name) in the order of the reader's alphabet, for a list to choose from."""
    names = [(code, name) for code, name in locale().territories.items() if len(code) == 2 and code not in NO_COUNTRIES]
    return sorted(names, key=lambda each: search_key(each[1]))


def number(value: int | float | Decimal, places: int | None = None) -> str:
    """Return a figure with separators, "1,234.5"; `places` fixes the digits after the decimal mark (three at most)."""
    exact = value if isinstance(value, int | Decimal) else Decimal(str(value))
    if places is not None:
        plain = f"{Decimal(exact):,.{places}f}"
    elif isinstance(exact, int):
        plain = f"{exact:,}"
    else:
        plain = f"{exact:,.3f}".rstrip("0").rstrip(".")
    return plain.translate(_separators(get_language() or "en"))


@cache
def _separators(language: str) -> dict[int, str]:
    """Return what stands for comma, point and hyphen; all three languages group by thousands."""
    decimal_mark = get_decimal_symbol(_locale(language))
    # A no-break space is as wide as a digit gap should not be; readers of Russian and Polish expect a thin one.
    group = "," if decimal_mark == "." else THIN_SPACE
    return {ord(","): group, ord("."): decimal_mark, ord("-"): MINUS}


def percent(share: float | Decimal) -> str:
    """Return a share of 1 as whole per cent: 0.62 is "62%" or "62 %"."""
    return format_percent(share, locale=locale()).replace("-", MINUS)


def money(value: Money, *, exact: bool = False) -> str:
    """Return an amount with its sign once: "11,400 zł"; whole units from 100 on unless `exact`."""
    figure = amount(value, exact=exact)
    sign = SIGNS.get(value.currency) or get_currency_symbol(value.currency, locale=locale())
    if locale().language == "en" and sign in SIGNS_BEFORE_THE_FIGURE:
        return f"{MINUS}{sign}{figure[1:]}" if figure.startswith(MINUS) else f"{sign}{figure}"
    return f"{figure}{NO_BREAK_SPACE}{sign}"


def amount(value: Money, *, exact: bool = False) -> str:
    """Return an amount without its sign, for columns whose head names the currency."""
    whole = not exact and (abs(value.amount) >= WHOLE_FROM or value.amount == value.amount.to_integral_value())
    return number(value.amount, 0 if whole else exponent(value.currency))


def day(value: date) -> str:
    """Return a day, "9 Oct 2026"; the year is left out when it is this one."""
    skeleton = "MMMd" if value.year == clock.today().year else "yMMMd"
    return _day(value, skeleton, get_language() or "en")


@lru_cache(KEPT)
def _day(value: date, skeleton: str, language: str) -> str:
    return format_skeleton(skeleton, value, locale=_locale(language))


def day_in_full(value: date) -> str:
    """Return a day with its weekday, for hover texts: "Friday, 9 October 2026"."""
    return _day_in_full(value, get_language() or "en")


@lru_cache(KEPT)
def _day_in_full(value: date, language: str) -> str:
    return format_date(value, "full", locale=_locale(language))


def moment_in_full(value: datetime) -> str:
    """Return a moment in the company's time zone, for hover texts: "9 Oct 2026, 14:05"."""
    return format_datetime(timezone.localtime(value), "medium", locale=locale())


def day_from_now(value: date) -> str:
    """Return a day as people say it: "today", "44 days ago", "in 2 days", beyond two months the day itself."""
    distance = (value - clock.today()).days
    return day(value) if abs(distance) > DAYS_COUNTED else _days_away(distance, get_language() or "en")


@lru_cache(KEPT)
def _days_away(distance: int, language: str) -> str:
    near = {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}.get(distance)
    return near or format_timedelta(
        timedelta(days=distance),
        granularity="day",
        threshold=DAYS_COUNTED * 2,
        add_direction=True,
        locale=_locale(language),
    )


def moment_from_now(value: datetime) -> str:
    """Return a moment as people say it: "just now", "5 minutes ago", "today 14:05", "44 days ago"."""
    distance = value - clock.now()
    if abs(distance) < timedelta(minutes=1):
        return _("just now")
    if abs(distance) < timedelta(hours=HOURS_COUNTED):
        return format_timedelta(distance, granularity="minute", threshold=1.2, add_direction=True, locale=locale())
    local = timezone.localtime(value)
    if local.date() == clock.today():
        return _("today %(time)s") % {"time": format_time(local, "short", locale=locale())}
    return day_from_now(local.date())


@lru_cache(KEPT)
def phone(value: str) -> str:
    """Return a stored number (E.164) in groups, "+48 601 234 567"; what is not a number stays as it is."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(value, None), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    except phonenumbers.NumberParseException:
        return value
