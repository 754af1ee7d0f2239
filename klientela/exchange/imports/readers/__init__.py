"""Files as tables of text: which format, encoding and head a file has, and its rows in Arrow batches.

Nothing here knows a noun of the domain. `inspect` and `batches` work in this process; the guarded ones do the same
in a child with limits, and are what a page or a job calls, because a file may be hostile."""

from .files import batches, inspect
from .guarded import inspect_guarded, to_parquet_guarded
from .shapes import ColumnShape, FileShape

__all__ = ["ColumnShape", "FileShape", "batches", "inspect", "inspect_guarded", "to_parquet_guarded"]
