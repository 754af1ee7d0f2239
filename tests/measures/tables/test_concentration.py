"""ABC and concentration: arithmetic by hand, the same answers from every engine, and what must not matter."""

import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klientela.measures.errors import BadTable, Declined
from klientela.measures.tables import concentration as module
from klientela.measures.tables.concentration import First, abc, concentration
from tests.measures.engines import every_engine, rows

# Of 200: 80 + 60 + 20 = 160 are 80 %, + 15 + 15 = 190 are 95 %, + 10 = all. Nobody bought, one sent back, one unknown.
TOTALS = {
    "customer_id": ["a", "b", "c", "d", "e", "f", "g", "h", "i"],
    "total": [80.0, 60.0, 20.0, 15.0, 15.0, 10.0, 0.0, -40.0, None],
}
AMOUNTS = st.lists(st.integers(-1_000, 100_000).map(lambda cents: cents / 100), min_size=1, max_size=40)
# Each example is a table of its own, and costs ten milliseconds or more.
few = settings(max_examples=12)


def classes(amounts: list[float]) -> dict[int, str]:
    found = abc(polars.DataFrame({"customer_id": range(len(amounts)), "total": [float(each) for each in amounts]}))
    return dict(found.select("customer_id", "abc").rows())


def concentrated(amounts: list[float]) -> module.Concentration:
    return concentration(polars.DataFrame({"customer_id": range(len(amounts)), "total": amounts}))


@every_engine
def test_classes_follow_the_share_of_those_who_have_more(frame):
    # Above a stand 0 %, above b 40, above c 70, above d and e 80, above f 95.
    table = frame(TOTALS)
    found = abc(table)
    assert type(found) is type(table)
    assert [(row["customer_id"], row["share"], row["abc"]) for row in rows(found)] == [
        ("a", 0.4, "A"),
        ("b", 0.3, "A"),
        ("c", 0.1, "A"),
        ("d", 0.075, "B"),
        ("e", 0.075, "B"),
        ("f", 0.05, "C"),
        ("g", 0.0, "C"),
        ("h", 0.0, "C"),
        ("i", None, None),
    ]


@every_engine
def test_several_rows_of_a_customer_are_added_up_and_rows_of_nobody_left_out(frame):
    lines = {"customer_id": [1, 2, 1, None], "margin": [3.0, 5.0, 4.0, 100.0]}
    assert [(row["margin"], row["abc"]) for row in rows(abc(frame(lines), by="margin"))] == [(7.0, "A"), (5.0, "A")]


def test_one_who_has_nearly_everything_is_a_and_no_c():
    assert classes([90.0, 5.0, 5.0]) == {0: "A", 1: "B", 2: "B"}


def test_ties_at_a_limit_fall_together():
    # Above each of the five stand 0 %: all are A, although four of them would do for 80 %.
    assert set(classes([10.0] * 5).values()) == {"A"}


def test_cents_that_add_up_in_another_order_are_equal():
    # 0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1 in floating point; each stands below 8 of 9.2, 87 %: both B.
    table = polars.DataFrame({"customer_id": [1, 1, 1, 2, 2, 2, 3], "total": [0.1, 0.2, 0.3, 0.3, 0.2, 0.1, 8.0]})
    assert [row["abc"] for row in rows(abc(table))] == ["B", "B", "A"]


def test_other_limits_make_other_classes():
    table = polars.DataFrame({"customer_id": [1, 2, 3], "total": [50.0, 30.0, 20.0]})
    assert [row["abc"] for row in rows(abc(table, limits=(0.5, 0.8)))] == ["A", "B", "C"]


@pytest.mark.parametrize("limits", [(0.95, 0.8), (0, 0.5), (0.5, 1.1)])
def test_limits_that_do_not_rise_are_refused(limits):
    with pytest.raises(ValueError, match="two rising shares"):
        abc(polars.DataFrame({"customer_id": [1], "total": [1.0]}), limits=limits)


@every_engine
def test_where_nobody_bought_everybody_is_c(frame):
    assert [row["abc"] for row in rows(abc(frame({"customer_id": [1, 2], "total": [0.0, -1.0]})))] == ["C", "C"]


@few
@given(AMOUNTS, st.randoms())
def test_the_order_of_rows_does_not_matter_for_classes(amounts, random):
    rows_of = list(enumerate(amounts))
    random.shuffle(rows_of)
    table = polars.DataFrame({"customer_id": [i for i, _ in rows_of], "total": [float(each) for _, each in rows_of]})
    assert dict(abc(table).select("customer_id", "abc").rows()) == classes(amounts)


@few
@given(AMOUNTS)
def test_equal_amounts_get_equal_classes_and_more_never_gets_worse(amounts):
    found = classes(amounts)
    ranked = sorted((-amount, found[i]) for i, amount in enumerate(amounts))
    assert [letter for _, letter in ranked] == sorted(letter for _, letter in ranked)
    assert len(dict(ranked)) == len(set(ranked))


@few
@given(AMOUNTS, st.sampled_from([0.01, 3.7, 1e6]))
def test_the_currency_does_not_matter_for_classes(amounts, rate):
    assert classes([each * rate for each in amounts]) == classes(amounts)


