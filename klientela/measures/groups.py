"""The ten named groups of RFM, and what to do with each: codes, which pages turn into words.

The customary map has recency in one direction and how much they buy in the other: the mean of the scores for
frequency and amount, halves upwards. Every cell belongs to exactly one group.
"""

CHAMPIONS, LOYAL, POTENTIAL, NEW, PROMISING = "champions", "loyal", "potential_loyalists", "new", "promising"
ATTENTION, SLEEPY, AT_RISK, CANT_LOSE = "need_attention", "about_to_sleep", "at_risk", "cant_lose"
HIBERNATING = "hibernating"

# A line for each score of recency, the best first; in it the scores 1 to 5 of frequency and amount together.
GRID = {
    5: (NEW, POTENTIAL, POTENTIAL, CHAMPIONS, CHAMPIONS),
    4: (PROMISING, POTENTIAL, POTENTIAL, LOYAL, LOYAL),
    3: (SLEEPY, SLEEPY, ATTENTION, LOYAL, LOYAL),
    2: (HIBERNATING, HIBERNATING, AT_RISK, AT_RISK, CANT_LOSE),
    1: (HIBERNATING, HIBERNATING, AT_RISK, AT_RISK, CANT_LOSE),
}

# What to do, the best customers first.
ADVICE = {
    CHAMPIONS: "thank_and_ask_for_referrals",
    LOYAL: "offer_the_better_and_the_matching",
    POTENTIAL: "make_the_next_order_easy",
    NEW: "welcome_and_show_the_range",
    PROMISING: "win_the_second_order",
    ATTENTION: "remind_with_something_for_them",
    SLEEPY: "ask_before_they_forget",
    AT_RISK: "call_and_ask_what_changed",
    CANT_LOSE: "visit_at_once",
    HIBERNATING: "mail_but_do_not_call",
}


def buying(frequency: int, monetary: int) -> int:
    """Return how much they buy, 1 to 5: the mean of both scores, halves upwards."""
    return (frequency + monetary + 1) // 2


def group_of(recency: int, frequency: int, monetary: int) -> str:
    """Return the group of three scores from 1 to 5.

    >>> group_of(5, 4, 5), group_of(1, 5, 4), group_of(3, 1, 1)
    ('champions', 'cant_lose', 'about_to_sleep')
    """
    return GRID[recency][buying(frequency, monetary) - 1]
