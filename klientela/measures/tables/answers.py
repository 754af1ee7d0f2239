"""Small answers that were computed in arrays, given back as the kind of table that was asked."""

from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import ArrayLike

from klientela.measures.frames import beside


def answer(table: Any, /, **columns: ArrayLike) -> Any:
    """Return the columns as the kind of table that came in; NaN and NaT become null.

    >>> import polars
    >>> answer(polars.DataFrame(), class_=["A", "B"], customers=[1, 2]).rows()
    [('A', 1), ('B', 2)]
    """
    arrays = {name: np.asarray(values) for name, values in columns.items()}
    if nw.from_native(table).implementation.is_pandas_like():
        # Days become Python objects there, moments do not.
        arrays = {name: v.astype("datetime64[us]") if v.dtype.kind == "M" else v for name, v in arrays.items()}
    first, *others = arrays
    made = nw.from_native(beside(table, arrays[first], **{name: arrays[name] for name in others}))
    return made.rename({"customer_id": first}).to_native()
