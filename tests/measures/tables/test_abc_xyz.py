"""XYZ and the matrix: arithmetic by hand, the same answers from every engine, and what must not matter."""

from collections import Counter
from datetime import date

import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klientela.measures.errors import BadTable
from klientela.measures.tables.abc_xyz import Cell, abc_xyz, xyz
from tests.measures.engines import every_engine, rows

AS_OF = date(2024, 6, 30)
# By month from January to June; nothing is written down where nothing was bought.
BOUGHT = {
    "even": [100, 100, 100, 100, 100, 100],  # σ 0
    "wavy": [10, 30, 10, 30, 10, 30],  # mean 20, σ 10: .5
    "gaps": [60, 0, 60, 0, 60, 0],  # mean 30, σ 30: 1
    "once": [60, 0, 0, 0, 0, 0],  # mean 10; (50² + 5 × 10²) / 6 = 500, σ 22.36
    "late": [0, 70, 70, 70, 70, 70],  # five months
    "back": [50, 0, 0, -50, 0, 0],  # a day with nothing but a return is none
}
ORDERS = {
    "customer_id": [who for who, months in BOUGHT.items() for amount in months if amount],
    "ordered_on": [date(2024, k + 1, 9) for months in BOUGHT.values() for k, amount in enumerate(months) if amount],
    "amount": [float(amount) for months in BOUGHT.values() for amount in months if amount],
}
LIVES = st.lists(
    st.tuples(st.integers(1, 3), st.dates(date(2023, 1, 1), date(2024, 7, 31)), st.integers(-500, 9_000)), max_size=30
)
few = settings(max_examples=12)


def table(lives: list[tuple[int, date, float]]) -> polars.DataFrame:
    columns = {"customer_id": polars.Int64, "ordered_on": polars.Date, "amount": polars.Float64}
    return polars.DataFrame([(who, on, float(amount)) for who, on, amount in lives], schema=columns, orient="row")


def letters(orders) -> dict:
    return {row["customer_id"]: (row["periods"], row["xyz"]) for row in rows(xyz(orders, as_of=AS_OF))}


@every_engine
def test_the_class_is_the_spread_around_the_mean(frame):
    orders = frame(ORDERS)
    found = xyz(orders, as_of=AS_OF)
    assert type(found) is type(orders)
    assert rows(found) == [
        {"customer_id": "back", "periods": 6, "variation": pytest.approx(5**0.5), "xyz": "Z"},
        {"customer_id": "even", "periods": 6, "variation": 0.0, "xyz": "X"},
        {"customer_id": "gaps", "periods": 6, "variation": 1.0, "xyz": "Y"},
        {"customer_id": "late", "periods": 5, "variation": None, "xyz": None},
        {"customer_id": "once", "periods": 6, "variation": pytest.approx(5**0.5), "xyz": "Z"},
        {"customer_id": "wavy", "periods": 6, "variation": 0.5, "xyz": "X"},
    ]


def test_a_month_that_is_not_over_does_not_count():
    # On 29 June five months are over; the order of June is left out, but counts as a first purchase.
    orders = table([(1, date(2024, month, 1), 10.0) for month in (1, 2, 3, 4, 5, 6)])
    assert rows(xyz(orders, as_of=date(2024, 6, 29), fewest=5)) == [
        {"customer_id": 1, "periods": 5, "variation": 0.0, "xyz": "X"}
    ]
    assert rows(xyz(table([(1, date(2024, 6, 2), 9.0)]), as_of=date(2024, 6, 29))) == [
        {"customer_id": 1, "periods": 0, "variation": None, "xyz": None}
    ]


def test_longer_periods_are_more_even():
    # Orders of 10 in the first month of each of six quarters: by quarter σ 0; by month most of them are quiet.
    days = [date(year, month, 1) for year, month in ((2023, 1), (2023, 4), (2023, 7), (2023, 10), (2024, 1), (2024, 4))]
    orders = table([(1, day, 10.0) for day in days])
    by_quarter, by_month = (rows(xyz(orders, as_of=AS_OF, period=each))[0] for each in ("quarter", "month"))
    assert (by_quarter["periods"], by_quarter["xyz"]) == (6, "X")
    # 18 months, 6 with 10: mean 10/3, mean square 100/3, σ² = 100/3 − 100/9 = 200/9: √2.
    assert (by_month["periods"], by_month["variation"]) == (18, pytest.approx(2**0.5))


def test_a_return_before_the_first_purchase_is_nobodys_first_purchase():
    lives = [(1, date(2023, 1, 5), -20.0), *[(1, date(2024, month, 5), 20.0) for month in range(1, 7)]]
    assert letters(table(lives)) == {1: (6, "X")}


