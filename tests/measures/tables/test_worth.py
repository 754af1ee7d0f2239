"""What customers brought, and the plain formula: figures by hand, shrinkage, and what is declined."""

from datetime import date, timedelta
from pathlib import Path

import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klientela.measures.errors import BadTable, Declined
from klientela.measures.tables.worth import historic_value, plain_value
from tests.measures.engines import every_engine, rows
from tests.measures.published import cdnow_sample

AS_OF = date(2024, 12, 31)


def orders(*lines, **more):
    """Return columns of lines (customer, days before AS_OF, amount)."""
    return {
        "customer_id": [who for who, _, _ in lines],
        "ordered_on": [AS_OF - timedelta(days=days) for _, days, _ in lines],
        "amount": [float(amount) for *_, amount in lines],
        **more,
    }


@every_engine
def test_what_customers_brought_is_all_their_money(frame):
    # Customer 1: 100 and 60 and 20 on one day, 30 taken back without a word of the order; 364 days ago is this year.
    table = frame(orders((1, 365, 100), (1, 364, 60), (1, 364, 20), (1, 10, -30), (2, 0, 5), (3, 1, -8)))
    found = historic_value(table, as_of=AS_OF)
    assert type(found) is type(table)
    first, second, third = rows(found)
    assert first == {
        "customer_id": 1, "purchases": 2, "total": 150.0, "last_year": 50.0,
        "first_on": date(2024, 1, 1), "last_on": date(2024, 1, 2),
    }  # fmt: skip
    assert (second["total"], second["first_on"], second["last_on"]) == (5.0, AS_OF, AS_OF)
    assert (third["purchases"], third["total"], third["first_on"]) == (0, -8.0, None)


@every_engine
def test_an_unknown_margin_is_said_and_not_taken_for_nothing(frame):
    table = frame(orders((1, 9, 100), (1, 5, 60), (2, 5, 40), margin=[30.0, None, 8.0]))
    assert [(row["margin"], row["without_margin"]) for row in rows(historic_value(table, as_of=AS_OF))] == [
        (30.0, 60.0),
        (8.0, 0.0),
    ]


@every_engine
def test_the_plain_formula_by_hand(frame):
    # Means: order (100 + 200) / 2 = 150; margin 100 of 400; 1 repeat in 731 + 366 days = 3.0034 years, .33295 a year.
    # Customer a: order (200 + 450) / 5 = 130, a year (1 + .33295) / (2.00137 + 1) = .44412, margin (80 + 112.5) / 650.
    # Customer b: order (200 + 450) / 4 = 162.5, .33295 / 2.00205 = .16631, margin (20 + 112.5) / 650.
    table = frame(orders(("a", 731, 80), ("a", 550, 120), ("b", 366, 200), margin=[30.0, 50.0, 20.0]))
    found = plain_value(table, as_of=AS_OF, years=4)
    assert type(found) is type(table)
    a, b = rows(found)
    assert a == {
        "customer_id": "a",
        "average_order": 130.0,
        "orders_a_year": pytest.approx(0.44412, abs=1e-5),
        "margin": pytest.approx(192.5 / 650),
        "years": 4.0,
        "value": pytest.approx(130 * 0.444116 * 192.5 / 650 * 4, rel=1e-4),
    }
    assert (b["average_order"], b["orders_a_year"]) == (162.5, pytest.approx(0.16631, abs=1e-5))
    assert b["margin"] == pytest.approx(132.5 / 650)


def test_a_given_margin_is_everybodys():
    found = rows(plain_value(polars.DataFrame(orders((1, 731, 80), (2, 366, 200))), as_of=AS_OF, margin=0.25, years=2))
    assert [row["margin"] for row in found] == pytest.approx([0.25, 0.25])


def test_a_lines_margin_that_is_unknown_is_taken_from_the_others():
    # Of the first customer 100 are known to earn 30; nothing is known of the second, who gets the margin of all.
    lines = orders((1, 731, 100), (1, 300, 50), (2, 366, 200), margin=[30.0, None, float("nan")])
    one, two = rows(plain_value(polars.DataFrame(lines), as_of=AS_OF, years=2))
    assert (one["margin"], two["margin"]) == (pytest.approx(0.3), pytest.approx(0.3))


def test_little_history_is_drawn_to_the_mean_and_much_is_not():
    steady = [(who, 30 * at, 100) for who in range(20) for at in range(24)]
    found = rows(plain_value(polars.DataFrame(orders(*steady, (98, 20, 1000))), as_of=AS_OF, margin=1.0, years=1))
    # The mean order is (20 × 100 + 1000) / 21 = 142.86; once for 1,000 is (1000 + 428.57) / 4, not 1,000.
    assert found[-1]["average_order"] == pytest.approx(357.14, abs=0.01)
    # Twenty-four times 100 is (2400 + 428.57) / 27.
    assert found[0]["average_order"] == pytest.approx(104.76, abs=0.01)
    # 23 repeats in 690 days; a year more of the mean of 12.17 changes next to nothing.
    assert found[0]["orders_a_year"] == pytest.approx(12.17, abs=0.01)


