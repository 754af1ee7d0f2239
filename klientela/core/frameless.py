"""Imports Arrow and its database drivers without the data frames that they load only to be ready for them.

Pandas and Polars take half a second and 60 MB, and no job of the worker gives or takes one. Whoever imports them later
has them as ever.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

FRAMES = frozenset({"pandas", "polars"})


class NoFrames:
    """Finds none of the libraries that `names` names, and leaves every other module to the finders behind this one."""

    def __init__(self, names: frozenset[str] = FRAMES) -> None:
        self.names = names

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:  # noqa: ARG002 - the protocol's
        """Raise for a library of data frames, else say that somebody else may know."""
        if name in self.names:
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
