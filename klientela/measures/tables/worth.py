"""What customers have brought, and what the plain formula says they will bring, for bases too small for a model."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import narwhals as nw

from klientela.measures.errors import Declined
from klientela.measures.frames import as_day, checked, days_since_epoch, epoch_day, same_kind, settled
from klientela.measures.tables.lines import net_days, order_lines

YEAR = 365.25
# What is added to the history of everybody: so many orders and years of an average customer.
MEAN_ORDERS, MEAN_YEARS = 3.0, 1.0
# Fewer customers of the year before last do not say how many of them stay, and nobody foresees more years.
FEWEST_TO_STAY, MOST_YEARS = 30, 10.0


def historic_value(orders: Any, *, as_of: date) -> Any:
    """Return what each customer has brought by `as_of`, as the kind of table that came in.

    `orders` holds `customer_id`, `ordered_on`, `amount` and, where there are such, `order_id` and `margin` (money).
    The result holds `customer_id`, `purchases` (days with a purchase, see `purchases`), `total` and `last_year` (of 365
    days): all amounts, credit notes of whatever kind taken off; `first_on` and `last_on`, null without a purchase.
    With a margin: `margin`, as far as it is known, and `without_margin`, the part of `total` whose margin is not.

    >>> import polars
    >>> days, amounts = [date(2023, 1, 1), date(2024, 3, 1), date(2024, 3, 9)], [100.0, 60.0, -10.0]
    >>> orders = polars.DataFrame({"customer_id": 7, "ordered_on": days, "amount": amounts})
    >>> historic_value(orders, as_of=date(2024, 3, 31)).select("purchases", "total", "last_year").rows()
    [(2, 150.0, 50.0)]
    """
    return same_kind(orders, _history(order_lines(orders, margin=True), as_day(as_of)).drop("stayed", "could_stay"))


def _history(lines: nw.LazyFrame[Any], until: date) -> nw.LazyFrame[Any]:
    """Return a row for each customer; `could_stay` bought in the year before last, `stayed` in both."""
    day, amount, bought = nw.col("ordered_on"), nw.col("amount"), nw.col("amount") > 0
    lately, earlier = (day > nw.lit(until - timedelta(days=days)) for days in (365, 730))
    days = net_days(lines, until=until).with_columns(
        nw.when(bought).then(day).alias("bought_on"),
        _one_where(bought).alias("purchases"),
        _one_where(bought & lately).alias("stayed"),
        _one_where(bought & earlier & ~lately).alias("could_stay"),
        nw.when(lately).then(amount).otherwise(nw.lit(0.0)).alias("last_year"),
    )
    margins = [name for name in ("margin", "without_margin") if name in days.collect_schema()]
    customers = days.group_by("customer_id").agg(
        nw.col("purchases").sum(),
        amount.sum().alias("total"),
        *(nw.col(name).sum() for name in ("last_year", *margins)),
        nw.col("bought_on").min().alias("first_on"),
        nw.col("bought_on").max().alias("last_on"),
        *(nw.col(name).max() for name in ("stayed", "could_stay")),
    )
    return customers.with_columns(nw.col("purchases").cast(nw.Int64), nw.col("stayed") * nw.col("could_stay"))


def _one_where(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def plain_value(orders: Any, *, as_of: date, margin: float | None = None, years: float | None = None) -> Any:
    """Return what each customer will bring: average order × orders a year × margin × expected years.

    `orders` as for `historic_value`. `margin` is the share of an amount that is earned; without it the column `margin`
    says it for each customer. Without `years` they follow from how many of the customers of the year before last
    bought in the last year too: 1 / (1 - share), at most 10 (Gupta and Lehmann 2003, "Customers as assets").

    Who has little history is drawn toward the mean of all. To their own orders three are added, of the mean size and
    margin; to their own years one, with as many orders as all customers have in a customer's year:

        average order = (total + 3 × mean order) / (purchases + 3), mean order = mean of the customers' own averages
        orders a year = (purchases - 1 + orders in a year of all) / (years since the first + 1)
        margin        = (margin + 3 × mean order × margin of all) / (total with a margin + 3 × mean order)

    The result holds `customer_id`, these three as `average_order`, `orders_a_year`, `margin`, then `years`, and their
    product `value`; no discount. Customers without a purchase are not in it.

    `Declined`: `value.nobody`, `value.no_time` (all bought today), `value.no_amount` (all was credited),
    `value.no_margin`, `value.no_years` (fewer than 30 customers in the year before last). `BadTable`; `ValueError` for
    a margin beyond 0 to 1 or years below zero.

    >>> import polars
    >>> days = [date(2023, 1, 1), date(2023, 7, 1), date(2024, 1, 1)]
    >>> orders = polars.DataFrame({"customer_id": [*"aab"], "ordered_on": days, "amount": [80.0, 120.0, 200.0]})
    >>> plain_value(orders, as_of=date(2025, 1, 1), margin=0.5, years=4).with_columns(
    ...     polars.col("orders_a_year").round(4), polars.col("value").round(2)).sort("customer_id").rows()
    [('a', 130.0, 0.4441, 0.5, 4.0, 115.47), ('b', 162.5, 0.1663, 0.5, 4.0, 54.05)]
    """
    until = as_day(as_of)
    _refuse_odd(margin, years)
    if margin is None:
        checked(orders, margin="number")
    history = _history(order_lines(orders, margin=margin is None), until).filter(nw.col("purchases") > 0)
    own = settled(orders, _own(history, until, margin))
    means = _means(own, until)
    return same_kind(orders, _valued(own, means, means.years if years is None else years))


def _refuse_odd(margin: float | None, years: float | None) -> None:
    if margin is not None and not 0 <= margin <= 1:
        raise ValueError(f"The margin is a share from 0 to 1, not {margin}.")
    if years is not None and not 0 <= years < float("inf"):
        raise ValueError(f"The expected years are a number from 0 on, not {years}.")


def _own(history: nw.LazyFrame[Any], until: date, margin: float | None) -> nw.LazyFrame[Any]:
    """Return what each customer's own history says; `priced` is the amount whose margin is known."""
    total = nw.col("total")
    earned = nw.col("margin") if margin is None else total * margin
    priced = total - nw.col("without_margin") if margin is None else total
    return history.select(
        "customer_id",
        "purchases",
        "total",
        ((days_since_epoch(until) - epoch_day("first_on")) / YEAR).alias("age"),
        earned.alias("earned"),
        priced.alias("priced"),
        "stayed",
        "could_stay",
    )


