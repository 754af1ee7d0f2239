"""What is bought together: arithmetic by hand, Fisher's test beside scipy's, the same answers from every engine."""

import random as randomness

import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from klientela.measures.errors import BadTable
from klientela.measures.tables import affinity as module
from klientela.measures.tables.affinity import affinity
from tests.measures.engines import every_engine, rows

# Ten baskets: bread in six, butter in five, both in five; jam in five, in three of them with bread, two with butter.
BASKETS = {
    1: "bread butter",
    2: "bread butter jam",
    3: "bread butter jam",
    4: "bread butter",
    5: "bread butter",
    6: "bread jam",
    7: "jam",
    8: "jam milk",
    9: "milk",
    10: "milk tea",
}
LINES = {
    "customer_id": [who for who, items in BASKETS.items() for _ in items.split()],
    "product_id": [item for items in BASKETS.values() for item in items.split()],
}
BOUGHT = st.lists(st.tuples(st.integers(1, 12), st.sampled_from("ABCDE")), max_size=60)


def table(bought) -> polars.DataFrame:
    columns = {"customer_id": polars.Int64, "product_id": polars.String}
    return polars.DataFrame(bought, schema=columns, orient="row")


@every_engine
def test_pairs_beyond_chance_with_their_figures(frame):
    # Bread and butter: 5 of 10, by chance 6 × 5 / 10 = 3. Fisher: all five butters among the six breads, C(6, 5) of
    # C(10, 5) ways, 6 / 252. Bread and jam are together 3 times, by chance 6 × 5 / 10 = 3: not beyond it.
    lines = frame(LINES)
    found = affinity(lines, min_support=2)
    assert type(found.pairs) is type(lines)
    assert (found.baskets, found.items, found.warnings) == (10, 4, ())
    assert rows(found.pairs, by="item") == [
        {
            "item": "bread",
            "other": "butter",
            "together": 5,
            "support": 0.5,
            "confidence": pytest.approx(5 / 6),
            "confidence_back": 1.0,
            "lift": pytest.approx(5 / 3),
            "beyond_chance": pytest.approx(2.0),
            "p_value": pytest.approx(6 / 252),
            # Four items make six pairs.
            "q_value": pytest.approx(6 * 6 / 252),
        }
    ]


@every_engine
def test_baskets_may_be_orders_and_items_groups(frame):
    lines = frame({"order_id": [7, 7, 8, 8, 9], "group": [1, 2, 1, 2, 3], "amount": [1.0, 2.0, 3.0, 4.0, 5.0]})
    (pair,) = rows(affinity(lines, item="group", basket="order_id", min_support=2).pairs, by="item")
    assert (pair["item"], pair["other"], pair["together"], pair["lift"]) == (1, 2, 2, 1.5)


def test_samples_and_returns_are_no_purchases():
    lines = table([(who, item) for who in range(6) for item in "AB"]).with_columns(amount=polars.lit(1.0))
    free = table([(who, "C") for who in range(6)]).with_columns(amount=polars.lit(0.0))
    assert affinity(polars.concat([lines, free])).items == 2


@every_engine
def test_large_baskets_are_left_out_and_counted(frame):
    lines = [(who, item) for who in range(8) for item in ("AB" if who < 5 else "C")] + [(99, each) for each in "ABCDEF"]
    found = affinity(
        frame({"customer_id": [w for w, _ in lines], "product_id": [i for _, i in lines]}), largest_basket=5
    )
    assert [(row["item"], row["together"]) for row in rows(found.pairs, by="item")] == [("A", 5)]
    assert (found.baskets, [str(each) for each in found.warnings]) == (
        8,
        ["1 of 9 baskets hold more than 5 different items." + module.LARGE_BASKETS.partition("items.")[2]],
    )


def test_only_the_first_pairs_are_given_and_the_others_counted():
    # Ten pairs of their own with 6 to 15 baskets each: the largest exceed chance most.
    lines = [(f"{pair}-{k}", f"{item}{pair}") for pair in range(10) for k in range(6 + pair) for item in "ab"]
    found = affinity(polars.DataFrame(lines, schema=["customer_id", "product_id"], orient="row"), top=3)
    assert found.pairs["item"].to_list() == ["a9", "a8", "a7"]
    assert [each.params for each in found.warnings] == [{"found": 10, "shown": 3}]


