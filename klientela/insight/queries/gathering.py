"""The facts of a few customers summed up, through the ORM and without any heavy library: what a new fact needs.

The same sums for the whole base are in `klientela.insight.summing`; tests hold the two together.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import models

from klientela.customers.models import Consent, Customer, Inquiry, Interaction, MarkerOverride, Refusal
from klientela.insight import kinds
from klientela.insight.gathered import Gathered, Opening, Told, day_number, day_of, year_before
from klientela.measures import EventKind, usual_interval
from klientela.sales.models import OpeningBalance, Order

Rows = dict[int, list[Any]]


def gathered_of(customer_ids: Collection[int], year_from: int) -> list[Gathered]:
    """Return what the facts of each customer that exists come to, by id; `year_from` as in `Summary`.

    Eight queries, however many customers; meant for hundreds, not for hundreds of thousands.
    """
    customers = Customer.objects.unscoped("conclusions are drawn for everybody").filter(pk__in=customer_ids)
    orders = _orders(customer_ids)
    openings = _openings(customer_ids)
    contacts = _interactions(customer_ids)
    asked = _by_customer(_of(Inquiry, customer_ids).values_list("customer_id", "received_at"))
    said = _said(customer_ids)
    return [
        _gathered(
            each, orders[each[0]], openings.get(each[0]), contacts[each[0]], asked[each[0]], said[each[0]], year_from
        )
        for each in customers.order_by("pk").values_list("pk", "kind", "industry")
    ]


def _of(model: type[models.Model], customer_ids: Collection[int]) -> Any:
    rows: Any = model._default_manager
    return rows.unscoped("conclusions are drawn for everybody").filter(customer_id__in=customer_ids)


def _by_customer(rows: Iterable[tuple[Any, ...]]) -> Rows:
    grouped: Rows = defaultdict(list)
    for customer, *values in rows:
        grouped[customer].append(values)
    return grouped


def _orders(customer_ids: Collection[int]) -> Rows:
    purchases = _of(Order, customer_ids).filter(is_purchase=True)
    return _by_customer(purchases.values_list("customer_id", "ordered_on", "home_net"))


def _openings(customer_ids: Collection[int]) -> dict[int, Opening]:
    columns = ("stated_on", "purchases", "inquiries", "first_on", "last_on", "home_amount")
    return {
        customer: Opening(day_number(stated), purchases, inquiries, _day(first), _day(last), amount)
        for customer, stated, purchases, inquiries, first, last, amount in _of(
            OpeningBalance, customer_ids
        ).values_list("customer_id", *columns)
    }


def _interactions(customer_ids: Collection[int]) -> Rows:
    columns = ("customer_id", "kind", "direction", "outcome", "started_at")
    rows = _of(Interaction, customer_ids).values_list(*columns)
    return _by_customer(row for row in rows if kinds.is_contact(row[1], row[3]))


def _said(customer_ids: Collection[int]) -> dict[int, list[Told]]:
    """Return consents to mailings, refusals and overrides."""
    said: dict[int, list[Told]] = defaultdict(list)
    consents = _of(Consent, customer_ids).filter(channel=Consent.Channel.MAILING)
    for customer, human, is_given, at in consents.values_list("customer_id", "contact_id", "is_given", "at"):
        kind = EventKind.CONSENT if is_given else EventKind.WITHDRAWAL
        said[customer].append(Told(kind, at=moment_number(at), key=human or 0))
    for customer, at in _of(Refusal, customer_ids).values_list("customer_id", "at"):
        said[customer].append(Told(EventKind.REFUSAL, at=moment_number(at)))
    columns = ("customer_id", "pk", "marker", "author__name", "reason", "at", "lifted_at")
    for customer, key, marker, by, why, at, lifted in _of(MarkerOverride, customer_ids).values_list(*columns):
        said[customer].append(
            Told(EventKind.OVERRIDE, at=moment_number(at), key=key, marker=marker, by=by or "", why=why)
        )
        if lifted:
            said[customer].append(Told(EventKind.LIFTING, at=moment_number(lifted), key=key))
    return said


def _gathered(
    customer: tuple[int, str, str],
    orders: list[Any],
    opening: Opening | None,
    contacts: list[Any],
    asked: list[Any],
    said: list[Told],
    year_from: int,
) -> Gathered:
    inquiries = [moment_number(at) for [at] in asked]
    touched = [moment_number(at) for *_, at in contacts]
    ours = [moment_number(at) for kind, direction, _, at in contacts if kinds.is_outgoing(kind, direction)]
    met = [moment_number(at) for kind, _, outcome, at in contacts if kinds.is_meeting(kind, outcome)]
    outgoing = max(ours, default=None)
    told = [
        *(Told(EventKind.PURCHASE, day=day_number(day)) for day, _ in orders),
        *(Told(EventKind.INQUIRY, at=at) for at in inquiries),
        *(Told(EventKind.MEETING, at=at) for at in met),
        *said,
    ]
    return Gathered(
        *customer,
        **_sums(orders, year_from),
        contact=max(touched, default=None),
        outgoing=outgoing,
        inquiries=len(inquiries),
        last_inquiry=max(inquiries, default=None),
        unanswered=min((at for at in inquiries if outgoing is None or at > outgoing), default=None),
        opening=opening,
        told=tuple(told),
    )


def _sums(orders: list[Any], year_from: int) -> dict[str, Any]:
    if not orders:
        return {}
    days = [day for day, _ in orders]
    last_year_from = year_before(max(days))
    return {
        "purchases": len(orders),
        "total": sum(net or 0 for _, net in orders),
        "unpriced": sum(net is None for _, net in orders),
        "first": day_number(min(days)),
        "last": day_number(max(days)),
        "interval": usual_interval(days),
        "year_total": sum(net or 0 for day, net in orders if day > day_of(year_from)),
        "last_year_total": sum(net or 0 for day, net in orders if day > last_year_from),
    }


def _day(day: Any) -> int | None:
    return None if day is None else day_number(day)


def moment_number(moment: datetime) -> int:
    """Return the microseconds since 1970; whole numbers, because a float loses the last ones."""
    return int(moment.replace(microsecond=0).timestamp()) * 1_000_000 + moment.microsecond
