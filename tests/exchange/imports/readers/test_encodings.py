"""Encodings × delimiters × line ends: whatever a program of the last thirty years wrote is read as it was meant."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from klientela.exchange.imports.readers import inspect

from .reading import put, read

RUSSIAN = [
    ["Название", "Город", "Менеджер", "Выручка"],
    ["Торговый дом Север", "Нижний Новгород", "Щербаков Юрий", "10,5"],
    ["Ёлочные игрушки Фёдоровых", "Йошкар-Ола", "Цветкова Эльвира", "7,25"],
    ["Объединённые заводы", "Тверь", "Жуков Хасан", "3,1"],
]
POLISH = [
    ["Nazwa", "Miasto", "Opiekun", "Przychód"],
    ["Zakład Źródło", "Łódź", "Grażyna Wójcik", "10,5"],
    ["Święty Żuraw", "Częstochowa", "Michał Ślązak", "7,25"],
    ["Ćwikła i Pączki", "Gdańsk", "Józef Dąbrowski", "3,1"],
]
GERMAN = [
    ["Firma", "Ort", "Einkäufer", "Umsatz"],
    ["Großbäckerei Müller", "Würzburg", "Jörg Schäfer", "10,5"],
    ["Köhler Straßenbau", "Düsseldorf", "Günther Böhm", "7,25"],
    ["Öl und Gebäude", "Zürich", "Käthe Weiß", "3,1"],
]
ENGLISH = [
    ["Name", "City", "Owner", "Revenue"],
    ["Acme Supplies", "Leeds", "Ann Smith", "10,5"],
    ["Borealis Trading", "York", "Bob Jones", "7,25"],
    ["Cork & Sons", "Cork", "Cy Young", "3,1"],
]
WRITTEN = {
    **dict.fromkeys(["cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5"], RUSSIAN),
    **dict.fromkeys(["cp1250", "iso8859-2", "cp852", "mac-latin2"], POLISH),
    **dict.fromkeys(["cp1252", "iso8859-15", "cp850"], GERMAN),
    "utf-8": RUSSIAN,
    "utf-8-sig": POLISH,
    "utf-16": GERMAN,
    "utf-16-le": RUSSIAN,
    "utf-16-be": POLISH,
    "ascii": ENGLISH,
}
MATRIX = list(itertools.product(WRITTEN, [",", ";", "\t", "|"], ["\n", "\r\n", "\r"]))


@pytest.mark.parametrize(("encoding", "delimiter", "line_end"), MATRIX)
def test_every_cell_is_read_as_it_was_written(tmp_path: Path, encoding: str, delimiter: str, line_end: str) -> None:
    table = WRITTEN[encoding]
    lines = [delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in table]
    shape, rows = read(put(tmp_path, (line_end.join(lines) + line_end).encode(encoding)))
    assert shape.delimiter == delimiter
    assert list(shape.headers) == table[0]
    assert rows == [(number, row, None) for number, row in enumerate(table[1:], start=2)]


@pytest.mark.parametrize(
    ("word", "encoding"),
    [
        ("Привет", "cp1251"),
        ("Привет", "koi8-r"),
        ("ПРИВЕТ МОСКВА", "cp1251"),
        ("Łódź", "cp1250"),
        ("Łódź", "iso8859-2"),
        ("Košice", "cp1250"),
        ("Garçon", "cp1252"),
        ("Málaga", "cp1252"),
    ],
)
def test_one_foreign_word_is_enough_to_tell(tmp_path: Path, word: str, encoding: str) -> None:
    path = put(tmp_path, f"name,city\nAcme,{word}\nBorealis,York\n".encode(encoding))
    assert inspect(path, name="x.csv").columns[1].samples == (word, "York")


def test_a_foreign_letter_that_comes_late_still_decides(tmp_path: Path) -> None:
    plain = "name,city\n" + "Acme,York\n" * 200_000
    path = put(tmp_path, plain.encode() + "Ромашка,Москва\n".encode("cp1251"))
    shape, rows = read(path)
    assert shape.encoding == "cp1251"
    assert rows[-1] == (200_002, ["Ромашка", "Москва"], None)


def test_what_the_person_chooses_goes_before_what_is_found(tmp_path: Path) -> None:
    path = put(tmp_path, "имя;город\nАнна;Пермь\n".encode("cp1251"))
    shape = inspect(path, name="x.csv", encoding="cp1252", delimiter=",")
    assert (shape.encoding, shape.delimiter, len(shape.columns)) == ("cp1252", ",", 1)
