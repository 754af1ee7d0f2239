"""English, Russian and Polish: plural forms, days and money of each, and no page that falls back to English."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import override_settings
from django.urls import reverse
from django.utils import translation

from klientela.core import clock
from klientela.core.errors import Refused
from klientela.core.money import Money
from klientela.insight.models import Conclusion
from klientela.web import reasons, vocabulary
from klientela.web.pages.today import page as today
from klientela.web.sentences import SENTENCES, Counted
from klientela.work.queries.today import TodayList
from tests.factories.customers import make_contact, make_customer, make_point
from tests.factories.facts import make_interaction, make_order
from tests.factories.imports import make_import
from tools import messages

LANGUAGES = ("en", *messages.LANGUAGES)
PLACE = re.compile(r"%\((\w+)\)s")
FIXED, THIN = "\u00a0", "\u202f"
NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)


@pytest.fixture(autouse=True, scope="module")
def fresh_catalogues(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Read the catalogues as they stand in the source, not as they were last compiled."""
    folder = tmp_path_factory.mktemp("locale")
    for language in messages.LANGUAGES:
        copy = folder / language / "LC_MESSAGES" / "django.po"
        copy.parent.mkdir(parents=True)
        copy.write_bytes(messages.catalogue_path(language).read_bytes())
        messages.compile_catalogues([copy])
    with override_settings(LOCALE_PATHS=[folder]):
        yield


def forms(language: str, say: Any) -> list[str]:
    """Return what is said for 1, 2, 5 and 21, without separators that do not matter here."""
    with translation.override(language):
        return [" ".join(str(say(count)).split()) for count in (1, 2, 5, 21)]


def test_a_noun_bends_with_its_number() -> None:
    assert forms("en", lambda n: vocabulary.counted(n, "order")) == ["1 order", "2 orders", "5 orders", "21 orders"]
    assert forms("ru", lambda n: vocabulary.counted(n, "order")) == ["1 заказ", "2 заказа", "5 заказов", "21 заказ"]
    assert forms("pl", lambda n: vocabulary.counted(n, "order")) == [
        "1 zamówienie",
        "2 zamówienia",
        "5 zamówień",
        "21 zamówień",
    ]


def test_customers_bend_with_their_number() -> None:
    assert forms("ru", lambda n: vocabulary.counted(n, "customer")) == [
        "1 клиент",
        "2 клиента",
        "5 клиентов",
        "21 клиент",
    ]
    assert forms("pl", lambda n: vocabulary.counted(n, "customer")) == [
        "1 klient",
        "2 klientów",
        "5 klientów",
        "21 klientów",
    ]


def test_the_history_bends_with_its_number() -> None:
    def say(count: int) -> str:
        return reasons.sentence("customers.assigned", {"count": count})

    assert forms("ru", say) == [
        "Сменён ответственный у 1 клиента",
        "Сменён ответственный у 2 клиентов",
        "Сменён ответственный у 5 клиентов",
        "Сменён ответственный у 21 клиента",
    ]
    assert forms("pl", say) == [
        "Zmieniono opiekuna 1 klienta",
        "Zmieniono opiekuna 2 klientów",
        "Zmieniono opiekuna 5 klientów",
        "Zmieniono opiekuna 21 klientów",
    ]


def test_a_reason_bends_with_its_number_and_names_its_day() -> None:
    def say(count: int) -> str:
        return reasons.sentence("marker.purchases", {"count": count, "bought_on": "2025-10-09"})

    assert forms("ru", say) == [
        "1 покупка, последняя 9 окт. 2025 г.",
        "2 покупки, последняя 9 окт. 2025 г.",
        "5 покупок, последняя 9 окт. 2025 г.",
        "21 покупка, последняя 9 окт. 2025 г.",
    ]
    assert forms("pl", say) == [
        "1 zakup, ostatni 9 paź 2025.",
        "2 zakupy, ostatni 9 paź 2025.",
        "5 zakupów, ostatni 9 paź 2025.",
        "21 zakupów, ostatni 9 paź 2025.",
    ]


