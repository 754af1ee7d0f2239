"""Heads, row numbers, marks and dates of text files."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klientela.exchange.imports.readers import FileShape, inspect

from .reading import put, read, rows_of


def test_a_file_without_a_head_has_nameless_columns_and_loses_no_row(tmp_path: Path) -> None:
    shape, rows = read(put(tmp_path, b"Acme,info@acme.example,100\nBorealis,b@b.example,200\n"))
    assert (shape.head_row, shape.data_row, shape.headers) == (None, 1, ("", "", ""))
    assert rows == [(1, ["Acme", "info@acme.example", "100"], None), (2, ["Borealis", "b@b.example", "200"], None)]


def test_a_head_that_comes_twice_is_told_apart(tmp_path: Path) -> None:
    shape, _ = read(put(tmp_path, b"name,phone,Phone,phone\nAcme,1,2,3\n"))
    assert shape.headers == ("name", "phone", "Phone (2)", "phone (3)")


def test_blank_rows_are_left_out_and_still_counted(tmp_path: Path) -> None:
    _, rows = read(put(tmp_path, b"name,city\n\nAcme,York\n,\n ,  \nCork,Cork\n"))
    assert rows == [(3, ["Acme", "York"], None), (6, ["Cork", "Cork"], None)]


def test_a_line_break_inside_quotation_marks_does_not_move_the_numbers(tmp_path: Path) -> None:
    _, rows = read(put(tmp_path, b'name,note\nAcme,"one\r\ntwo\nthree"\nCork,four\n'))
    assert rows == [(2, ["Acme", "one\r\ntwo\nthree"], None), (3, ["Cork", "four"], None)]


def test_the_line_by_which_excel_names_the_delimiter_is_no_row(tmp_path: Path) -> None:
    shape, rows = read(put(tmp_path, b"sep=;\r\nname;a,b;city\r\nAcme;1,2;York\r\n"))
    assert (shape.delimiter, shape.head_row, shape.headers) == (";", 2, ("name", "a,b", "city"))
    assert rows == [(3, ["Acme", "1,2", "York"], None)]


def test_a_gzipped_file_is_read_like_the_file_in_it(tmp_path: Path) -> None:
    shape, rows = read(put(tmp_path, gzip.compress("имя;город\nАнна;Пермь\n".encode("cp1251")), "a.csv.gz"))
    assert (shape.format, shape.encoding) == ("csv", "cp1251")
    assert rows == [(2, ["Анна", "Пермь"], None)]


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["2026-01-02", "2026-12-31"], "ymd"),
        (["01/02/2026", "13/02/2026"], "dmy"),
        (["01/02/2026", "02/13/2026"], "mdy"),
        (["01.02.2026", "03.04.2026"], "dmy"),
        (["01/02/2026", "03/04/2026"], None),
    ],
)
def test_the_order_of_day_and_month_is_taken_from_the_values(
    tmp_path: Path, dates: list[str], order: str | None
) -> None:
    shape = inspect(put(tmp_path, "\n".join(["name;day", *(f"Acme;{day}" for day in dates)]).encode()), name="x")
    assert shape.columns[1].date_order == order


def test_a_thirteenth_day_far_down_still_tells_the_order(tmp_path: Path) -> None:
    lines = ["customer;day", *("Acme;01/02/2026" for _ in range(120_000)), *("Acme;13/02/2026" for _ in range(90_000))]
    shape = inspect(put(tmp_path, "\n".join(lines).encode()), name="x")
    assert shape.columns[1].date_order == "dmy"


@pytest.mark.parametrize(
    ("numbers", "mark"),
    [
        (["1.234,56"], ","),
        (["1,234.56"], "."),
        (["12,5"], ","),
        (["12.5"], "."),
        (["1,234"], None),
        (["1 234,5", "2"], ","),
        (["0,125"], ","),
        (["€ 5,00"], ","),
        (["100", "200"], None),
    ],
)
def test_the_decimal_mark_is_taken_from_the_values(tmp_path: Path, numbers: list[str], mark: str | None) -> None:
    shape = inspect(put(tmp_path, "\n".join(["name;sum", *(f"Acme;{one}" for one in numbers)]).encode()), name="x")
    assert shape.columns[1].decimal_mark == mark


def test_a_shape_survives_the_way_through_json(tmp_path: Path) -> None:
    shape, _ = read(put(tmp_path, b"name,city\nAcme,\nCork,Cork\n"))
    assert FileShape.from_json(shape.as_json()) == shape


def test_small_batches_hold_the_same_rows_as_one_large(tmp_path: Path) -> None:
    path = put(tmp_path, b"name,city\n" + b"".join(b'"A, %d",York\n' % at for at in range(1000)))
    shape = inspect(path, name="x")
    assert rows_of(path, shape, size=7) == rows_of(path, shape)
    assert len(rows_of(path, shape)) == 1000


CELLS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n", exclude_characters="\ufeff\u0085"),
    max_size=12,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.just("row"), CELLS, CELLS), min_size=1, max_size=12), st.sampled_from([",", ";", "\t"]))
def test_what_was_written_is_what_is_read(tmp_path: Path, table: list[tuple[str, str, str]], delimiter: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([("kind", "first", "second"), *table])
    path = put(tmp_path, out.getvalue().encode())
    shape = inspect(path, name="x", encoding="utf-8", delimiter=delimiter)
    assert [cells for _, cells, surplus in rows_of(path, shape) if surplus is None] == [
        [cell or None for cell in row] for row in table
    ]
