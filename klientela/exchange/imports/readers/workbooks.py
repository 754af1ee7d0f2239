"""Whether a packed or compound file is a workbook that may be opened at all, judged before any parser sees it."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Final, Literal

from . import limits
from .refusals import refused

ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
WORKBOOK_STREAMS: Final = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
OTHER_STREAMS: Final = {"WordDocument": "Word", "PowerPoint Document": "PowerPoint", "__substg1.0": "Outlook"}
CHUNK: Final = 1024 * 1024


def check_zip(path: Path) -> Literal["xlsx", "ods"]:
    """Which workbook a zip is. Raises Refused for bombs, entity definitions, passwords, damage and other archives."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            kind = _kind(archive, {entry.filename for entry in entries})
            _check_entries(entries, path.stat().st_size)
            for entry in entries:
                _check_content(archive, entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as broken:
        raise refused("file.truncated") from broken
    return kind


def _kind(archive: zipfile.ZipFile, names: set[str]) -> Literal["xlsx", "ods"]:
    if any(PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts for name in names):
        raise refused("file.wrong_zip")
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        raise refused("file.document", what="Word")
    if "content.xml" not in names:
        raise refused("file.wrong_zip")
    manifest = archive.read("META-INF/manifest.xml")[:CHUNK] if "META-INF/manifest.xml" in names else b""
    if b"encryption-data" in manifest:
        raise refused("file.encrypted")
    return "ods"


def _check_entries(entries: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    suspicious = unpacked > limits.RATIO_FROM_BYTES and unpacked > packed * limits.RATIO
    if unpacked > limits.UNPACKED_BYTES or len(entries) > limits.ZIP_ENTRIES or suspicious:
        raise refused("file.zip_bomb", megabytes=limits.UNPACKED_BYTES // limits.MEGABYTE)
    if any(entry.flag_bits & 1 for entry in entries):
        raise refused("file.encrypted")


def _check_content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    # Unpacked once to the end, so that a lying size or a broken sum is found here and not inside the parser.
    with archive.open(entry) as part:
        first = part.read(CHUNK)
        if entry.filename.endswith((".xml", ".rels")) and (b"<!ENTITY" in first or b"<!DOCTYPE" in first):
            raise refused("file.entities")
        while part.read(CHUNK):
            pass


def check_ole(path: Path) -> Literal["xls"]:
    """That a compound file is an old workbook. Raises Refused for passwords and for other Office documents."""
    content = path.read_bytes()
    if ENCRYPTED in content:
        raise refused("file.encrypted")
    if any(stream in content for stream in WORKBOOK_STREAMS):
        return "xls"
    for stream, what in OTHER_STREAMS.items():
        if stream.encode("utf-16-le") in content:
            raise refused("file.document", what=what)
    raise refused("file.binary")
