"""Random bases and random sequences of facts, the same for the same seed."""

from datetime import date, timedelta
from random import Random
from typing import Any

from klientela.customers.models import Customer
from tests.factories.customers import make_contact, make_customer
from tests.factories.facts import (
    make_balance,
    make_consent,
    make_inquiry,
    make_interaction,
    make_order,
    make_override,
    make_refusal,
    moment,
)

END = date(2024, 2, 29)
MARKERS = ("green", "platinum", "golden-red")


def make_base(random: Random, customers: int) -> list[Customer]:
    """Return customers with histories of very different length, some with nothing at all."""
    made = []
    for number in range(customers):
        industry = random.choice(["", "Retail", "Wholesale"])
        customer = make_customer(f"Firm {number}", kind=random.choice(["company", "government"]), industry=industry)
        made.append(customer)
        for _ in range(random.choice([0, 0, 1, 2, 5, 12, 25])):
            add_fact(random, customer)
        if random.random() < 0.15:
            add_balance(random, customer)
    return made


def add_fact(random: Random, customer: Customer) -> Any:
    """Add one fact of any kind on a day of the last three years."""
    day, hour = END - timedelta(days=random.randrange(3 * 365)), random.randrange(24)
    kind = random.choices(
        ["order", "call", "meeting", "inquiry", "consent", "refusal", "override"], [9, 3, 1, 2, 1, 1, 0.5]
    )[0]
    if kind == "order":
        return add_order(random, customer, day)
    if kind in ("call", "meeting"):
        outcome = random.choice(["reached", "no_answer", "agreed", "declined", ""])
        direction = random.choice(["out", "in", ""])
        what = (
            random.choice(["call", "mail", "note", "visit"])
            if kind == "call"
            else random.choice(["meeting", "presentation"])
        )
        return make_interaction(customer, day, what, hour=hour, outcome=outcome, direction=direction)
    if kind == "inquiry":
        return make_inquiry(customer, day, hour=hour)
    if kind == "refusal":
        return make_refusal(customer, day, hour=hour)
    if kind == "override":
        lifted = random.choice([None, moment(END, 12)])
        return make_override(customer, day, random.choice(MARKERS), lifted_at=lifted)
    contact = make_contact("Anna", at=[customer]) if random.random() < 0.3 else None
    return make_consent(customer, day, hour=hour, is_given=random.random() < 0.7, contact=contact)


def add_order(random: Random, customer: Customer, day: date) -> Any:
    """Add a purchase, one without a rate, or one that does not count."""
    amount = random.choice([1_000, 2_000, 5_000, 90_001])
    what = random.random()
    if what < 0.8:
        return make_order(customer, day, amount)
    if what < 0.9:
        return make_order(customer, day, amount, currency="USD", home_net=None)
    return make_order(customer, day, amount, status="cancelled", is_purchase=False)


def add_balance(random: Random, customer: Customer) -> Any:
    """Add an opening balance, complete or not."""
    last = END - timedelta(days=random.randrange(1_200, 1_500))
    return make_balance(
        customer,
        END - timedelta(days=1_100),
        purchases=random.choice([0, 1, 3, 6]),
        inquiries=random.choice([0, 2]),
        first_on=random.choice([None, last - timedelta(days=100)]),
        last_on=random.choice([None, last]),
        home_amount=random.choice([None, 12_345]),
    )