@dataclass(frozen=True, slots=True)
class _Means:
    """What all customers say together; `stayed` of `could_stay` customers bought again within a year."""

    order: float
    orders_a_year: float
    margin: float
    stayed: int
    could_stay: int

    @property
    def years(self) -> float:
        if self.could_stay < FEWEST_TO_STAY:
            sentence = (
                "Only %(customers)d customers bought in the year before last, %(needed)d are needed to say how long "
                "customers stay. Say how many years are expected."
            )
            raise Declined("value.no_years", sentence, customers=self.could_stay, needed=FEWEST_TO_STAY)
        lost = self.could_stay - self.stayed
        return min(self.could_stay / lost, MOST_YEARS) if lost else MOST_YEARS


def _means(own: nw.LazyFrame[Any], until: date) -> _Means:
    sums = ("purchases", "age", "earned", "priced", "stayed", "could_stay")
    average = (nw.col("total") / nw.col("purchases")).mean().alias("order")
    # As floats: DuckDB sums whole numbers up to decimals.
    floats = (nw.col(name).sum().cast(nw.Float64) for name in sums)
    summed = own.select(nw.len().alias("customers"), average, *floats).collect()
    found = summed.rows(named=True)[0]
    _decline(found, until)
    return _Means(
        order=found["order"],
        orders_a_year=(found["purchases"] - found["customers"]) / found["age"],
        margin=found["earned"] / found["priced"],
        stayed=int(found["stayed"]),
        could_stay=int(found["could_stay"]),
    )


def _decline(found: dict[str, Any], until: date) -> None:
    said = {"customers": found["customers"], "as_of": until.isoformat()}
    if not found["customers"]:
        raise Declined("value.nobody", "Nobody has bought by %(as_of)s.", **said)
    if not found["age"]:
        sentence = "All %(customers)d customers bought first on %(as_of)s: nothing says how often they will."
        raise Declined("value.no_time", sentence, **said)
    if found["order"] <= 0:
        sentence = "Credit notes leave nothing of what %(customers)d customers bought by %(as_of)s."
        raise Declined("value.no_amount", sentence, **said)
    if found["priced"] <= 0:
        raise Declined("value.no_margin", "Of what %(customers)d customers bought no margin is known.", **said)


def _valued(own: nw.LazyFrame[Any], means: _Means, years: float) -> nw.LazyFrame[Any]:
    purchases, priced, lent = nw.col("purchases"), nw.col("priced"), MEAN_ORDERS * means.order
    margin = nw.when(priced > 0).then((nw.col("earned") + lent * means.margin) / (priced + lent))
    found = own.select(
        "customer_id",
        ((nw.col("total") + lent) / (purchases + MEAN_ORDERS)).alias("average_order"),
        ((purchases - 1 + MEAN_YEARS * means.orders_a_year) / (nw.col("age") + MEAN_YEARS)).alias("orders_a_year"),
        margin.otherwise(nw.lit(means.margin)).alias("margin"),
        nw.lit(float(years)).alias("years"),
    )
    value = nw.col("average_order") * nw.col("orders_a_year") * nw.col("margin") * nw.col("years")
    return found.with_columns(value.alias("value"))
