"""Tables in, tables of the same kind out: pandas, Polars (eager and lazy), Arrow, DuckDB relations, Spark frames.

Only expressions that hold on all of them are used on what `checked` returns. Three that look harmless do not hold:
the difference of two dates (take `epoch_day` of both), a condition inside an aggregation (pandas and Arrow forget it:
make the column first), and `first` (no engine but pandas knows an order of rows).
"""

from collections.abc import Mapping
from datetime import date, datetime
from secrets import token_hex
from typing import Any, Literal

import narwhals as nw
import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike, NDArray

from klientela.measures.errors import BadTable

Kind = Literal["id", "day", "number", "whole"]
EXPECTED: dict[Kind, str] = {
    "id": "anything that tells customers or orders apart",
    "day": "a date or a date with time",
    "number": "a number",
    "whole": "a whole number",
}
ENGINES = "a pandas, Polars, Arrow, DuckDB or Spark table"
# 1 January 1970 counted from the day before 1 January of year 1.
UNIX_EPOCH = 719_163


def checked(table: Any, /, optional: Mapping[str, Kind] | None = None, **columns: Kind) -> nw.LazyFrame[Any]:
    """Return the named columns, lazily: days as dates (local where they have a time zone), numbers as floats.

    A whole number may come as a float, as pandas writes it beside nulls; `arrays` looks whether it is whole.
    Columns of `optional` are taken where they are there. `BadTable` names all that is missing or of another kind.
    """
    frame = _frame(table)
    schema = frame.collect_schema()
    wanted = columns | {name: kind for name, kind in (optional or {}).items() if name in schema}
    cast = {name: _cast(frame, name, schema[name], kind) for name, kind in wanted.items() if name in schema}
    missing = [name for name in columns if name not in schema]
    wrong = [f"{name} is {schema[name]}" for name, expr in cast.items() if expr is None]
    if missing or wrong:
        raise BadTable(_complaint(missing, wrong, wanted))
    return frame.select(*(expr for expr in cast.values() if expr is not None))


def _frame(table: Any) -> nw.LazyFrame[Any]:
    try:
        frame: nw.DataFrame[Any] | nw.LazyFrame[Any] = nw.from_native(table)
    except TypeError:
        raise BadTable(f"{ENGINES} is expected, not {type(table).__name__}.") from None
    return frame.lazy()


def _complaint(missing: list[str], wrong: list[str], wanted: Mapping[str, Kind]) -> str:
    found = [f"The table has no column {', '.join(missing)}."] if missing else []
    found += [f"Of another kind: {', '.join(wrong)}."] if wrong else []
    expected = "; ".join(f"{name} ({EXPECTED[kind]})" for name, kind in wanted.items())
    return f"{' '.join(found)} Expected: {expected}."


def _cast(frame: nw.LazyFrame[Any], name: str, dtype: Any, kind: Kind) -> nw.Expr | None:
    """Return the column as what it should be, `None` where that would be a guess."""
    column = nw.col(name)
    if kind == "id":
        # Arrow cannot join by a column of nothing but nulls.
        return column.cast(nw.String) if dtype == nw.Unknown else column
    target = nw.Date() if kind == "day" else nw.Float64()
    if kind == "day" and dtype == nw.Datetime:
        # A day is the day on the wall where it happened, not the one in Greenwich.
        return (column.dt.replace_time_zone(None) if dtype.time_zone else column).cast(target)
    if kind == "whole" and dtype.is_integer():
        return column.cast(nw.Int64)
    if dtype in {target, nw.Unknown} or (kind != "day" and dtype.is_numeric()):
        return column.cast(target)
    return _from_objects(frame, name, target) if frame.implementation.is_pandas_like() else None


def _from_objects(frame: nw.LazyFrame[Any], name: str, target: Any) -> nw.Expr | None:
    """Return a column of Python's own dates or decimals, or of nothing at all, whose type pandas does not know."""
    values, column = frame.collect()[name], nw.col(name)
    if not len(values):
        return column.cast(nw.String).cast(target)
    try:
        values.cast(target)
    except (TypeError, ValueError, NotImplementedError):
        return None
    return column.cast(target) if values.dtype == nw.Object else None


