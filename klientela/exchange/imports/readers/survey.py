"""One pass over all bytes of a text file, before anything is decided about it.

The first lines of a file lie by leaving out: the first accent may come in row 40,000, the first day after the
12th at the end of the month. So the pass keeps every kind of byte it needs to know of, and lines from all over."""

from __future__ import annotations

import codecs
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from . import limits
from .refusals import refused
from .sniff import open_text

CHUNK: Final = 1024 * 1024
START_BYTES: Final = 64 * 1024
FOREIGN_BYTES: Final = 96 * 1024
SPREAD_LINES: Final = 12
SPREAD_CHUNKS: Final = 80
CONTROL: Final = bytes(set(range(32)) - {9, 10, 12, 13, 26, 27})
ASCII: Final = bytes(range(128))


@dataclass
class Survey:
    """What the pass found. `foreign` are lines with bytes above 127, `spread` whole lines from all over the file."""

    start: bytes = b""
    size: int = 0
    newlines: int = 0
    returns: int = 0
    nulls: int = 0
    controls: int = 0
    valid_utf8: bool = True
    foreign: bytes = b""
    spread: list[bytes] = field(default_factory=list)

    @property
    def lone_returns(self) -> bool:
        """Whether lines end with a carriage return alone, as on old Macs."""
        return self.returns > self.newlines * 2


def survey(path: Path) -> Survey:
    """Reads the whole text file at `path` once. Raises Refused for endless lines, damage in a .gz and sheer size."""
    found, decoder, unbroken = Survey(), codecs.getincrementaldecoder("utf-8")(), 0
    with open_text(path) as text:
        while chunk := _read(text):
            if not found.start:
                found.start = chunk[:START_BYTES]
            unbroken = _unbroken(chunk, unbroken)
            _count(found, chunk)
            if found.valid_utf8:
                found.valid_utf8 = _decodes(decoder, chunk)
            _collect(found, chunk)
            if found.size > limits.UNPACKED_TEXT_BYTES:
                raise refused("file.too_large", megabytes=limits.UNPACKED_TEXT_BYTES // limits.MEGABYTE)
    if found.valid_utf8:
        found.valid_utf8 = _decodes(decoder, b"", final=True)
    return found


def _read(text: object) -> bytes:
    try:
        return text.read(CHUNK)  # type: ignore[attr-defined, no-any-return]
    except (OSError, EOFError, zlib.error) as broken:
        raise refused("file.truncated") from broken


def _unbroken(chunk: bytes, before: int) -> int:
    last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
    length = before + len(chunk) if last < 0 else len(chunk) - last
    if length > limits.LINE_BYTES:
        raise refused("file.line_too_long", megabytes=limits.LINE_BYTES // limits.MEGABYTE)
    return length


def _count(found: Survey, chunk: bytes) -> None:
    found.size += len(chunk)
    found.newlines += chunk.count(b"\n")
    found.returns += chunk.count(b"\r")
    nulls = chunk.count(b"\x00")
    found.nulls += nulls
    found.controls += len(chunk) - len(chunk.translate(None, CONTROL)) - nulls


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _collect(found: Survey, chunk: bytes) -> None:
    if len(found.foreign) < FOREIGN_BYTES and not chunk.isascii():
        lines = [line for line in chunk.replace(b"\r", b"\n").split(b"\n") if not line.isascii()]
        found.foreign += b"\n".join(lines)[: FOREIGN_BYTES // 4] + b"\n"
    if len(found.spread) < SPREAD_LINES * SPREAD_CHUNKS and found.size > CHUNK:
        at = chunk.find(b"\n", len(chunk) // 2)
        lines = chunk[at + 1 : at + 1 + 32 * 1024].split(b"\n")
        found.spread.extend(lines[: min(SPREAD_LINES, len(lines) - 1)])