def test_orders_after_the_day_of_analysis_are_not_known_yet():
    lives = [(1, date(2024, month, 5), 20.0) for month in range(1, 7)]
    assert letters(table([*lives, (1, date(2024, 7, 1), 1e6), (2, date(2024, 7, 1), 1.0)])) == {1: (6, "X")}


@few
@given(LIVES, st.randoms())
def test_neither_the_order_of_rows_nor_split_orders_matter(lives, random):
    split = [(who, on, amount / 4) for who, on, amount in lives] + [
        (who, on, amount * 0.75) for who, on, amount in lives
    ]
    random.shuffle(split)
    once, twice = (letters(table(each)) for each in (lives, split))
    assert twice == once


@few
@given(LIVES, st.sampled_from([0.01, 3.7, 1e6]))
def test_the_currency_does_not_matter(lives, rate):
    lives = [(who, on, abs(amount) + 1) for who, on, amount in lives]
    assert letters(table([(who, on, amount * rate) for who, on, amount in lives])) == letters(table(lives))


@few
@given(LIVES)
def test_the_coefficient_is_what_a_plain_loop_says(lives):
    found = {row["customer_id"]: row["variation"] for row in rows(xyz(table(lives), as_of=AS_OF))}
    assert found == {who: pytest.approx(each, abs=1e-9) for who, each in by_a_plain_loop(lives).items()}


def by_a_plain_loop(lives) -> dict[int, float | None]:
    nets = Counter()
    for who, on, amount in lives:
        nets[who, on] += amount * (on <= AS_OF)
    bought = [(who, on.year * 12 + on.month, net) for (who, on), net in nets.items() if net > 0]
    found: dict[int, float | None] = {}
    for who in {who for who, _, _ in bought}:
        months = range(min(month for each, month, _ in bought if each == who), 2024 * 12 + 7)
        sums = [sum(net for each, at, net in bought if (each, at) == (who, month)) for month in months]
        mean = sum(sums) / len(sums)
        found[who] = (sum((one - mean) ** 2 for one in sums) / len(sums)) ** 0.5 / mean if len(sums) >= 6 else None
    return found


@every_engine
def test_the_matrix_has_all_its_cells(frame):
    # 600, 350, 180, 120, 60 and 50 of 1,360: above them stand 0, 44, 70, 83, 92 and 96.3 %.
    orders = frame(ORDERS)
    found = abc_xyz(orders, as_of=AS_OF)
    assert type(found.customers) is type(orders)
    assert [(row["customer_id"], row["total"], row["abc"], row["xyz"]) for row in rows(found.customers)] == [
        ("back", 50.0, "C", "Z"),
        ("even", 600.0, "A", "X"),
        ("gaps", 180.0, "A", "Y"),
        ("late", 350.0, "A", None),
        ("once", 60.0, "B", "Z"),
        ("wavy", 120.0, "B", "X"),
    ]
    assert len(found.cells) == 12
    assert [cell for cell in found.cells if cell.customers] == [
        Cell("A", "X", 1, 600.0, pytest.approx(600 / 1360)),
        Cell("A", "Y", 1, 180.0, pytest.approx(180 / 1360)),
        Cell("A", None, 1, 350.0, pytest.approx(350 / 1360)),
        Cell("B", "X", 1, 120.0, pytest.approx(120 / 1360)),
        Cell("B", "Z", 1, 60.0, pytest.approx(60 / 1360)),
        Cell("C", "Z", 1, 50.0, pytest.approx(50 / 1360)),
    ]


@every_engine
def test_a_base_too_young_for_classes_has_a_matrix_without_letters(frame):
    young = frame({"customer_id": [1, 2], "ordered_on": [date(2024, 6, 1)] * 2, "amount": [5.0, -3.0]})
    found = abc_xyz(young, as_of=AS_OF)
    assert [(row["customer_id"], row["abc"], row["xyz"]) for row in rows(found.customers)] == [(1, "A", None)]
    assert [cell for cell in found.cells if cell.customers] == [Cell("A", None, 1, 5.0, 1.0)]


def test_without_orders_everything_is_empty():
    found = abc_xyz(table([]), as_of=AS_OF)
    assert rows(found.customers) == []
    assert sum(cell.customers for cell in found.cells) == 0


def test_five_thousand_orders_of_one_customer_are_one_row():
    lives = [(1, date(2024, 1 + k % 6, 1 + k % 28), 1.0) for k in range(5_000)]
    assert letters(table(lives)) == {1: (6, "X")}


def test_a_table_without_amounts_is_refused():
    with pytest.raises(BadTable, match="no column amount"):
        xyz(table([]).drop("amount"), as_of=AS_OF)
