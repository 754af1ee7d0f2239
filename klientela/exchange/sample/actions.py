"""Fills an empty base with the sample, and takes it away again."""

import time
from dataclasses import dataclass, replace
from datetime import datetime
from datetime import time as clock_time
from random import Random

from django.db import transaction
from django.utils import timezone

from klientela.accounts.actions import history
from klientela.accounts.actions.undo import UndoReport, undo
from klientela.accounts.actions.users import first_owner
from klientela.accounts.models import ChangeSet
from klientela.core import clock
from klientela.core.actor import Actor, Right, system
from klientela.core.errors import Refused
from klientela.core.money import exponent
from klientela.core.preferences import prefer, preferences
from klientela.core.search_key import search_key
from klientela.customers.models import Customer, Source
from klientela.exchange.sample import rhythms, staff
from klientela.exchange.sample.goods import GOODS, Good
from klientela.exchange.sample.making import Chunk, Setting, sheets
from klientela.exchange.sample.records import make_customer
from klientela.exchange.sample.sheets import Sheet, write
from klientela.exchange.sample.talk import make_talk
from klientela.exchange.sample.trade import make_orders
from klientela.insight.actions import analyse
from klientela.sales.models import Product

CODE = "sample.filled"
CHUNK = 1_000
SOURCES = (
    ("Trade fair", Source.Group.ACTIVE),
    ("Referral", Source.Group.INBOUND),
    ("Form on our site", Source.Group.INBOUND),
    ("Cold call", Source.Group.ACTIVE),
    ("Directory", Source.Group.INTERNET),
)


@dataclass(frozen=True, slots=True)
class SampleReport:
    """What was made up: how many customers and orders, under which change set, in how many seconds."""

    customers: int
    orders: int
    change: int
    seconds: float


def fill(*, customers: int = 2000, seed: int = 7, actor: Actor | None = None) -> SampleReport:
    """Fill an empty base with so many made-up customers, draw the conclusions, and say what was made.

    Must not be called inside a transaction, because the conclusions are drawn from what is committed. Refused with
    `sample.not_empty` when there are customers already: real ones and made-up ones must not mix.
    """
    began = time.monotonic()
    actor = actor or system("sample")
    change, orders = make_up(customers=customers, seed=seed, actor=actor)
    analyse.analyse_full(actor=actor, refit=True, owner="sample")
    return SampleReport(customers, orders, change.pk, round(time.monotonic() - began, 2))


def make_up(*, customers: int, seed: int, actor: Actor) -> tuple[ChangeSet, int]:
    """Write so many made-up customers without concluding anything; return the change set and the number of orders.

    The same seed gives the same base, in days relative to today.
    """
    actor.require(Right.ADMINISTER)
    if Customer.objects.unscoped("the sample goes into an empty base only").exists():
        raise Refused("sample.not_empty", "This base has customers already. The sample goes into an empty base only.")
    change, setting = _begin(actor, customers, seed)
    orders = 0
    for start in range(0, customers, CHUNK):
        orders += _fill_chunk(setting, change, start, min(customers, start + CHUNK), seed)
    return change, orders


@transaction.atomic
def _begin(actor: Actor, customers: int, seed: int) -> tuple[ChangeSet, Setting]:
    people = staff.hire(actor)
    owner = actor.user_id or first_owner().pk
    change = history.open_change(CODE, actor=actor, customers=customers, seed=seed)
    prefer("is_sample", True)
    currency = preferences().home_currency
    today = clock.today()
    # The owner has most, each of the others as much as the rest, and a twelfth is in the pool.
    owners = [owner] * 3 + [person.pk for person in people for _ in range(2)] + [None]
    return change, Setting(
        today=today,
        moment=timezone.make_aware(datetime.combine(today, clock_time.min)),
        currency=currency,
        minor=10 ** exponent(currency),
        owners=owners,
        goods=_stock(change),
        sources=_sources(change),
    )


def _stock(change: ChangeSet) -> list[Good]:
    sheet = Sheet(Product, "code name name_key", clock.now())
    for good in GOODS:
        sheet.add(good.code, good.name, search_key(f"{good.code} {good.name}"))
    write({"products": sheet}, change)
    return [replace(good, key=sheet.first + number) for number, good in enumerate(GOODS)]


def _sources(change: ChangeSet) -> list[int]:
    keys = []
    for name, group in SOURCES:
        source, is_new = Source.objects.get_or_create(name=name, defaults={"group": group})
        if is_new:
            history.created(change, source)
        keys.append(source.pk)
    return keys


def _fill_chunk(setting: Setting, change: ChangeSet, start: int, end: int, seed: int) -> int:
    """Make up the customers numbered `start` to `end` and write them in one transaction; return their orders."""
    chunk = Chunk(setting, Random(f"{seed}:{start}"), sheets(setting.moment))  # noqa: S311 (made-up data)
    for serial in range(start, end):
        rhythm = rhythms.draw(chunk.rng)
        days = rhythms.days(rhythm, chunk.rng)
        age = days[0] + 10 if days else 30 + int(chunk.rng.random() * 700)
        made = make_customer(chunk, serial, age=age)
        make_orders(chunk, made, days)
        make_talk(chunk, made, rhythm, days)
    with transaction.atomic():
        write(chunk.sheets, change)
    return len(chunk.sheets["orders"].rows)


def clear(actor: Actor) -> UndoReport:
    """Take the sample away: its change set is undone (a big one by a job) and its people are switched off.

    Refused with `sample.missing` when there is no sample.
    """
    actor.require(Right.ADMINISTER)
    with transaction.atomic():
        change = ChangeSet.objects.visible_to(actor).filter(code=CODE, undone_by__isnull=True).last()
        if change is None:
            raise Refused("sample.missing", "There is no sample in this base.")
        prefer("is_sample", False)
        staff.dismiss(actor)
        return undo(change.pk, actor=actor)
