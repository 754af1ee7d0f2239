"""`python -m bench.measures [--sets cdnow,retail,million] [--steps bg_nbd,…] [--data DIR] [--keep DIR]`."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.machine import Stopwatch
from bench.measures.data import SETS, write_set
from bench.measures.running import Took, run_step

STEPS = ("summary", "bg_nbd", "pareto_nbd", "gamma_gamma", "chain")
# A Pareto/NBD fit of a million customers is nothing that lifetimes comes to an end with.
HOPELESS = {("million", "pareto_nbd")}
HERE = Path(__file__).parent
PEER = HERE / "peers" / "with_lifetimes.py"
PINS = HERE / "peers" / "lifetimes.txt"
ENVIRONMENT = Path(".venv-lifetimes")


def main() -> int:
    """Measure and print."""
    options = _options()
    stopwatch = Stopwatch()
    with tempfile.TemporaryDirectory(prefix="klientela-measures-") as scratch:
        directory = Path(options.keep or scratch)
        directory.mkdir(parents=True, exist_ok=True)
        peer = [str(_peer()), str(PEER)]
        ours = [sys.executable, "-m", "bench.measures.ours"]
        print(f"{'set':8} {'step':12} {'lifetimes':>18} {'ours':>18}   time   memory")
        for name in options.sets.split(","):
            files = write_set(name, Path(options.data), directory)
            for step in options.steps.split(","):
                theirs = None if (name, step) in HOPELESS else run_step([*peer, step], files)
                print(_line(name, step, theirs, run_step([*ours, step], files)), flush=True)
    print(f"other guests of the host had {stopwatch.stolen_percent():.1f} % of the processors' time")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.measures", description=__doc__)
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--steps", default=",".join(STEPS))
    parser.add_argument("--data", default=os.environ.get("KLIENTELA_DATA", "../shared/data"), help="the real data sets")
    parser.add_argument("--keep", help="leave the Parquet files here, for the next time")
    return parser.parse_args()


def _peer() -> Path:
    """Return the Python of the peer's environment, made when it is not there."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        subprocess.run(
            [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(PINS)], check=True
        )
    return python


def _line(name: str, step: str, theirs: Took | None, ours: Took) -> str:
    beside = str(theirs) if theirs else "–"
    ratios = f"{theirs.seconds / ours.seconds:5.1f} × {ours.megabytes / theirs.megabytes:6.2f} ×" if theirs else ""
    return f"{name:8} {step:12} {beside:>18} {ours!s:>18} {ratios}"


if __name__ == "__main__":
    sys.exit(main())
