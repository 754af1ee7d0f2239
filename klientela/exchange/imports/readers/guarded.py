"""The same as `inspect` and `batches`, in a child process that may eat only so much time and memory.

A parser that crashes, hangs or swells takes the child with it and nothing else; the person reads a sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from klientela.core.errors import Refused

from . import limits
from .refusals import refused
from .shapes import FileShape

ROOT = Path(__file__).parents[4]


def inspect_guarded(
    path: Path,
    *,
    name: str,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    seconds: float = limits.INSPECT_SECONDS,
) -> FileShape:
    """`inspect` in a child. Raises Refused, also when the child crashes or takes longer than `seconds`."""
    asked = {"do": "inspect", "path": str(path), "name": name}
    chosen = {"sheet": sheet, "encoding": encoding, "delimiter": delimiter}
    return FileShape.from_json(_ask({**asked, **chosen}, seconds)["shape"])


def to_parquet_guarded(path: Path, shape: FileShape, target: Path, *, seconds: float = limits.CONVERT_SECONDS) -> int:
    """All `batches` of the file written to the Parquet file `target` by a child; returns the number of rows.

    Raises Refused as `inspect_guarded` does; then there is no target.
    """
    asked = {"do": "convert", "path": str(path), "shape": shape.as_json(), "target": str(target)}
    try:
        return int(_ask(asked, seconds)["rows"])
    except Refused:
        target.unlink(missing_ok=True)
        raise


def _ask(question: dict[str, Any], seconds: float) -> dict[str, Any]:
    command = [sys.executable, "-m", "klientela.exchange.imports.readers.child"]
    inherited = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "TEMP", "TMPDIR") if key in os.environ}
    settings = {**inherited, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(  # noqa: S603 (our own interpreter and module; the question goes by standard input)
            command,
            input=json.dumps(question).encode(),
            capture_output=True,
            timeout=seconds,
            env=settings,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise refused("file.too_slow", seconds=round(seconds)) from slow
    return _answer(done)


def _answer(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError as crashed:
        raise refused("file.unreadable") from crashed
    if "refused" in answer:
        raise Refused(answer["refused"], answer["message"], **answer["params"])
    return answer
