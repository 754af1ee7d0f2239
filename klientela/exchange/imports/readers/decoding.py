"""Text of any encoding as UTF-8, in chunks and in lines, so that everything behind knows one encoding only."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterable, Iterator
from typing import IO, Final

BLOCK: Final = 4 * 1024 * 1024


def utf8_chunks(text: IO[bytes], encoding: str, *, damaged: bool) -> Iterator[bytes]:
    """The file as UTF-8, without the mark at its start, in chunks that end at whole characters."""
    decoder = codecs.getincrementaldecoder(encoding)("replace" if damaged else "strict")
    first = True
    while True:
        raw = text.read(BLOCK)
        chunk = decoder.decode(raw, final=not raw)
        if chunk:
            yield (chunk.removeprefix("\ufeff") if first else chunk).encode("utf-8", "replace")
            first = False
        if not raw:
            return


def lines_of(chunks: Iterable[bytes]) -> Iterator[str]:
    """Lines with their ends (any of the three kinds) out of UTF-8 chunks that end at whole characters."""
    held = ""
    for chunk in chunks:
        lines = list(io.StringIO(held + chunk.decode(), newline=""))
        held = "" if not lines or lines[-1].endswith("\n") else lines.pop()
        yield from lines
    if held:
        yield from io.StringIO(held, newline="")