def test_the_head_of_today_bends_with_its_number() -> None:
    def say(count: int) -> str:
        return today._worth_doing(TodayList((), (), count, is_more=False, as_of=clock.today(), data_end_in_past=False))

    assert forms("ru", say) == ["1 дело на сегодня", "2 дела на сегодня", "5 дел на сегодня", "21 дело на сегодня"]
    assert forms("pl", say) == ["1 sprawa na dziś", "2 sprawy na dziś", "5 spraw na dziś", "21 spraw na dziś"]


def test_a_template_bends_with_its_number() -> None:
    def say(count: int) -> str:
        worth = SimpleNamespace(purchases=count, first_purchase_on=None, last_contact_at=None)
        return render_to_string("customer/summary.html", {"worth": worth, "customer": {"owner": "Anna"}})

    tails = {"ru": "· связи ещё не было · Anna", "pl": "· jeszcze bez kontaktu · Anna"}
    assert forms("ru", say) == [
        f"{words} {tails['ru']}" for words in ("1 покупка", "2 покупки", "5 покупок", "21 покупка")
    ]
    assert forms("pl", say) == [
        f"{words} {tails['pl']}" for words in ("1 zakup", "2 zakupy", "5 zakupów", "21 zakupów")
    ]


COUNTS = {"days", "new", "updated", "failed", *(known.by for known in SENTENCES.values() if isinstance(known, Counted))}


def sample(name: str) -> Any:
    """Return a parameter as it would be stored under that name."""
    if name.endswith(("_on", "_at")):
        return "2025-10-09"
    if name in {"total", "at_stake"}:
        return {"minor": 1_140_000, "currency": "PLN"}
    if name == "marker":
        return "gold"
    return 12_480 if name in COUNTS else "Drewnex"


def places_of(code: str) -> set[str]:
    with translation.override("en"):
        known = SENTENCES[code]
        return set(PLACE.findall(str(known.text % _Bare({"number": 2})) if isinstance(known, Counted) else str(known)))


class _Bare(dict[str, Any]):
    """Leaves the places of a text where they are."""

    def __missing__(self, name: str) -> str:
        return f"%({name})s"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_stored_code_is_a_whole_sentence(code: str, language: str) -> None:
    params = {name: sample(name) for name in places_of(code)}
    with translation.override("en"):
        english = reasons.sentence(code, params)
    with translation.override(language):
        said = reasons.sentence(code, params)
        assert all(reasons.spoken(name, value) in said for name, value in params.items())
    assert not re.search(r"%\(|\.\.|\bunknown\b|неизвестно|nie wiadomo", said)
    assert (said == english) == (language == "en")


def test_days_and_money_in_a_sentence_follow_the_language() -> None:
    params = {"count": 1200, "last_on": "2025-10-09", "total": {"minor": 1_140_000, "currency": "PLN"}}
    told = {}
    for language in LANGUAGES:
        with translation.override(language):
            told[language] = reasons.sentence("rfm.scored", params)
    assert told == {
        "en": f"1,200 purchases, last on 9 Oct 2025, 11,400{FIXED}zł in all.",
        "ru": f"1{THIN}200 покупок, последняя 9 окт. 2025{THIN}г., всего на 11{THIN}400{FIXED}zł",
        "pl": f"1{THIN}200 zakupów, ostatni 9 paź 2025, razem 11{THIN}400{FIXED}zł.",
    }


def test_a_refusal_is_said_in_the_readers_language() -> None:
    refused = Refused("x.y", "Choose at most %(most)s customers at once.", most=20_000)
    told = []
    for language in LANGUAGES:
        with translation.override(language):
            told.append(reasons.refusal(refused))
    assert told == [
        "Choose at most 20,000 customers at once.",
        f"За один раз можно выбрать не больше 20{THIN}000 клиентов.",
        f"Naraz można wybrać najwyżej 20{THIN}000 klientów.",
    ]


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_translation_can_be_filled(language: str) -> None:
    for message in messages.read(messages.catalogue_path(language)):
        for text in [message.string] if isinstance(message.string, str) else message.string or ():
            given = dict.fromkeys(PLACE.findall(text), "x")
            # Only texts with places are filled; a lone per cent sign elsewhere is just a sign.
            assert "%(" not in (text % given if given else text)


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_a_translation_uses_the_quotation_marks_of_its_language(language: str) -> None:
    wrong = {"ru": '"“”„', "pl": '"“«»'}[language]
    for message in messages.read(messages.catalogue_path(language)):
        if message.id:
            text = message.string if isinstance(message.string, str) else " ".join(message.string or ())
            assert not set(wrong) & set(text), text


