"""Runs one step in a process of its own and hears how long it took and how much memory it had at most."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

# More threads make a small fit several times slower, on either side.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
TOO_LONG_SECONDS = 1800


@dataclass(frozen=True)
class Took:
    """Seconds of the quickest try, and the peak of the process in megabytes, libraries included."""

    seconds: float
    megabytes: float

    def __str__(self) -> str:
        time = f"{self.seconds:.2f} s" if self.seconds >= 1 else f"{self.seconds * 1000:.1f} ms"
        return f"{time} {self.megabytes:.0f} MB"


def run_step(command: list[str], files: dict[str, Path]) -> Took:
    """Run the command with the files as one argument of JSON; its last line of output is its answer."""
    told = json.dumps({name: str(file) for name, file in files.items()})
    done = subprocess.run(
        [*command, told],
        capture_output=True,
        text=True,
        check=True,
        timeout=TOO_LONG_SECONDS,
        env=os.environ | ONE_THREAD,
    )
    return Took(**json.loads(done.stdout.splitlines()[-1]))
