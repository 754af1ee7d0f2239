"""A kept file is the file that was given, byte for byte, however often it is given."""

import pytest

from klientela.exchange.files import keep, unpack


@pytest.mark.django_db
def test_a_kept_file_comes_back_byte_for_byte(tmp_path):
    given = tmp_path / "given"
    given.write_bytes(bytes(range(256)) * 5000)
    kept = keep(given, name="../../list.csv", user_id=None)
    unpack(kept, tmp_path / "back" / "file")
    assert (tmp_path / "back" / "file").read_bytes() == given.read_bytes()
    assert (kept.name, kept.size) == ("list.csv", 1_280_000)


@pytest.mark.django_db
def test_the_same_file_lies_there_once(tmp_path, settings):
    settings.HOME = tmp_path / "home"
    given = tmp_path / "given"
    given.write_bytes(b"a,b\n1,2\n")
    first, second = (keep(given, name=name, user_id=1) for name in ("a.csv", "b.csv"))
    assert (first.path, first.sha256) == (second.path, second.sha256)
    assert [file.name for file in (settings.HOME / "files").rglob("*.gz")] == [f"{first.sha256}.gz"]
