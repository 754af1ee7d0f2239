"""Every broken file is either read exactly or answered with its own plain sentence; no row is lost silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from klientela.core.errors import Refused
from klientela.exchange.imports.readers import inspect, inspect_guarded, to_parquet_guarded
from klientela.exchange.imports.readers.refusals import MESSAGES

from .broken import EXACT, MARKED, REFUSED, SOUND, noise, written
from .reading import read, rows_of

IN_CHILD_ONLY = {"a cell in the far corner"}


@pytest.mark.parametrize("name", sorted(set(REFUSED) - IN_CHILD_ONLY))
def test_a_file_that_is_no_sound_table_is_refused_with_its_own_sentence(tmp_path: Path, name: str) -> None:
    make, code = REFUSED[name]
    path = written(tmp_path, name, make())
    with pytest.raises(Refused) as no:
        rows_of(path, inspect(path, name=name))
    assert no.value.code == code
    assert str(no.value) == MESSAGES[code] % no.value.params


@pytest.mark.parametrize("name", sorted(IN_CHILD_ONLY))
def test_a_file_that_would_take_the_process_down_takes_only_the_child(tmp_path: Path, name: str) -> None:
    make, code = REFUSED[name]
    with pytest.raises(Refused) as no:
        inspect_guarded(written(tmp_path, name, make()), name=name)
    assert no.value.code == code


@pytest.mark.parametrize("name", sorted(EXACT))
def test_an_odd_file_is_read_exactly(tmp_path: Path, name: str) -> None:
    make, cells = EXACT[name]
    _, rows = read(written(tmp_path, name, make()))
    assert [row for _, row, _ in rows] == cells
    assert [surplus for _, _, surplus in rows] == [None] * len(cells)


@pytest.mark.parametrize("name", sorted(MARKED))
def test_a_row_that_does_not_fit_comes_out_marked(tmp_path: Path, name: str) -> None:
    content, expected = MARKED[name]
    _, rows = read(written(tmp_path, name, content))
    assert rows == expected


def test_there_are_at_least_forty_kinds_of_broken_files() -> None:
    assert len(REFUSED) + len(EXACT) + len(MARKED) >= 60


def test_a_sheet_that_does_not_exist_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, "book", EXACT["a workbook called csv"][0]())
    with pytest.raises(Refused, match="There is no sheet “Prices” in the file"):
        inspect(path, name="book", sheet="Prices")


def test_an_encoding_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="The file cannot be read as klingon"):
        inspect(written(tmp_path, "x", SOUND), name="x", encoding="klingon")


def test_the_child_answers_as_the_process_itself_would(tmp_path: Path) -> None:
    path = written(tmp_path, "x", SOUND)
    shape = inspect_guarded(path, name="x")
    assert shape == inspect(path, name="x")
    target = tmp_path / "staged.parquet"
    assert to_parquet_guarded(path, shape, target) == 2
    assert [row for _, row, _ in rows_of(path, shape)] == [["Acme", "York", "1"], ["Borealis", "Leeds", "2"]]


def test_a_refusal_in_the_child_leaves_no_staging_file(tmp_path: Path) -> None:
    shape = inspect(written(tmp_path, "x", SOUND), name="x")
    huge = written(tmp_path, "huge", b"name,city,phone\nAcme," + b"x" * 2_000_000 + b",1\n")
    target = tmp_path / "staged.parquet"
    with pytest.raises(Refused) as no:
        to_parquet_guarded(huge, shape, target)
    assert (no.value.code, no.value.params["row"], target.exists()) == ("file.cell_too_large", 2, False)


def test_a_child_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = written(tmp_path, "x", SOUND + noise(2_000_000).hex().encode())
    with pytest.raises(Refused) as no:
        inspect_guarded(path, name="x", seconds=0.001)
    assert no.value.code == "file.too_slow"
