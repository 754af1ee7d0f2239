"""The min-rank rule: known answers, and that stored cuts say what ranks say."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klientela.measures import Cuts, cuts_from_counts, score


def cuts_of(values: list[int]) -> Cuts | None:
    return cuts_from_counts(Counter(values).items())


def test_ten_different_values_fall_into_five_pairs():
    # Strictly below 10, 20, … 100 of ten customers: 0, .1, … .9; 1 + floor(5 × share) = 1 1 2 2 3 3 4 4 5 5.
    values = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
    cuts = cuts_of(values)
    assert cuts == Cuts((30, 50, 70, 90), 10)
    assert [score(each, cuts) for each in values] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_one_time_buyers_all_get_the_same_score_and_a_class_may_be_empty():
    # 5 of 10 bought once: share below 1 is 0 -> 1; below 2: .5 -> 3; below 3: .7 -> 4; 4: .8 -> 5; 9: .9 -> 5.
    values = [1, 1, 1, 1, 1, 2, 2, 3, 4, 9]
    cuts = cuts_of(values)
    assert cuts == Cuts((2, 2, 3, 4), 10)
    assert [score(each, cuts) for each in (1, 2, 3, 4, 9)] == [1, 3, 4, 5, 5]


def test_a_score_that_nobody_reaches_has_no_limit():
    # 96 of 100 share the highest value: 4 below it are .04 -> score 1 for everybody.
    cuts = cuts_of([1, 2, 3, 4] + [5] * 96)
    assert cuts == Cuts((None, None, None, None), 100)
    assert score(5, cuts) == 1


@pytest.mark.parametrize(
    ("distinct", "scores"), [([7], [1]), ([1, 2], [1, 5]), ([1, 2, 3], [1, 3, 5]), ([1, 2, 3, 4], [1, 2, 4, 5])]
)
def test_fewer_than_five_values_are_spread_from_1_to_5(distinct, scores):
    cuts = cuts_of(distinct * 5)
    assert [score(each, cuts) for each in distinct] == scores


def test_fewer_than_five_customers_are_not_scored():
    assert cuts_of([1, 2, 3, 4]) is None


def test_cuts_score_a_value_that_came_later():
    cuts = cuts_of([10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
    assert [score(each, cuts) for each in (-5, 29, 35, 1000)] == [1, 1, 2, 5]


@given(st.lists(st.integers(-50, 50), min_size=5, max_size=200).filter(lambda values: len(set(values)) >= 5))
def test_scoring_by_cuts_equals_scoring_by_rank(values):
    cuts = cuts_of(values)
    by_rank = [1 + 5 * sum(other < each for other in values) // len(values) for each in values]
    assert [score(each, cuts) for each in values] == by_rank


@given(st.lists(st.integers(0, 9), min_size=5, max_size=60), st.randoms())
def test_the_order_of_rows_does_not_matter(values, random):
    shuffled = list(values)
    random.shuffle(shuffled)
    assert cuts_of(values) == cuts_of(shuffled)
