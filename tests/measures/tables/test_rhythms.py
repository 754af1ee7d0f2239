"""The rhythm of a whole table: that it is the rhythm of each customer, and how regular it is."""

from datetime import date, datetime, timedelta

import numpy as np
import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.special import digamma, polygamma

from klientela.measures.errors import BadTable
from klientela.measures.rhythm import rhythm, usual_interval
from klientela.measures.tables.rhythms import rhythms
from tests.measures.engines import every_engine, rows

AS_OF = date(2024, 2, 1)
START = date(2020, 1, 1)
COLUMNS = {"customer_id": polars.Int64, "ordered_on": polars.Date, "amount": polars.Float64}


def table(lives: dict[int, list[date]]) -> polars.DataFrame:
    bought = [(who, on, 1.0) for who, days in lives.items() for on in days]
    return polars.DataFrame(bought, schema=COLUMNS, orient="row")


def after(gaps: list[int]) -> list[date]:
    """Return the purchase days that lie so far apart."""
    return [START + timedelta(days=int(day)) for day in np.cumsum([0, *gaps])]


def regularity(gaps: list[int]) -> float | None:
    return rows(rhythms(table({1: after(gaps)}), as_of=date(2100, 1, 1)))[0]["regularity"]


def exact_shape(gaps: list[int]) -> float:
    """Return the root of the likelihood equation, log k − ψ(k) = log(mean) − mean(log)."""
    s = np.log(np.mean(gaps)) - np.mean(np.log(gaps))
    return brentq(lambda k: np.log(k) - digamma(k) - s, 1e-3, 1e4)


@every_engine
def test_everybody_has_his_own_rhythm(frame):
    # "a": gaps 2, 10, 3: the middle one is 3. "b": gaps 1, 2, 5, 9: 3.5, so the 14th. "c" and "d": two gaps, and none.
    january = {"a": [1, 3, 13, 16], "b": [1, 2, 4, 9, 18], "c": [1, 8, 15, 15], "d": [20]}
    table = frame(
        {
            "customer_id": [who for who, days in january.items() for _ in days],
            "ordered_on": [datetime(2024, 1, day, 12) for days in january.values() for day in days],
            "amount": [1.0 for days in january.values() for _ in days],
        }
    )
    found = rhythms(table, as_of=AS_OF)
    assert type(found) is type(table)
    assert rows(found) == [
        {"customer_id": "a", "interval": 3.0, "regularity": None, "next_on": date(2024, 1, 19), "overdue_days": 13},
        {"customer_id": "b", "interval": 3.5, "regularity": None, "next_on": date(2024, 1, 22), "overdue_days": 10},
        {"customer_id": "c", "interval": None, "regularity": None, "next_on": None, "overdue_days": None},
        {"customer_id": "d", "interval": None, "regularity": None, "next_on": None, "overdue_days": None},
    ]


@every_engine
def test_regularity_is_the_same_on_every_engine(frame):
    gaps = {1: [10, 20, 30, 40, 50, 60], 2: [7] * 8, 3: [1, 1, 1, 1, 1, 200, 1, 90]}
    bought = [(who, on) for who, each in gaps.items() for on in after(each)]
    orders = frame({"customer_id": [w for w, _ in bought], "ordered_on": [o for _, o in bought], "amount": [1] * 25})
    # 1: log 35 − mean log = .156221, k 3.352185, less (10.056554 − .513489 − .141583) / 6 is 1.785270.
    # 2: a clock. 3: s 2.386152, k .286593, less (.859778 − .148504 − .138503) / 8 is .214997.
    found = [row["regularity"] for row in rows(rhythms(orders, as_of=date(2025, 1, 1)))]
    assert found == [pytest.approx(1.785270, abs=1e-6), 100.0, pytest.approx(0.214997, abs=1e-6)]


def test_five_gaps_are_too_few_for_regularity():
    assert regularity([10, 20, 30, 40, 50]) is None