class _Texts(HTMLParser):
    """Collects what a reader of a page sees or hears: the text between the tags, and the attributes that are read."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.found.add(" ".join(data.split()))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        read_aloud = {"title", "placeholder", "aria-label", "data-label", "alt"}
        self.found |= {" ".join((value or "").split()) for name, value in attrs if name in read_aloud}


@pytest.fixture
def addresses(db: None, owner: Any) -> tuple[str, ...]:
    """Return the addresses of pages with something on them."""
    acme = make_customer("Drewnex", owner=owner, industry="Meble", locality="Łódź")
    make_point("+48601234567", customer=acme, is_primary=True)
    make_point("anna@drewnex.example", "email", contact=make_contact("Anna Kowal", at=[acme]))
    make_order(acme, date(2026, 9, 25), 154_000)
    make_interaction(acme, date(2026, 9, 26))
    asked_at = clock.now() - timedelta(days=9)
    Conclusion(customer=acme, marker="gold", purchases=1, total=154_000, usual_interval=31.0,
               marker_reason={"code": "marker.purchase", "params": {"bought_on": "2026-09-25"}},
               unanswered_at=asked_at, last_inquiry_at=asked_at, expected_first=100_000).save()  # fmt: skip
    brought = make_import(owner)
    card = reverse("customer", args=[acme.pk])
    ask = [f"/today/{acme.pk}/inquiry/{way}" for way in ("call", "task", "later", "done")]
    return (
        "/",
        *ask,
        "/customers/",
        "/customers/new",
        card,
        "/analysis/",
        "/exchange/",
        f"/exchange/{brought.pk}/",
        "/me/",
        "/no-such",
    )


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_page_falls_back_to_english(language: str, client: Any, owner: Any, addresses: tuple[str, ...]) -> None:
    catalogue = messages.read(messages.catalogue_path(language))
    ours = {text for message in catalogue if message.id for text in [message.string] if isinstance(text, str)}
    # A language stands in the list of languages under its own name.
    own_names = {"English"}
    english = {message.id for message in catalogue if isinstance(message.id, str) and message.id} - ours - own_names
    owner.name, owner.username, owner.language = "Ewa", "ewa", language
    owner.save()
    client.force_login(owner)
    for address in addresses:
        page = client.get(address).content.decode()
        assert f'<html lang="{language}"' in page
        assert _Texts(page).found & english == set(), address


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "word"), [("en", "Sign in"), ("ru", "Войти"), ("pl", "Zaloguj się")])
def test_a_stranger_is_greeted_in_the_language_of_the_browser(client: Any, language: str, word: str) -> None:
    page = client.get("/sign-in/", headers={"Accept-Language": f"{language};q=0.9"}).content.decode()
    assert f"<h1>{word}</h1>" in page


@time_machine.travel(NOW, tick=False)
def test_a_day_of_this_year_and_one_from_now_read_right() -> None:
    told = []
    for language in LANGUAGES:
        with translation.override(language):
            told.append(reasons.sentence("today.inquiry", {"asked_on": "2026-11-13"}))
    assert told == [
        "Asked on 13 Nov; nobody has answered since.",
        "Запрос 13 нояб.; с тех пор никто не ответил.",
        "Zapytanie z 13 lis; nikt dotąd nie odpowiedział.",
    ]


def test_money_stands_where_the_language_puts_it() -> None:
    told = []
    for language in LANGUAGES:
        with translation.override(language):
            told.append(reasons.spoken("total", Money(123_456_00, "EUR")))
    assert told == ["€123,456", f"123{THIN}456{FIXED}€", f"123{THIN}456{FIXED}€"]
