"""Writes the list of reasons for unscoped queries anew: `python -m tests.architecture.unscoped`.

The difference is then read in review: each new line is a place where nobody's eyes limit what is fetched.
"""

from pathlib import Path

from tests.architecture.rules.queries import unscoped_reasons

HERE = Path(__file__).resolve().parent
HEAD = "# Why rows are fetched for nobody in particular. Written by: python -m tests.architecture.unscoped\n"

if __name__ == "__main__":
    lines = unscoped_reasons(HERE.parent.parent)
    (HERE / "unscoped.txt").write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
