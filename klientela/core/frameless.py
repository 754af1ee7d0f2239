"""Imports Arrow and its database drivers without the data frames that they load only to be ready for them.

Pandas and Polars take half a second and 60 MB, and no job of the worker gives or takes one. Whoever imports them later
has them as ever.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

FRAMES = frozenset({"pandas", "polars"})


class NoFrames:
    """Finds no data frames, and leaves every other module to the finders behind this one."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:  # noqa: ARG004 - the protocol's names
        """Raise for a library of data frames, else say that somebody else may know."""
        if name in FRAMES:
            raise ModuleNotFoundError(name=name)


@contextmanager
def frameless() -> Iterator[None]:
    """Let the libraries that are imported in the block find no data frames."""
    finder = NoFrames()
    sys.meta_path.insert(0, finder)
    try:
        import pyarrow as pa  # noqa: PLC0415 - this is the first to import it

        pa.array([0])  # looks for pandas once, at the first list
        yield
    finally:
        sys.meta_path.remove(finder)
