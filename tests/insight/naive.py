"""Conclusions computed plainly, one customer at a time, from the models: what the real computation is held against.

Written from DOMAIN 4 and MEASURES 3 without looking at `klientela.insight`; slow and simple on purpose.
"""

import math
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from klientela.customers.models import Consent, Customer, Inquiry, Interaction, MarkerOverride, Refusal
from klientela.sales.models import OpeningBalance, Order

ZONE = ZoneInfo("Europe/Warsaw")
WHY = "the naive computation reads everything"
IN_VAIN = {"no_answer", "busy", "wrong_number"}


def expected(as_of: date, platinum: int = 4) -> dict[int, dict[str, Any]]:
    """Return by customer what must be concluded as of a day."""
    customers = list(Customer.objects.unscoped(WHY).order_by("pk"))
    told = {each.pk: _of_one(each, as_of, platinum) for each in customers}
    scored = [
        row
        for row in told.values()
        if row["purchases"] and row["last_purchase_on"] and row["unpriced"] < row["purchases"]
    ]
    unscored = dict.fromkeys(SCORES) | {"rfm_group": ""}
    return {
        key: row | (_scores(row, scored) if row in scored and len(scored) >= 5 else unscored)
        for key, row in told.items()
    }


SCORES = ("recency", "frequency", "monetary", "rfm")