@few
@given(AMOUNTS, st.integers(1, 20))
def test_customers_who_never_buy_change_no_class(amounts, idle):
    found = classes([*amounts, *[0.0] * idle])
    assert {i: found[i] for i in range(len(amounts))} == classes(amounts)


@every_engine
def test_the_first_hold_what_their_shares_add_up_to(frame):
    # Ten customers with 100 together: 40, 20, 10, 10, 5, 5, 4, 3, 2, 1.
    table = frame({"customer_id": range(1, 11), "total": [40.0, 20.0, 10.0, 10.0, 5.0, 5.0, 4.0, 3.0, 2.0, 1.0]})
    found = concentration(table)
    assert (found.customers, found.without, found.total) == (10, 0, 100.0)
    assert found.percents[20] == First(2, 0.2, pytest.approx(0.6))
    assert found.percents[1] == First(1, 0.1, pytest.approx(0.4))
    assert found.counts[3] == First(3, 0.3, pytest.approx(0.7))
    # Squares: 1600 + 400 + 100 + 100 + 25 + 25 + 16 + 9 + 4 + 1 = 2280 of 10,000.
    assert found.hhi == pytest.approx(0.228)
    # Held: .4 .6 .7 .8 .85 .9 .94 .97 .99 1; twice their sum 16.3, less the last 1, is 15.3; / 10 − 1 = .53.
    assert found.gini == pytest.approx(0.53)
    assert found.curve[:3] == ((0.0, 0.0), (0.1, pytest.approx(0.4)), (0.2, pytest.approx(0.6)))


def test_equal_customers_are_not_concentrated_at_all():
    found = concentrated([7.0] * 40)
    assert found.gini == pytest.approx(0, abs=1e-12)
    assert 1 / found.hhi == pytest.approx(40)
    assert found.percents[5] == First(2, 0.05, pytest.approx(0.05))


def test_one_customer_is_everything():
    assert concentrated([5.0]) == module.Concentration(
        customers=1,
        without=0,
        total=5.0,
        percents=dict.fromkeys((1, 5, 10, 20), First(1, 1.0, 1.0)),
        counts=dict.fromkeys((1, 3, 10), First(1, 1.0, 1.0)),
        gini=0.0,
        hhi=1.0,
        curve=((0.0, 0.0), (1.0, 1.0)),
    )


def test_a_share_of_customers_is_rounded_up_to_whole_ones():
    # 5 % of 41 are 2.05: three customers.
    assert concentrated([1.0] * 41).percents[5].customers == 3


def test_the_curve_is_bounded():
    curve = concentrated([float(each) for each in range(1, 5_001)]).curve
    assert len(curve) == 101
    assert curve[-1] == (1.0, 1.0)


def test_who_has_nothing_or_less_is_counted_apart():
    found = concentrated([3.0, 1.0, 0.0, -5.0, None, float("inf")])
    assert (found.customers, found.without, found.total, found.gini) == (2, 4, 4.0, pytest.approx(0.25))


@pytest.mark.parametrize("amounts", [[], [0.0, -1.0], [None], [float("nan")]])
def test_where_nobody_has_anything_nothing_is_concentrated(amounts):
    table = polars.DataFrame(
        {"customer_id": list(range(len(amounts))), "total": amounts}, schema_overrides={"total": float}
    )
    with pytest.raises(Declined, match="No customer has an amount above zero") as declined:
        concentration(table)
    assert declined.value.code == "concentration.nothing"


@few
@given(AMOUNTS.filter(lambda amounts: max(amounts) > 0), st.randoms(), st.sampled_from([0.01, 1e6]))
def test_neither_order_nor_currency_nor_idle_customers_matter_for_concentration(amounts, random, rate):
    changed = [each * rate for each in amounts] + [0.0, 0.0]
    random.shuffle(changed)
    before, after = concentrated(amounts), concentrated(changed)
    assert (after.gini, after.hhi) == (pytest.approx(before.gini, abs=1e-9), pytest.approx(before.hhi))
    assert after.percents[20].share == pytest.approx(before.percents[20].share)
    assert 0 <= before.gini + 1e-12 <= 1
    assert before.hhi >= 1 / before.customers - 1e-12


def test_a_table_without_the_amount_is_refused():
    with pytest.raises(BadTable, match="no column total"):
        concentration(polars.DataFrame({"customer_id": [1]}))


def test_the_concentration_of_cdnow_is_what_sql_says(data_dir):
    # Computed apart with DuckDB's window functions over the 23,502 customers who paid something.
    found = concentration(polars.read_parquet(data_dir / "cdnow" / "cdnow_master.parquet").rename({"value": "total"}))
    assert (found.customers, found.without, found.total) == (23_502, 68, pytest.approx(2_500_315.63))
    assert found.percents[20] == First(4_701, pytest.approx(0.2, abs=1e-4), pytest.approx(0.6770765377))
    assert (found.gini, found.hhi) == (pytest.approx(0.6335138635), pytest.approx(0.00026126137946))
