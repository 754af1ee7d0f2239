"""The nine markers, one history each, and what holds for any history."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klientela.measures import Event, EventKind, marker
from klientela.measures.marker import Standing

K = EventKind
START = date(2024, 1, 1)


def at(day: int, kind: EventKind, **more) -> Event:
    """Return an event on that day of January 2024."""
    return Event(at=day, on=START + timedelta(days=day - 1), kind=kind, **more)


def history(*kinds: EventKind) -> list[Event]:
    """Return events on the 1st, 2nd, 3rd … of January."""
    return [at(day, kind) for day, kind in enumerate(kinds, start=1)]


BUY, SAY_NO = K.PURCHASE, K.REFUSAL


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((), "white"),
        ((K.MEETING,), "green"),
        ((K.CONSENT,), "yellow"),
        ((K.INQUIRY,), "yellow-green"),
        ((BUY,), "gold"),
        ((BUY, BUY, BUY), "gold"),
        ((BUY, BUY, BUY, BUY), "platinum"),
        ((SAY_NO,), "green-red"),
        ((K.INQUIRY, SAY_NO), "green-red"),
        ((BUY, SAY_NO), "golden-red"),
        ((BUY, BUY, BUY, SAY_NO), "golden-red"),
        ((BUY, BUY, BUY, BUY, SAY_NO), "platinum-red"),
        # The highest that the facts reach counts, whatever comes later.
        ((K.INQUIRY, K.CONSENT, K.MEETING), "yellow-green"),
        # A purchase or an inquiry lifts the red, a meeting or a consent does not.
        ((SAY_NO, K.INQUIRY), "yellow-green"),
        ((SAY_NO, BUY), "gold"),
        ((BUY, SAY_NO, K.INQUIRY), "gold"),
        ((BUY, SAY_NO, K.MEETING), "golden-red"),
        ((SAY_NO, K.CONSENT), "green-red"),
        # Golden-red keeps counting: three orders, a refusal, a fourth order is platinum.
        ((BUY, BUY, BUY, SAY_NO, BUY), "platinum"),
        # A withdrawn consent counts no more; what else was reached stays.
        ((K.CONSENT, K.WITHDRAWAL), "white"),
        ((K.MEETING, K.CONSENT, K.WITHDRAWAL), "green"),
        ((K.CONSENT, K.WITHDRAWAL, K.CONSENT), "yellow"),
    ],
)
def test_facts_lead_to_the_marker(kinds, expected):
    assert marker(history(*kinds)).now.marker == expected


def test_the_number_of_purchases_that_makes_platinum_is_a_setting():
    three = history(BUY, BUY, BUY)
    assert [marker(three, platinum=n).now.marker for n in (3, 4)] == ["platinum", "gold"]


def test_every_marker_names_its_fact_and_its_day_and_what_was_before():
    marked = marker(history(K.MEETING, BUY, BUY, BUY, BUY, BUY, SAY_NO))
    assert marked.now == Standing("platinum-red", date(2024, 1, 7), "marker.refusal", {"refused_on": "2024-01-07"})
    assert marked.earlier == (
        Standing("green", date(2024, 1, 1), "marker.meeting", {"agreed_on": "2024-01-01"}),
        Standing("gold", date(2024, 1, 2), "marker.purchase", {"bought_on": "2024-01-02"}),
        Standing("platinum", date(2024, 1, 5), "marker.purchases", {"count": 4, "bought_on": "2024-01-05"}),
    )


def test_without_facts_the_marker_is_white_from_the_beginning():
    assert marker([]).now == Standing("white", None, "marker.none", {})


def test_an_inquiry_that_lifts_the_red_of_a_buyer_says_so():
    now = marker(history(BUY, SAY_NO, K.INQUIRY)).now
    assert now == Standing("gold", date(2024, 1, 3), "marker.asked_again", {"asked_on": "2024-01-03"})


def test_a_purchase_on_the_day_of_the_refusal_does_not_lift_it():
    # Of an order only the day is known: it stands at the beginning of it, the refusal has its hour.
    assert marker([at(3, SAY_NO), at(3, BUY)]).now.marker == "golden-red"


def test_an_opening_balance_of_five_purchases_is_platinum_at_once():
    assert marker([at(2, BUY, count=5)]).now.params == {"count": 5, "bought_on": "2024-01-02"}


def test_one_human_withdraws_for_himself_the_firm_for_all():
    two = [at(1, K.CONSENT, key=8), at(2, K.CONSENT, key=9)]
    assert marker([*two, at(3, K.WITHDRAWAL, key=8)]).now.marker == "yellow"
    assert marker([*two, at(3, K.WITHDRAWAL)]).now.marker == "white"


def override(day: int, key: int = 1, to: str = "green-red") -> Event:
    return at(day, K.OVERRIDE, key=key, marker=to, by="Anna", why="told me so")


def test_an_override_wins_with_its_reason_until_it_is_lifted():
    events = [at(1, BUY), override(2), at(3, BUY)]
    said = {"by": "Anna", "why": "told me so", "set_on": "2024-01-02"}
    assert marker(events).now == Standing("green-red", date(2024, 1, 2), "marker.override", said)
    lifted = marker([*events, at(4, K.LIFTING, key=1)])
    assert lifted.now == Standing("gold", date(2024, 1, 4), "marker.purchase", {"bought_on": "2024-01-01"})
    assert [each.marker for each in lifted.earlier] == ["gold", "green-red"]


def test_of_two_overrides_the_later_holds_and_lifting_it_brings_the_earlier_back():
    events = [override(1, key=1, to="yellow"), override(2, key=2, to="platinum")]
    assert marker(events).now.marker == "platinum"
    assert marker([*events, at(3, K.LIFTING, key=2)]).now.marker == "yellow"


EVENTS = st.lists(
    st.builds(
        lambda day, kind, key: at(day, kind, key=key),
        st.integers(1, 28),
        st.sampled_from(list(K)[:6]),
        st.integers(0, 2),
    ),
    max_size=25,
)


@given(EVENTS)
def test_a_red_needs_a_refusal_after_the_last_purchase_and_inquiry(events):
    refusals = [each.on for each in events if each.kind is SAY_NO]
    lifts = [each.on for each in events if each.kind in (BUY, K.INQUIRY)]
    is_red = bool(refusals) and max(refusals) >= max(lifts, default=date.min)
    assert marker(events).now.marker.endswith("-red") is is_red


@given(EVENTS)
def test_gold_and_platinum_follow_the_number_of_purchases(events):
    bought = sum(each.kind is BUY for each in events)
    stem = marker(events).now.marker.removesuffix("-red").replace("golden", "gold")
    assert (stem == "platinum") is (bought >= 4)
    assert (stem == "gold") is (1 <= bought < 4)


@given(EVENTS)
def test_the_history_is_in_order_and_never_repeats_a_marker(events):
    marked = marker(events)
    standings = [*marked.earlier, marked.now] if events else []
    days = [each.since for each in standings if each.since]
    assert days == sorted(days)
    assert all(one.marker != two.marker for one, two in pairwise(standings))


@given(EVENTS)
def test_the_first_and_the_fourth_purchase_are_all_that_a_history_without_a_no_needs(events):
    # What the full run relies on when it reduces long histories before they are told.
    friendly = [each for each in events if each.kind not in (SAY_NO, K.WITHDRAWAL)]
    buys = sorted((each for each in friendly if each.kind is BUY), key=lambda each: each.at)
    firsts = [
        min((each for each in friendly if each.kind is kind), key=lambda each: each.at, default=None)
        for kind in (K.MEETING, K.CONSENT, K.INQUIRY)
    ]
    reduced = [each for each in [*firsts, *buys[:1]] if each]
    fourth = [Event(at=each.at, on=each.on, kind=BUY, count=3) for each in buys[3:4]]
    assert marker([*reduced, *fourth]) == marker(friendly)
