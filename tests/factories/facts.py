"""Facts about customers: orders, interactions, inquiries, consents, refusals, opening balances."""

from datetime import UTC, date, datetime
from typing import Any

from klientela.accounts.models import User
from klientela.customers.models import Consent, Customer, Inquiry, Interaction, MarkerOverride, Refusal
from klientela.sales.models import OpeningBalance, Order


def moment(day: date, hour: int = 10) -> datetime:
    """Return that hour of the day, UTC."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def make_order(customer: Customer, on: date, amount: int = 10_000, **columns: Any) -> Order:
    """Return a purchase of `amount` minor units of the home currency."""
    columns = {"currency": "PLN", "home_net": amount, "is_purchase": True} | columns
    order = Order(customer=customer, ordered_on=on, amount=amount, **columns)
    order.save()
    return order


def make_interaction(
    customer: Customer, on: date, kind: str = "call", *, hour: int = 10, **columns: Any
) -> Interaction:
    """Return a call from us, unless said otherwise."""
    columns = {"direction": "out", "outcome": "reached"} | columns
    interaction = Interaction(customer=customer, kind=kind, started_at=moment(on, hour), **columns)
    interaction.save()
    return interaction


def make_inquiry(customer: Customer, on: date, *, hour: int = 10) -> Inquiry:
    """Return an inquiry."""
    inquiry = Inquiry(customer=customer, received_at=moment(on, hour))
    inquiry.save()
    return inquiry


def make_refusal(customer: Customer, on: date, *, hour: int = 10) -> Refusal:
    """Return a refusal."""
    refusal = Refusal(customer=customer, at=moment(on, hour))
    refusal.save()
    return refusal


def make_consent(customer: Customer, on: date, *, is_given: bool = True, hour: int = 10, **columns: Any) -> Consent:
    """Return consent to a mailing, or its withdrawal."""
    consent = Consent(customer=customer, at=moment(on, hour), is_given=is_given, **({"channel": "mailing"} | columns))
    consent.save()
    return consent


def make_override(
    customer: Customer, on: date, marker: str, *, by: User | None = None, **columns: Any
) -> MarkerOverride:
    """Return a manager's own word on the marker."""
    columns = {"reason": "He told me so.", "at": moment(on)} | columns
    override = MarkerOverride(customer=customer, marker=marker, author=by, **columns)
    override.save()
    return override


def make_balance(customer: Customer, on: date, *, purchases: int = 0, **columns: Any) -> OpeningBalance:
    """Return what was bought before the base began."""
    balance = OpeningBalance(customer=customer, stated_on=on, purchases=purchases, **({"currency": "PLN"} | columns))
    balance.save()
    return balance
