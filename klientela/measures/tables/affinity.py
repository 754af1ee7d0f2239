"""What is bought together: which pairs of items, how much more often than by chance, and whether that may be chance."""

from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
from narwhals.typing import IntoFrame
from numpy.typing import NDArray
from scipy.special import gammaln

from klientela.measures.cautions import Caution
from klientela.measures.frames import Kind, checked
from klientela.measures.tables.answers import answer

Floats = NDArray[np.float64]

# A pair of fewer baskets is an anecdote.
LEAST_SUPPORT = 5
# The pairs of a basket grow with its square, and who buys everything says nothing of what goes with what.
LARGEST_BASKET = 200
SHOWN = 1_000

LARGE_BASKETS = (
    "%(left_out)d of %(baskets)d baskets hold more than %(largest)d different items. They are left out of all figures: "
    "they hold nearly everything and say little about what goes with what."
)
MORE_PAIRS = "%(found)d pairs are bought together more often than by chance; the first %(shown)d are given."


@dataclass(frozen=True, slots=True)
class Affinity:
    """`pairs` is a table like the lines in kind, the pair that most exceeds chance first, each pair once:

    `item`, `other`, `together` (baskets with both), `support` (their share of all baskets), `confidence` (of the
    baskets with `item`, the share that also hold `other`), `confidence_back` (the other way round), `lift` (how many
    times as often as if they had nothing to do with each other), `beyond_chance` (by how many baskets more),
    `p_value`, and `q_value`, the same after so many comparisons.
    `baskets` and `items` are how many were compared, `warnings` what must be said with the table.
    """

    pairs: Any
    baskets: int
    items: int
    warnings: tuple[Caution, ...]


def affinity(
    lines: IntoFrame,
    *,
    item: str = "product_id",
    basket: str = "customer_id",
    min_support: int = LEAST_SUPPORT,
    top: int = SHOWN,
    largest_basket: int = LARGEST_BASKET,
) -> Affinity:
    """Return the pairs of items that are in one basket more often than by chance, at most `top` of them.

    A basket is whatever `basket` names: all that a customer ever bought, or one order. With n baskets of which a hold
    the one, b the other and c both: support c / n, confidence c / a, lift c n / (a b), beyond chance c − a b / n.
    Pairs and items with fewer than `min_support` baskets are not looked at; nor are baskets with more than
    `largest_basket` items, and a warning says how many. Lines with an `amount` of zero or less are no purchases.

    `p_value` is Fisher's exact test, one-sided: how likely c or more are if items fall into baskets at random.
    `q_value` is corrected for all pairs of items looked at (Benjamini and Hochberg 1995, those that are not given
    counted with p = 1): of the pairs with q ≤ 0.05 about one in twenty is chance.

    >>> import polars
    >>> both = {"customer_id": [1, 1, 2, 2, 3, 3, 4, 5, 6, 6], "product_id": list("ABABABCCAC")}
    >>> found = affinity(polars.DataFrame(both), min_support=3)
    >>> found.baskets, found.pairs.select("item", "other", "together", "confidence", "lift").rows()
    (6, [('A', 'B', 3, 0.75, 1.5)])
    """
    bought = _bought(lines, item, basket)
    sizes = bought.group_by("basket").agg(nw.len().alias("size"))
    counts = sizes.group_by("size").agg(nw.len().alias("baskets")).collect()
    size, number = counts["size"].to_numpy(), counts["baskets"].to_numpy()
    baskets = int(number[size <= largest_basket].sum())
    small = sizes.filter(nw.col("size") <= largest_basket).select("basket")
    held, items = _often(bought.join(small, on="basket"), min_support)
    pairs = _beyond_chance(held, baskets, min_support)
    table, found = _measured(lines, pairs, baskets, items, top)
    left_out = int(number.sum()) - baskets
    figures = {"left_out": left_out, "baskets": baskets + left_out, "largest": largest_basket}
    warnings = [Caution("affinity.large_baskets", LARGE_BASKETS, figures)] if left_out else []
    if found > top:
        warnings.append(Caution("affinity.more_pairs", MORE_PAIRS, {"found": found, "shown": top}))
    return Affinity(table, baskets, items, tuple(warnings))


