"""What a file is, by its first bytes: names lie, contents do not."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import IO, Final, Literal, cast

from . import limits
from .refusals import refused
from .workbooks import check_ole, check_zip

Found = Literal["csv", "xlsx", "xls", "ods", "parquet"]

GZIP: Final = b"\x1f\x8b"
ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ARCHIVES: Final = (
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
    b"PK\x05\x06",
    b"PK\x07\x08",
)
DOCUMENTS: Final = {b"%PDF": "PDF", b"{\\rtf": "RTF", b"BEGIN:VCARD": "vCard", b"BEGIN:VCALENDAR": "calendar"}
BINARIES: Final = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"MZ\x90",
    b"\x7fELF",
    b"SQLite format 3\x00",
    b"ORC",
    b"Obj\x01",
    b"ARROW1",
)
OLD_EXCEL: Final = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")


def sniff(path: Path) -> Found:
    """The format of the file at `path`. Raises Refused for what is no table, is packed, protected or broken."""
    size = path.stat().st_size
    if size == 0:
        raise refused("file.empty")
    if size > limits.FILE_BYTES:
        raise refused("file.too_large", megabytes=limits.FILE_BYTES // limits.MEGABYTE)
    with path.open("rb") as handle:
        start = handle.read(4096)
    if start.startswith(ZIP):
        return check_zip(path)
    if start.startswith(OLE):
        return check_ole(path)
    if start.startswith(b"PAR1"):
        return _check_parquet(path, size)
    with open_text(path) as text:
        _check_text(_peek(text))
    return "csv"


def open_text(path: Path) -> IO[bytes]:
    """The bytes of a text file, unpacked when it is gzipped."""
    with path.open("rb") as handle:
        packed = handle.read(2) == GZIP
    return cast("IO[bytes]", gzip.open(path, "rb")) if packed else path.open("rb")


def _peek(text: IO[bytes]) -> bytes:
    try:
        return text.read(4096)
    except (OSError, EOFError) as broken:
        raise refused("file.truncated") from broken


def _check_parquet(path: Path, size: int) -> Found:
    with path.open("rb") as handle:
        handle.seek(max(0, size - 4))
        if size < 12 or handle.read(4) != b"PAR1":
            raise refused("file.truncated")
    return "parquet"


def _check_text(start: bytes) -> None:
    if not start:
        raise refused("file.empty")
    if start.startswith((ZIP, GZIP, *ARCHIVES)):
        raise refused("file.archive")
    for magic, what in DOCUMENTS.items():
        if start.startswith(magic):
            raise refused("file.document", what=what)
    if start.startswith((*BINARIES, *OLD_EXCEL, OLE, b"PAR1")):
        raise refused("file.binary")
    _check_markup(start)


def _check_markup(start: bytes) -> None:
    words = start.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").lstrip().lower()
    if words.startswith((b"\xff\xfe", b"\xfe\xff")):
        words = words[2:].lstrip()
    if words.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head")) or b"<html" in words[:1024]:
        raise refused("file.html")
    if b"<!entity" in words:
        raise refused("file.entities")
    if words.startswith((b"<?xml", b"<!doctype")):
        raise refused("file.xml")
    if words.startswith((b"{", b"[{")) and b'":' in words.replace(b" ", b""):
        raise refused("file.json")
