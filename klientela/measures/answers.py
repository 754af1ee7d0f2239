"""Small answers that were computed in arrays, given back as the kind of table that was asked."""

from typing import Any

import narwhals as nw
from numpy.typing import ArrayLike

from klientela.measures.frames import beside


def answer(table: Any, /, **columns: ArrayLike) -> Any:
    """Return the columns as the kind of table that came in; NaN and NaT become null.

    >>> import polars
    >>> answer(polars.DataFrame(), class_=["A", "B"], customers=[1, 2]).rows()
    [('A', 1), ('B', 2)]
    """
    first, *_ = columns
    rest = {name: values for name, values in columns.items() if name != first}
    made = nw.from_native(beside(table, columns[first], **rest))
    return made.rename({"customer_id": first}).to_native()