def arrays(table: Any, /, **columns: Kind) -> dict[str, NDArray[Any]]:
    """Return the named columns, collected once: ids as they are, days as datetime64[D], numbers as float64.

    Unknown numbers are NaN, unknown days NaT; whole numbers are int64, and `BadTable` where one is unknown or broken.
    """
    wanted = (epoch_day(name).alias(name) if kind == "day" else nw.col(name) for name, kind in columns.items())
    found = checked(table, None, **columns).select(*wanted).collect()
    return {name: _array(name, found[name], kind) for name, kind in columns.items()}


def _array(name: str, values: nw.Series[Any], kind: Kind) -> NDArray[Any]:
    if kind == "id":
        return np.asarray(values.to_numpy())
    numbers = np.asarray(values.cast(nw.Float64).to_numpy(), dtype=np.float64)
    if kind == "number":
        return numbers
    if kind == "day":
        known = ~np.isnan(numbers)
        days = np.full(len(numbers), np.datetime64("NaT"), dtype="datetime64[D]")
        days[known] = numbers[known].astype(np.int64).astype("datetime64[D]")
        return days
    if not np.array_equal(numbers, np.floor(numbers)) or np.isinf(numbers).any():
        raise BadTable(f"{name} holds something that is not {EXPECTED[kind]}.")
    return numbers.astype(np.int64)


def epoch_day(column: str) -> nw.Expr:
    """Return the day as days since 1 January 1970, for a column of dates.

    The proleptic Gregorian calendar by arithmetic, because no difference of dates holds on every engine.
    """
    years = nw.col(column).dt.year().cast(nw.Int64) - 1
    leap_days = years // 4 - years // 100 + years // 400
    return years * 365 + leap_days + nw.col(column).dt.ordinal_day().cast(nw.Int64) - UNIX_EPOCH


def days_since_epoch(day: date) -> int:
    """Return what `epoch_day` makes of one day."""
    return (day - date(1970, 1, 1)).days


def as_day(moment: date) -> date:
    """Return the day of a date or a moment; `ValueError` for what is neither."""
    if isinstance(moment, datetime):
        return moment.date()
    if isinstance(moment, date):
        return moment
    raise ValueError(f"A date is expected, not {type(moment).__name__} {moment!r}.")


def same_kind(table: Any, frame: nw.LazyFrame[Any]) -> Any:
    """Return what was computed as the kind of table that came in; what came lazily is left uncomputed."""
    if isinstance(nw.from_native(table), nw.LazyFrame):
        return frame.to_native()
    made = frame.collect()
    if made.implementation.is_pandas_like():
        # Days are timestamps there: a column of Arrow dates can hardly be compared with anything.
        made = made.with_columns(nw.selectors.by_dtype(nw.Date).cast(nw.Datetime("us")))
    return made.to_native()


def beside(table: Any, ids: ArrayLike, /, **columns: ArrayLike) -> Any:
    """Return `customer_id` (the `ids`) and new columns as the kind of table that came in; NaN and NaT become null.

    On DuckDB it is a relation of the same connection, so that it can be joined with `table`.
    """
    made = pa.table({name: pa.array(np.asarray(each), from_pandas=True) for name, each in _named(ids, columns)})
    kind = nw.from_native(table).implementation
    if kind.is_duckdb():
        return _relation(table, made)
    if kind.is_pyspark():
        return table.sparkSession.createDataFrame(made)
    if not (kind.is_pandas_like() or kind.is_polars() or kind.is_pyarrow()):
        raise BadTable(f"{ENGINES} is expected, not {kind}.")
    return same_kind(table, nw.from_arrow(made, backend=kind).lazy())


def settled(table: Any, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return the frame computed once, for those who look at it several times, on the engine of `table`."""
    made: nw.LazyFrame[Any]
    if frame.implementation.is_duckdb():
        made = nw.from_native(_relation(table, frame.collect("pyarrow").to_native()))
    elif frame.implementation.is_pyspark():
        made = nw.from_native(frame.to_native().cache())
    else:
        made = frame.collect().lazy()
    return made


def _relation(table: Any, made: pa.Table) -> Any:  # noqa: ARG001 - the query finds it by its name
    """Return an Arrow table as a relation of the same connection.

    Its alias is new because DuckDB joins no two relations of one name.
    """
    return table.query("the_table", "SELECT * FROM made").set_alias(f"made_{token_hex(8)}")


def _named(ids: ArrayLike, columns: Mapping[str, ArrayLike]) -> list[tuple[str, ArrayLike]]:
    return [("customer_id", ids), *columns.items()]
