"""What segments earn: revenue, margin, and what it costs to win and to serve the customers in them."""

from typing import Any

import narwhals as nw

from klientela.measures.errors import BadTable
from klientela.measures.frames import checked, same_kind

COSTS = ("acquisition_cost", "service_cost")
NUMBERS = ("buyers", "revenue", "margin", "without_margin", "discount", *COSTS)


def segment_profit(orders: Any, segments: Any) -> Any:
    """Return what each segment earns, as the kind of table that `orders` is.

    `orders` holds lines, `customer_id`, `amount`, `margin` (money) and, where there is one, `discount` (money given
    away); `segments` holds `customer_id`, `segment` and, where they are known, `acquisition_cost` and `service_cost` of
    the customer; both are of one kind. Who is in two segments counts in both; who is in none makes the segment null.

    The result holds `segment`, `customers`, `buyers`, `revenue`, `margin` as far as it is known, `without_margin` (the
    revenue whose margin is not), `discount`, the two costs, and `profit` = margin - costs. What is not in the tables is
    not in the result either. The discount is shown, not subtracted: amounts and margins are what was left after it.
    Lines without a customer or a finite amount are left out; an unknown discount or cost counts nothing.

    `BadTable` for missing columns and for tables of two kinds.

    >>> import polars
    >>> orders = polars.DataFrame({"customer_id": [*"aab"], "amount": [10.0, 30.0, 100.0], "margin": [4.0, 6.0, 20.0]})
    >>> segments = polars.DataFrame({"customer_id": [*"ab"], "segment": ["shop", "state"], "service_cost": [3.0, 25.0]})
    >>> segment_profit(orders, segments).sort("segment").select("segment", "revenue", "margin", "profit").rows()
    [('shop', 40.0, 10.0, 7.0), ('state', 100.0, 20.0, -5.0)]
    """
    bought, placed = _bought(orders), _placed(segments)
    _refuse_two_kinds(bought, placed)
    met = placed.join(bought, on="customer_id", how="full")
    numbers = [name for name in NUMBERS if name in met.collect_schema()]
    known = met.with_columns(*(nw.col(name).fill_null(0) for name in numbers))
    summed = known.group_by("segment").agg(nw.len().alias("customers"), *(nw.col(name).sum() for name in numbers))
    profit = nw.col("margin")
    for name in COSTS:
        profit = profit - nw.col(name) if name in numbers else profit
    counts = (nw.col(name).cast(nw.Int64) for name in ("customers", "buyers"))
    return same_kind(orders, summed.select("segment", *counts, *numbers[1:], profit.alias("profit")))


def _bought(orders: Any) -> nw.LazyFrame[Any]:
    """Return what each customer bought."""
    lines = checked(orders, {"discount": "number"}, customer_id="id", amount="number", margin="number")
    lines = lines.filter(~nw.col("customer_id").is_null() & nw.col("amount").is_finite())
    known, amount = nw.col("margin").is_finite(), nw.col("amount")
    given = [name for name in ("discount",) if name in lines.collect_schema()]
    priced = lines.select(
        "customer_id",
        nw.lit(1).alias("buyers"),
        amount.alias("revenue"),
        nw.when(known).then(nw.col("margin")).otherwise(nw.lit(0.0)).alias("margin"),
        nw.when(known).then(nw.lit(0.0)).otherwise(amount).alias("without_margin"),
        *(_or_nothing(name) for name in given),
    )
    sums = (nw.col(name).sum() for name in ("revenue", "margin", "without_margin", *given))
    return priced.group_by("customer_id").agg(nw.col("buyers").max(), *sums)


def _placed(segments: Any) -> nw.LazyFrame[Any]:
    """Return a row for each customer and segment, with the costs."""
    rows = checked(segments, dict.fromkeys(COSTS, "number"), customer_id="id", segment="id")
    given = [name for name in COSTS if name in rows.collect_schema()]
    known = rows.filter(~nw.col("customer_id").is_null())
    known = known.select("customer_id", "segment", *(_or_nothing(name) for name in given))
    return known.group_by("customer_id", "segment").agg(*(nw.col(name).sum() for name in given))


def _or_nothing(name: str) -> nw.Expr:
    return nw.when(nw.col(name).is_finite()).then(nw.col(name)).otherwise(nw.lit(0.0)).alias(name)


def _refuse_two_kinds(bought: nw.LazyFrame[Any], placed: nw.LazyFrame[Any]) -> None:
    if bought.implementation != placed.implementation:
        kinds = f"{bought.implementation.value} and {placed.implementation.value}"
        raise BadTable(f"Orders and segments are expected in tables of one kind, not in {kinds}.")
    one, other = (frame.collect_schema()["customer_id"] for frame in (bought, placed))
    if one != other and not (one.is_integer() and other.is_integer()):
        raise BadTable(f"customer_id is {one} in the orders and {other} in the segments; the same is expected.")
