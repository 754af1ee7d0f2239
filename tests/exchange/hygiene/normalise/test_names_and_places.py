"""Names of firms, offices and people, and countries in several languages."""

from __future__ import annotations

import pytest

from klientela.exchange.hygiene.normalise import Name, names, places


@pytest.mark.parametrize(
    ("written", "key", "kind", "form"),
    [
        ("ООО «Ромашка»", "romashka", "company", "ooo"),
        ("Ромашка, ООО", "romashka", "company", "ooo"),
        (
            "Общество с ограниченной ответственностью «Ромашка»",
            "romashka",
            "company",
            "obshchestvo s ogranichennoy otvetstvennostyu",
        ),
        ("Индивидуальный предприниматель Щукин П. Ю.", "shchukin p yu", "company", "individualnyy predprinimatel"),
        ("ПАО Сбербанк", "sberbank", "company", "pao"),
        ("Hurtownia Żółw sp. z o.o.", "hurtownia zolw", "company", "sp z oo"),
        ("HURTOWNIA ŻÓŁW SP. Z O. O.", "hurtownia zolw", "company", "sp z o o"),
        ("Hurtownia Żółw Sp. z o.o. Sp.k.", "hurtownia zolw", "company", "sp z oo spk"),
        ("PHU Janex s.c.", "janex", "company", "phu sc"),
        ("Müller & Söhne GmbH & Co. KG", "muller sohne", "company", "gmbh co kg"),
        ("Siemens Aktiengesellschaft", "siemens", "company", "aktiengesellschaft"),
        ("ACME, Inc.", "acme", "company", "inc"),
        ("Acme S.A.", "acme", "company", "sa"),
        ("UAB Baltija", "baltija", "company", "uab"),
        ("Nordtech Systems 5 Oy", "nordtech systems 5", "company", "oy"),
        ("ÅBC Aktiebolag (publ)", "abc", "company", "aktiebolag publ"),
        ("S.A.", "sa", "company", ""),
        ("Администрация города Твери", "administratsiya goroda tveri", "government", ""),
        ("Urząd Miasta Łodzi", "urzad miasta lodzi", "government", ""),
        ("Ministry of Defence", "ministry of defence", "government", ""),
        ("Stadtwerke Köln GmbH", "stadtwerke koln", "company", "gmbh"),
        ("Щукин Пётр Юрьевич", "shchukin petr yurevich", "person", ""),
        ("Anna Schmidt", "anna schmidt", "person", ""),
        ("Pan Zbigniew Nowak", "pan zbigniew nowak", "person", ""),
        ("Martin & Silva Group", "martin silva group", "company", ""),
    ],
)
def test_a_name_has_one_key_however_it_is_dressed(written: str, key: str, kind: str, form: str) -> None:
    assert names([written]) == [Name(key, kind, form)]  # type: ignore[arg-type]


def test_a_cell_without_a_letter_names_nobody() -> None:
    assert names([None, "", "—", " . "]) == [None, None, None, None]


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("RU", ["Россия", "РФ", "Российская Федерация", "Russia", "Rosja", "RUS", "ru"]),
        ("PL", ["Polska", "Польша", "Poland", "Polen"]),
        ("DE", ["Германия", "Niemcy", "Deutschland", "Germany", "DE"]),
        ("GB", ["UK", "United Kingdom", "Великобритания", "Wielka Brytania", "England"]),
        ("US", ["USA", "США", "United States", "Stany Zjednoczone", "U.S.A."]),
        ("IE", ["EIRE", "Ireland", "Ирландия"]),
        ("CZ", ["Czech Republic", "Czechia", "Чехия"]),
        ("KR", ["Korea", "South Korea"]),
        (None, ["Unspecified", "European Community", "Atlantis", ""]),
    ],
)
def test_a_country_is_known_by_all_its_names(code: str | None, written: list[str]) -> None:
    assert places(written) == [code] * len(written)