@pytest.mark.parametrize("gaps", [[10, 20, 30, 40, 50, 60], [1, 2, 100, 3, 1, 2, 400, 9], [30, 31, 28, 33, 29, 35, 27]])
def test_the_closed_form_is_close_to_the_exact_root(gaps):
    # Solved for the exact root by bisection, and its bias of first order by Cox and Snell's formula.
    k, n = exact_shape(gaps), len(gaps)
    bias = (k * polygamma(1, k) - k**2 * polygamma(2, k) - 2) / (2 * n * (k * polygamma(1, k) - 1) ** 2)
    assert regularity(gaps) == pytest.approx(k - bias, rel=0.03)


@pytest.mark.parametrize("k", [1, 2, 4])
def test_the_regularity_of_many_customers_is_right_on_average(k):
    # 400 customers with 12 gaps of a gamma distribution of mean 100; without the correction k = 4 would look like 5.3.
    gaps = np.random.default_rng(7).gamma(k, 100 / k, (400, 12)).round().astype(int).clip(1)
    found = rhythms(table({who: after(list(each)) for who, each in enumerate(gaps)}), as_of=date(2100, 1, 1))
    assert found["regularity"].mean() == pytest.approx(k, rel=0.06)


@settings(max_examples=12)
@given(
    st.dictionaries(
        st.integers(1, 4), st.lists(st.dates(date(2023, 10, 1), date(2024, 3, 1)), min_size=1, max_size=12), min_size=1
    ),
    st.randoms(),
)
def test_the_table_says_what_the_single_customer_says(lives, random):
    known = {who: [on for on in days if on <= AS_OF] for who, days in lives.items()}
    each = {who: rhythm(max(days), usual_interval(days)) for who, days in known.items() if days}
    shuffled = table(lives).sample(fraction=1, shuffle=True, seed=random.randint(0, 99))
    found = {row["customer_id"]: row for row in rows(rhythms(shuffled, as_of=AS_OF))}
    assert {who: (row["interval"], row["next_on"]) for who, row in found.items()} == {
        who: (one.interval, one.next_on) if one else (None, None) for who, one in each.items()
    }
    expected = {who: one for who, one in each.items() if one}
    assert {who: found[who]["overdue_days"] > found[who]["interval"] for who in expected} == {
        who: one.overdue_from <= AS_OF for who, one in expected.items()
    }


def test_a_day_that_nets_to_nothing_is_no_purchase_day():
    days = [date(2024, 1, day) for day in (1, 4, 7, 10, 11, 11)]
    orders = polars.DataFrame({"customer_id": 1, "ordered_on": days, "amount": [1.0] * 4 + [5.0, -5.0]})
    (row,) = rows(rhythms(orders, as_of=AS_OF))
    assert (row["interval"], row["next_on"]) == (3.0, date(2024, 1, 13))


def test_nobody_is_overdue_before_the_day():
    (row,) = rows(rhythms(table({1: [date(2024, 1, day) for day in (1, 11, 21, 31)]}), as_of=AS_OF))
    assert (row["next_on"], row["overdue_days"]) == (date(2024, 2, 10), 0)


def test_five_thousand_orders_of_one_customer_are_one_rhythm():
    days = [START + timedelta(days=k // 4) for k in range(5_000)]
    (row,) = rows(rhythms(table({1: days}), as_of=date(2024, 1, 1)))
    assert (row["interval"], row["regularity"]) == (1.0, 100.0)


@every_engine
def test_without_purchases_there_is_no_row(frame):
    assert rows(rhythms(frame({"customer_id": [1], "ordered_on": [START], "amount": [-1.0]}), as_of=AS_OF)) == []


def test_a_table_without_customers_is_refused():
    with pytest.raises(BadTable, match="no column customer_id"):
        rhythms(table({}).drop("customer_id"), as_of=AS_OF)
