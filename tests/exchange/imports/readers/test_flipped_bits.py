"""Files damaged at random, by a seed: nothing crashes, and a workbook never yields other rows than were written."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from klientela.core.errors import Refused

from .broken import parquet, xls, xlsx
from .reading import Rows, put, read

TABLE = [["name", "city", "phone"], *([f"Firma {at}", f"Łódź {at}", f"+48 600 {at:06d}"] for at in range(60))]
WRITTEN: Rows = [(at, list(row), None) for at, row in enumerate(TABLE[1:], start=2)]


def outcome(path: Path) -> Rows | str:
    try:
        return read(path)[1]
    except Refused as no:
        return no.code


def flipped(content: bytes, seed: int) -> bytes:
    dice, damaged = random.Random(seed), bytearray(content)
    for _ in range(dice.choice([1, 3, 20])):
        damaged[dice.randrange(len(damaged))] ^= 1 << dice.randrange(8)
    return bytes(damaged)


@pytest.mark.parametrize("seed", range(40))
def test_a_workbook_with_flipped_bits_is_read_exactly_or_refused(tmp_path: Path, seed: int) -> None:
    found = outcome(put(tmp_path, flipped(xlsx(TABLE), seed)))
    assert isinstance(found, str) or found == WRITTEN


@pytest.mark.parametrize("cut", range(0, 100, 5))
def test_a_workbook_cut_short_is_refused(tmp_path: Path, cut: int) -> None:
    content = xlsx(TABLE)
    assert outcome(put(tmp_path, content[: len(content) * cut // 100])) == ("file.truncated" if cut else "file.empty")


@pytest.mark.parametrize("make", [parquet, lambda: xls(TABLE)], ids=["parquet", "xls"])
@pytest.mark.parametrize("seed", range(15))
def test_formats_without_check_sums_never_crash(tmp_path: Path, make: Callable[[], bytes], seed: int) -> None:
    found = outcome(put(tmp_path, flipped(make(), seed)))
    assert found.startswith("file.") if isinstance(found, str) else all(row >= 2 for row, _, _ in found)


@pytest.mark.parametrize("seed", range(30))
def test_a_text_with_flipped_bits_keeps_every_line_that_was_not_hit(tmp_path: Path, seed: int) -> None:
    lines = [",".join(row) for row in TABLE]
    damaged = flipped("\n".join(lines).encode(), seed)
    found = outcome(put(tmp_path, damaged))
    assert isinstance(found, list)
    untouched = {line.decode() for line in damaged.split(b"\n")[1:] if line in {one.encode() for one in lines}}
    assert untouched - {",".join(cell or "" for cell in cells) for _, cells, surplus in found if not surplus} == set()
