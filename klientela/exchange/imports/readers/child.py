"""The child process of `guarded`: one question as JSON on standard input, one answer as JSON on standard output.

It sets its own limits before it imports a parser, so that even a parser's start counts."""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path
from typing import Any

from klientela.core.errors import Refused
from klientela.core.frameless import FRAMES, NoFrames

from . import limits
from .shapes import FileShape


def main() -> None:
    """Answers one question; a refusal is an answer too, anything else ends the process with a traceback."""
    _limit()
    # Arrow would load them at its start or at the first list it is given, for longer than most files take to read.
    sys.meta_path.insert(0, NoFrames(FRAMES | {"numpy"}))
    gc.disable()  # Millions of short lists, no cycles: collecting them doubled the time of reading.
    question = json.load(sys.stdin)
    try:
        answer = _inspect(question) if question["do"] == "inspect" else _convert(question)
    except Refused as no:
        answer = {"refused": no.code, "message": no.message, "params": no.params}
    json.dump(answer, sys.stdout)


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415
    except ImportError:  # Windows has no such limits; the wall clock of the parent holds there.
        return
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CHILD_CPU_SECONDS, limits.CHILD_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_ADDRESS_BYTES, limits.CHILD_ADDRESS_BYTES))


def _inspect(question: dict[str, Any]) -> dict[str, Any]:
    from .files import inspect  # noqa: PLC0415

    chosen = {key: question[key] for key in ("name", "sheet", "encoding", "delimiter")}
    return {"shape": inspect(Path(question["path"]), **chosen).as_json()}


def _convert(question: dict[str, Any]) -> dict[str, Any]:
    import pyarrow.parquet as pq  # noqa: PLC0415

    from .files import batches  # noqa: PLC0415
    from .frames import schema  # noqa: PLC0415

    shape, rows = FileShape.from_json(question["shape"]), 0
    with pq.ParquetWriter(question["target"], schema(len(shape.columns)), compression="lz4") as writer:
        for batch in batches(Path(question["path"]), shape):
            writer.write_batch(batch)
            rows += batch.num_rows
    return {"rows": rows}


if __name__ == "__main__":
    main()
