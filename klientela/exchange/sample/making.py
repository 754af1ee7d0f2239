"""What the making of a sample customer needs at hand, and the sheets its rows go to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from klientela.customers.models import (
    Address,
    Affiliation,
    Consent,
    Contact,
    ContactPoint,
    Customer,
    Identifier,
    Inquiry,
    Interaction,
    Refusal,
)
from klientela.exchange.sample.goods import Good
from klientela.exchange.sample.sheets import Sheet
from klientela.sales.models import CreditNote, Order, OrderLine
from klientela.work.models import Task


@dataclass(frozen=True, slots=True)
class Setting:
    """What stays the same for the whole sample: the day, the people who own customers, the goods, the sources."""

    today: date
    moment: datetime
    currency: str
    minor: int
    owners: Sequence[int | None]
    goods: Sequence[Good]
    sources: Sequence[int]


@dataclass(frozen=True, slots=True)
class Made:
    """One customer just made: row numbers in the sheets, and what its story hangs on."""

    row: int
    serial: int
    owner: int | None
    contact: int | None
    country: str
    size: float


@dataclass
class Chunk:
    """Some hundreds of customers in the making."""

    setting: Setting
    rng: Random
    sheets: dict[str, Sheet] = field(default_factory=dict)

    def day(self, ago: int) -> date:
        """Return the day so many days ago."""
        return self.setting.today - timedelta(days=ago)

    def at(self, ago: int) -> datetime:
        """Return a moment of working time so many days ago."""
        minute = 8 * 60 + int(self.rng.random() * 9 * 60)
        return self.setting.moment - timedelta(days=ago) + timedelta(minutes=minute)


def sheets(moment: datetime) -> dict[str, Sheet]:
    """Return empty sheets for every table, parents first."""
    return {
        "contacts": Sheet(
            Contact, "name name_key first_name patronymic last_name birth_on sex language preferred_channel", moment
        ),
        "customers": Sheet(
            Customer,
            "kind name name_key person_id owner_id source_id country locality industry employees annual_revenue"
            " revenue_currency founded_year language risk created_at",
            moment,
            person_id="contacts",
        ),
        "affiliations": Sheet(
            Affiliation, "customer_id contact_id role position", moment, customer_id="customers", contact_id="contacts"
        ),
        "points": Sheet(
            ContactPoint,
            "customer_id contact_id kind value normalised is_work is_primary",
            moment,
            customer_id="customers",
            contact_id="contacts",
        ),
        "identifiers": Sheet(Identifier, "customer_id scheme value normalised", moment, customer_id="customers"),
        "addresses": Sheet(
            Address, "customer_id country region locality street postcode", moment, customer_id="customers"
        ),
        **_trade(moment),
        **_timeline(moment),
    }


def _trade(moment: datetime) -> dict[str, Sheet]:
    return {
        "orders": Sheet(
            Order,
            "customer_id number ordered_on status currency amount fees credited home_net is_purchase",
            moment,
            customer_id="customers",
        ),
        "lines": Sheet(
            OrderLine, "order_id product_id kind text quantity unit_price amount", moment, order_id="orders"
        ),
        "credit_notes": Sheet(
            CreditNote,
            "customer_id order_id line_id product_id number issued_on currency quantity amount text",
            moment,
            customer_id="customers",
            order_id="orders",
            line_id="lines",
        ),
    }


def _timeline(moment: datetime) -> dict[str, Sheet]:
    whose = {"customer_id": "customers", "contact_id": "contacts"}
    who = "customer_id contact_id author_id"
    return {
        "interactions": Sheet(
            Interaction, f"{who} kind direction channel started_at duration outcome summary", moment, **whose
        ),
        "inquiries": Sheet(Inquiry, f"{who} received_at channel subject text", moment, **whose),
        "consents": Sheet(Consent, f"{who} channel is_given at text", moment, **whose),
        "refusals": Sheet(Refusal, f"{who} at reason text", moment, **whose),
        "tasks": Sheet(Task, "customer_id assignee_id title due_on done_at", moment, customer_id="customers"),
    }