@pytest.mark.parametrize(("stayed", "years"), [(0, 1.0), (20, 2.0), (38, 10.0), (40, 10.0)])
def test_expected_years_follow_from_who_came_back(stayed, years):
    # Of 40 customers of the year before last so many bought last year; 38 of 40 would make 20 years.
    lines = [(who, 400, 10) for who in range(40)] + [(who, 100, 10) for who in range(stayed)] + [(99, 100, 10)]
    found = rows(plain_value(polars.DataFrame(orders(*lines)), as_of=AS_OF, margin=0.5))
    assert {row["years"] for row in found} == {years}


@every_engine
@pytest.mark.parametrize(
    ("lines", "code", "sentence"),
    [
        ([(1, -1, 10)], "value.nobody", "Nobody has bought by 2024-12-31."),
        ([(1, 0, 10), (2, 0, 20)], "value.no_time", "All 2 customers bought first on 2024-12-31: "),
        ([(1, 9, 10), (1, 5, -30)], "value.no_amount", "Credit notes leave nothing of what 1 customers bought by 2024"),
        ([(1, 400, 10), (2, 100, 20)], "value.no_years", "Only 1 customers bought in the year before last, 30 are"),
    ],
    ids=["nobody", "today", "credited", "few"],
)
def test_what_cannot_be_said_is_declined_in_words(frame, lines, code, sentence):
    with pytest.raises(Declined, match=sentence) as declined:
        plain_value(frame(orders(*lines)), as_of=AS_OF, margin=0.5)
    assert declined.value.code == code


@every_engine
def test_margins_that_are_all_unknown_are_declined(frame):
    table = frame(orders((1, 40, 10), (2, 30, 10), margin=[float("nan"), float("nan")]))
    with pytest.raises(Declined, match="no margin is known"):
        plain_value(table, as_of=AS_OF, years=3)


def test_odd_arguments_and_a_missing_margin_are_refused():
    table = polars.DataFrame(orders((1, 40, 10)))
    with pytest.raises(ValueError, match="a share from 0 to 1, not 30"):
        plain_value(table, as_of=AS_OF, margin=30, years=1)
    with pytest.raises(ValueError, match="from 0 on, not -1"):
        plain_value(table, as_of=AS_OF, margin=0.3, years=-1)
    with pytest.raises(BadTable, match="no column margin"):
        plain_value(table, as_of=AS_OF, years=1)


@every_engine
def test_nobody_brought_nothing(frame):
    assert rows(historic_value(frame(orders((1, -5, 10))), as_of=AS_OF)) == []


LINES = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 900), st.integers(-20, 99)), max_size=25).map(
    lambda lines: [(1, 950, 100), (2, 940, 100), *lines]
)


def valued(lines):
    return rows(plain_value(polars.DataFrame(orders(*lines)), as_of=AS_OF, margin=0.5, years=3))


@given(LINES, st.randoms(use_true_random=False), st.sampled_from([2, 1024]))
@settings(max_examples=10)
def test_the_order_of_rows_changes_nothing_and_the_currency_only_the_money(lines, random, factor):
    shuffled = [(who, days, amount * factor) for who, days, amount in lines]
    random.shuffle(shuffled)
    one, two = valued(lines), valued(shuffled)
    assert [row["value"] * factor for row in one] == pytest.approx([row["value"] for row in two])
    assert [row["orders_a_year"] for row in one] == pytest.approx([row["orders_a_year"] for row in two])


@given(LINES)
@settings(max_examples=10)
def test_an_average_order_lies_between_the_own_and_the_mean_of_all(lines):
    history = {row["customer_id"]: row for row in rows(historic_value(polars.DataFrame(orders(*lines)), as_of=AS_OF))}
    own = {who: row["total"] / row["purchases"] for who, row in history.items() if row["purchases"]}
    mean = sum(own.values()) / len(own)
    for row in valued(lines):
        least, most = sorted((own[row["customer_id"]], mean))
        assert least - 1e-9 <= row["average_order"] <= most + 1e-9


@given(LINES)
@settings(max_examples=10)
def test_customers_who_never_buy_change_nothing(lines):
    assert valued([*lines, (77, 30, 0), (78, 800, -5)]) == valued(lines)


def test_the_plain_formula_expects_too_much_of_customers_who_fade_away(data_dir: Path):
    # CDNOW, weeks 40-78: 1,882 purchases came; a constant past rate says 2,930 (Fader, Hardie and Lee 2005 fade it).
    found = plain_value(cdnow_sample(data_dir), as_of=date(1997, 9, 30), margin=1.0, years=273 / 365.25)
    assert (found["orders_a_year"] * found["years"]).sum() == pytest.approx(2929, abs=1)
