"""The four files of everyday life that must come in unaided, letter for letter."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from .reading import put, read

RUSSIAN = [
    ["Наименование", "ИНН", "Телефон", "Город", "Сумма", "Последняя покупка"],
    ["ООО «Ромашка»", "7707083893", "+7 (495) 123-45-67", "Москва", "1234567,50", "31.01.2026"],
    ["ИП Щукин Ёжик Юрьевич", "500100732259", "8 916 123 45 67", "Тверь", "99,90", "01.02.2026"],
    ["АО «Заря; и Ко»", "7728168971", "", "Санкт-Петербург", "0,05", "15.12.2025"],
]
POLISH = [
    ["Nazwa firmy", "NIP", "Miejscowość", "Ulica", "Wartość zakupów"],
    ["Hurtownia Żółw sp. z o.o.", "526-025-02-74", "Łódź", "Świętokrzyska 5/7", "1 000,50"],
    ["Piekarnia Gęś s.c.", "1234563218", "Kraków", "Źródlana 3", "20,00"],
    ["„Ćma” Spółka Akcyjna", "5261040828", "Wąchock", "Śląska 1", "3,10"],
]


def test_a_windows_1251_file_with_semicolons_and_decimal_commas_comes_in_letter_for_letter(tmp_path: Path) -> None:
    lines = [";".join(f'"{cell}"' if ";" in cell else cell for cell in row) for row in RUSSIAN]
    shape, rows = read(put(tmp_path, "\r\n".join(lines).encode("cp1251") + b"\r\n"))
    assert (shape.encoding, shape.delimiter, shape.decimal_mark, shape.date_order) == ("cp1251", ";", ",", "dmy")
    assert list(shape.headers) == RUSSIAN[0]
    assert rows == [(number, [cell or None for cell in row], None) for number, row in enumerate(RUSSIAN[1:], start=2)]


def test_a_utf_16_file_with_tabs_and_polish_headers_comes_in_letter_for_letter(tmp_path: Path) -> None:
    text = "\r\n".join("\t".join(row) for row in POLISH) + "\r\n"
    shape, rows = read(put(tmp_path, text.encode("utf-16"), "klienci.txt"))
    assert (shape.encoding, shape.delimiter, shape.decimal_mark) == ("utf-16", "\t", ",")
    assert list(shape.headers) == POLISH[0]
    assert rows == [(number, row, None) for number, row in enumerate(POLISH[1:], start=2)]


def test_a_cp1250_file_comes_in_letter_for_letter(tmp_path: Path) -> None:
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in POLISH)
    shape, rows = read(put(tmp_path, text.encode("cp1250")))
    assert (shape.encoding, shape.delimiter) == ("cp1250", ",")
    assert list(shape.headers) == POLISH[0]
    assert rows == [(number, row, None) for number, row in enumerate(POLISH[1:], start=2)]


def test_a_workbook_with_two_title_rows_above_the_head_comes_in_letter_for_letter(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Клиенты"
    sheet.append(["База клиентов ООО «Вектор»"])
    sheet.append(["выгружено 01.02.2026"])
    sheet.merge_cells("A1:F1")
    for row in RUSSIAN:
        sheet.append(row)
    path = tmp_path / "base.xlsx"
    book.save(path)
    shape, rows = read(path, "base.xlsx")
    assert (shape.format, shape.sheet, shape.sheets, shape.head_row, shape.data_row) == (
        "xlsx", "Клиенты", ("Клиенты",), 3, 4,
    )  # fmt: skip
    assert list(shape.headers) == RUSSIAN[0]
    assert rows == [(number, [cell or None for cell in row], None) for number, row in enumerate(RUSSIAN[1:], start=4)]