def _bought(lines: Any, item: str, basket: str) -> nw.LazyFrame[Any]:
    """Return each item of each basket once."""
    kinds: dict[str, Kind] = {item: "id", basket: "id"}
    known = checked(lines, {"amount": "number"}, **kinds)
    if "amount" in known.collect_schema():
        known = known.filter(nw.col("amount") > 0)
    named = known.select(nw.col(basket).alias("basket"), nw.col(item).alias("item"))
    return named.filter(~nw.col("basket").is_null() & ~nw.col("item").is_null()).unique(["basket", "item"])


def _often(bought: nw.LazyFrame[Any], min_support: int) -> tuple[nw.LazyFrame[Any], int]:
    """Return `basket, item, count` of the items in enough baskets, and how many such items there are."""
    counts = bought.group_by("item").agg(nw.len().alias("count")).filter(nw.col("count") >= min_support)
    return bought.join(counts, on="item"), int(counts.select(nw.len()).collect().item())


def _beyond_chance(held: nw.LazyFrame[Any], baskets: int, min_support: int) -> nw.DataFrame[Any]:
    """Return `item, other, count, count_other, together` of the pairs that are together more often than by chance."""
    others = held.select("basket", nw.col("item").alias("other"), nw.col("count").alias("count_other"))
    pairs = (
        held.join(others, on="basket")
        .filter(nw.col("item") < nw.col("other"))
        .group_by("item", "other", "count", "count_other")
        .agg(nw.len().alias("together"))
        .filter(nw.col("together") >= min_support)
    )
    # As floats: the product of three counts of a large base does not fit into a whole number.
    together, expected = nw.col("together").cast(nw.Float64), nw.col("count").cast(nw.Float64) * nw.col("count_other")
    return pairs.filter(together * baskets > expected).collect()


def _measured(lines: Any, pairs: nw.DataFrame[Any], baskets: int, items: int, top: int) -> tuple[Any, int]:
    """Return the table of the first `top` pairs, and how many there are."""
    first, second = pairs["item"].to_numpy(), pairs["other"].to_numpy()
    a, b, c = (pairs[name].to_numpy().astype(np.float64) for name in ("count", "count_other", "together"))
    beyond = c - a * b / max(baskets, 1)
    p = _tail(a, b, c, baskets)
    q = _corrected(p, items * (items - 1) // 2)
    shown = _first(beyond, first, second, top)
    a, b, c = a[shown], b[shown], c[shown]
    table = answer(
        lines,
        item=first[shown],
        other=second[shown],
        together=c.astype(np.int64),
        support=c / max(baskets, 1),
        confidence=c / a,
        confidence_back=c / b,
        lift=c * baskets / (a * b),
        beyond_chance=beyond[shown],
        p_value=p[shown],
        q_value=q[shown],
    )
    return table, len(p)


def _first(beyond: Floats, first: NDArray[Any], second: NDArray[Any], top: int) -> NDArray[np.int64]:
    """Return the places of the `top` pairs, ties by name, so that lines in another order give the same table."""
    beyond = np.round(beyond, 9)
    least = np.partition(beyond, -top)[-top] if top < len(beyond) else 0.0
    places = np.flatnonzero(beyond >= least)
    return places[np.lexsort((second[places], first[places], -beyond[places]))][:top]


def _tail(a: Floats, b: Floats, c: Floats, n: int) -> Floats:
    """Return P(X ≥ c) of the hypergeometric distribution, for c above its mean.

    Above the mean the terms only fall: the first by logarithms of factorials, the rest by their ratios.
    """
    log_first = _log_choose(a, c) + _log_choose(n - a, b - c) - _log_choose(np.full_like(a, n), b)
    total, term, at = np.ones_like(c), np.ones_like(c), c.copy()
    while (term > 1e-16 * total).any():
        term = term * (a - at) * (b - at) / ((at + 1) * (n - a - b + at + 1))
        total, at = total + term, at + 1
        term = np.where(at >= np.minimum(a, b), 0.0, term)
    return np.minimum(np.exp(log_first) * total, 1.0)


def _log_choose(n: Floats, k: Floats) -> Floats:
    chosen: Floats = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return chosen


def _corrected(p: Floats, comparisons: int) -> Floats:
    """Return Benjamini and Hochberg's q: the least rate of false finds at which each would be one."""
    order = np.argsort(p)
    rate = p[order] * comparisons / np.arange(1, len(p) + 1)
    q = np.empty_like(p)
    q[order] = np.minimum(np.minimum.accumulate(rate[::-1])[::-1], 1.0)
    return q
