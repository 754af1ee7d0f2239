"""The ledger of a writer: one line for each write, after it was acknowledged and never before.

Each writer has a file of its own. A line is written with one call to the system, which a killed process has made or
not; the machine itself is not cut off here, so nothing waits for the disk.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Ledger:
    """Notes of one writer, appended at once."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def note(self, **entry: Any) -> None:
        """Append an entry."""
        os.write(self._file, f"{json.dumps(entry)}\n".encode())


def entries(directory: Path) -> Iterator[dict[str, Any]]:
    """Yield what all writers noted in the files of a directory."""
    for path in sorted(directory.glob("*.ledger")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)