def _of_one(customer: Customer, as_of: date, platinum: int) -> dict[str, Any]:
    orders = list(Order.objects.unscoped(WHY).filter(customer=customer, is_purchase=True))
    balance = OpeningBalance.objects.unscoped(WHY).filter(customer=customer).first()
    days = sorted(each.ordered_on for each in orders)
    gaps = sorted((b - a).days for a, b in zip(sorted(set(days)), sorted(set(days))[1:], strict=False))
    interval = (gaps[(len(gaps) - 1) // 2] + gaps[len(gaps) // 2]) / 2 if len(gaps) >= 3 else None
    edge_days = days + [day for day in ([balance.first_on, balance.last_on] if balance else []) if day]
    last = max(edge_days, default=None)
    marker, history = _marker(customer, orders, balance, platinum)
    row = {
        "purchases": len(orders) + (balance.purchases if balance else 0),
        "total": sum(each.home_net or 0 for each in orders) + ((balance.home_amount or 0) if balance else 0),
        "unpriced": sum(each.home_net is None for each in orders)
        + (balance.purchases if balance and balance.home_amount is None else 0),
        "first_purchase_on": min(edge_days, default=None),
        "last_purchase_on": last,
        "usual_interval": interval,
        "year_total": _since(orders, _year_before(as_of)),
        "last_year_total": _since(orders, _year_before(days[-1])) if days else 0,
        "next_order_on": last + timedelta(days=int(interval + 0.5)) if interval and last else None,
        "marker": marker,
        "history": history,
    }
    if row["purchases"] and row["purchases"] == row["unpriced"]:
        row |= {"total": None, "year_total": None}
    return row | _contacts(customer, row, balance)


def _since(orders: list[Order], day: date) -> int:
    return sum(each.home_net or 0 for each in orders if each.ordered_on > day)


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _contacts(customer: Customer, row: dict[str, Any], balance: OpeningBalance | None) -> dict[str, Any]:
    touched = [
        each
        for each in Interaction.objects.unscoped(WHY).filter(customer=customer)
        if each.kind != "note" and each.outcome not in IN_VAIN
    ]
    together = {"meeting", "presentation", "consultation", "visit"}
    ours = [
        each.started_at for each in touched if each.direction == "out" or (not each.direction and each.kind in together)
    ]
    asked = sorted(each.received_at for each in Inquiry.objects.unscoped(WHY).filter(customer=customer))
    last = max((each.started_at for each in touched), default=None)
    first_on = row["first_purchase_on"]
    followed = last is not None and first_on is not None and last.astimezone(ZONE).date() > first_on
    return {
        "last_contact_at": last,
        "last_outgoing_at": max(ours, default=None),
        "last_inquiry_at": asked[-1] if asked else None,
        "inquiries": len(asked) + (balance.inquiries if balance else 0),
        "unanswered_at": next((each for each in asked if not ours or each > max(ours)), None),
        "unfollowed_on": first_on if row["purchases"] == 1 and not followed else None,
    }


def _marker(customer: Customer, orders: list[Order], balance: OpeningBalance | None, n: int) -> tuple[str, list[str]]:
    """Replay everything in order and write down each marker that was reached."""
    bought, met, asked, red, consents, overrides = 0, False, False, False, set(), []
    seen = ["white"]
    for _, _, what, value in sorted(_story(customer, orders, balance), key=lambda each: each[:2]):
        if what == "buy":
            bought, red = bought + value, False
        elif what == "ask":
            asked, red = True, False
        elif what == "meet":
            met = True
        elif what == "no":
            red = True
        elif what == "yes":
            consents.add(value)
        elif what == "withdraw":
            consents = consents - {value} if value else set()
        elif what == "set":
            overrides.append(value)
        else:
            overrides = [each for each in overrides if each[0] != value]
        stem = "platinum" if bought >= n else "gold" if bought else "green" if red else ""
        by_facts = {"platinum": "platinum-red", "gold": "golden-red", "green": "green-red"}[stem] if red else stem
        by_facts = by_facts or ("yellow-green" if asked else "yellow" if consents else "green" if met else "white")
        now = f"{overrides[-1][1]} by hand {overrides[-1][0]}" if overrides else by_facts
        if now != seen[-1]:
            seen.append(now)
    bare = [each.split(" by hand")[0] for each in seen]
    return bare[-1], bare[1:-1]


def _story(customer: Customer, orders: list[Order], balance: OpeningBalance | None) -> list[tuple[Any, int, str, Any]]:
    def begins(day: date) -> Any:
        from datetime import datetime

        return datetime(day.year, day.month, day.day, tzinfo=ZONE)

    story = [(begins(each.ordered_on), 4, "buy", 1) for each in orders]
    story += [(each.received_at, 3, "ask", 0) for each in Inquiry.objects.unscoped(WHY).filter(customer=customer)]
    for each in Interaction.objects.unscoped(WHY).filter(customer=customer):
        shown = each.kind in ("meeting", "presentation") and each.outcome not in (*IN_VAIN, "declined")
        if shown or (each.outcome == "agreed" and each.kind != "note"):
            story.append((each.started_at, 1, "meet", 0))
    for each in Consent.objects.unscoped(WHY).filter(customer=customer, channel="mailing"):
        story.append((each.at, 2 if each.is_given else 5, "yes" if each.is_given else "withdraw", each.contact_id or 0))
    story += [(each.at, 6, "no", 0) for each in Refusal.objects.unscoped(WHY).filter(customer=customer)]
    for each in MarkerOverride.objects.unscoped(WHY).filter(customer=customer):
        story.append((each.at, 7, "set", (each.pk, each.marker)))
        if each.lifted_at:
            story.append((each.lifted_at, 8, "lift", each.pk))
    if balance:
        last = balance.last_on or balance.stated_on
        if balance.inquiries:
            story.append((begins(balance.stated_on), 3, "ask", 0))
        if balance.purchases:
            story.append((begins(balance.first_on or last), 4, "buy", 1))
        if balance.purchases > 1:
            story.append((begins(last), 4, "buy", balance.purchases - 1))
    return story


def _scores(row: dict[str, Any], scored: list[dict[str, Any]]) -> dict[str, int]:
    scores = {
        "recency": _score(row["last_purchase_on"], [each["last_purchase_on"] for each in scored]),
        "frequency": _score(row["purchases"], [each["purchases"] for each in scored]),
        "monetary": _score(row["total"], [each["total"] for each in scored]),
    }
    return scores | {"rfm": sum(scores.values()), "rfm_group": _group(**scores)}


def _group(recency: int, frequency: int, monetary: int) -> str:
    buying = math.ceil((frequency + monetary) / 2)
    if buying >= 4:
        lost = "cant_lose" if buying == 5 else "at_risk"
        return {5: "champions", 4: "loyal", 3: "loyal"}.get(recency, lost)
    if recency <= 2:
        return "at_risk" if buying == 3 else "hibernating"
    if recency == 3:
        return "need_attention" if buying == 3 else "about_to_sleep"
    if buying == 1:
        return "new" if recency == 5 else "promising"
    return "potential_loyalists"


def _score(value: Any, values: list[Any]) -> int:
    distinct = sorted(set(values))
    if len(distinct) < 5:
        return {1: [1], 2: [1, 5], 3: [1, 3, 5], 4: [1, 2, 4, 5]}[len(distinct)][distinct.index(value)]
    return 1 + 5 * sum(each < value for each in values) // len(values)