@every_engine
def test_where_nothing_is_bought_often_there_are_no_pairs(frame):
    found = affinity(frame({"customer_id": [1, 1, 2], "product_id": ["A", "B", "A"]}))
    assert (rows(found.pairs, by="item"), found.baskets, found.items) == ([], 2, 0)


@pytest.mark.parametrize("bought", [[], [(None, "A")], [(1, None)], [(1, "A")], [(1, "A")] * 5_000])
def test_odd_lines_have_no_pairs(bought):
    assert affinity(table(bought), min_support=1).pairs.height == 0


def test_purchases_at_random_have_no_significant_pairs():
    chance = randomness.Random(3)
    bought = [(who, f"item {k}") for who in range(400) for k in range(40) if chance.random() < 0.2]
    found = affinity(table(bought)).pairs
    assert found.height > 100
    assert found["p_value"].min() < 0.05
    assert found["q_value"].min() > 0.05


@settings(max_examples=12)
@given(BOUGHT)
def test_figures_are_what_counting_says(bought):
    held = {who: {item for each, item in bought if each == who} for who, _ in bought}
    found = {(row["item"], row["other"]): row for row in rows(affinity(table(bought), min_support=1).pairs, by="item")}
    for (one, other), row in found.items():
        both, a, b = (sum(want <= items for items in held.values()) for want in ({one, other}, {one}, {other}))
        counts = [[both, a - both], [b - both, len(held) - a - b + both]]
        assert (row["together"], row["lift"]) == (both, pytest.approx(both * len(held) / (a * b)))
        assert row["p_value"] == pytest.approx(fisher_exact(counts, alternative="greater").pvalue)
        assert row["p_value"] <= row["q_value"] + 1e-12


@settings(max_examples=12)
@given(BOUGHT, st.randoms())
def test_neither_the_order_of_lines_nor_split_lines_matter(bought, random):
    twice = [*bought, *bought]
    random.shuffle(twice)
    before, after = (affinity(table(each), min_support=2) for each in (bought, twice))
    assert after.pairs.rows() == before.pairs.rows()


def test_rates_of_false_finds_are_those_of_benjamini_and_hochberg():
    # .01 × 5 / 1 = .05; .02 × 5 / 2 = .05; .03 × 5 / 3 = .05; .8 × 5 / 4 = 1. Five comparisons, one of them not given.
    p = module.np.array([0.03, 0.01, 0.8, 0.02])
    assert list(module._corrected(p, 5)) == [pytest.approx(0.05), pytest.approx(0.05), 1.0, pytest.approx(0.05)]


def test_two_paper_chains_are_bought_together_before_christmas(data_dir):
    # Counted apart with DuckDB: of 2,651 orders of November 2011 with at most 200 products 337 held a paper chain kit
    # (22086), 228 the vintage one (22910), 151 both; by chance 337 × 228 / 2,651 = 28.98.
    path = data_dir / "online_retail_ii" / "online_retail_ii.parquet"
    november = polars.scan_parquet(path).filter(
        polars.col("invoice_date").dt.strftime("%Y-%m") == "2011-11",
        polars.col("customer_id").is_not_null(),
        polars.col("quantity") > 0,
        polars.col("price") > 0,
    )
    found = affinity(november, item="stock_code", basket="invoice", min_support=50)
    pair = next(row for row in rows(found.pairs, by="item") if row["item"] == "22086")
    assert (found.baskets, pair["other"], pair["together"]) == (2_651, "22910", 151)
    assert (pair["confidence"], pair["confidence_back"]) == (pytest.approx(151 / 337), pytest.approx(151 / 228))
    assert pair["beyond_chance"] == pytest.approx(151 - 337 * 228 / 2_651)
    assert pair["q_value"] < 1e-80


def test_lines_without_products_are_refused():
    with pytest.raises(BadTable, match="no column product_id"):
        affinity(table([]).drop("product_id"))
