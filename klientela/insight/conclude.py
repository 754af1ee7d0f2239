"""From the gathered facts of one customer to a row of conclusions: a pure function of facts, scoring and settings.

So bringing one customer up to date and going through the whole base give the same. For plain histories, which nearly
all are, `klientela.insight.plain_histories` says the same for everybody at once; tests hold the two together.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from typing import Any

from klientela.insight.gathered import Gathered, Opening, Told, day_number, day_of
from klientela.insight.reasons import NO_PURCHASE, NO_SCORING, SCORED, TOO_FEW, UNDATED, UNPRICED, reason
from klientela.measures import Cuts, Event, EventKind, group_of, marker, rhythm, score

COLUMNS = (
    "scoring_id", "first_purchase_on", "last_purchase_on", "purchases", "total", "unpriced", "year_total",
    "last_year_total", "usual_interval", "next_order_on", "overdue_from", "recency", "frequency", "monetary", "rfm",
    "rfm_group", "rfm_reason", "marker", "marker_on", "marker_reason", "marker_history", "last_contact_at",
    "last_outgoing_at", "last_inquiry_at", "inquiries", "unanswered_at", "unfollowed_on", "expected_first",
    "expected_second",
)  # fmt: skip


@dataclass(frozen=True)
class Terms:
    """Under what is concluded: the scoring (none before the first purchase) and the settings.

    `recency` cuts count days before `as_of` with a minus; `alike` gives by (kind, industry or empty) what customers
    alike paid for their first and their second order.
    """

    zone: tzinfo
    currency: str
    platinum: int
    scoring: int | None = None
    as_of: int = 0
    cuts: dict[str, Cuts | None] = field(default_factory=dict)
    bought: int = 0
    alike: dict[tuple[str, str], tuple[int | None, int | None]] = field(default_factory=dict)

    @cached_property
    def beginnings(self) -> dict[int, int]:
        """Day numbers to the moment at which they begin here, filled as they are met."""
        return {}

    def beginning(self, day: int) -> int:
        """Return the moment, in microseconds since 1970, at which a day begins here."""
        if day not in self.beginnings:
            midnight = datetime.combine(day_of(day), datetime.min.time(), self.zone)
            self.beginnings[day] = int(midnight.timestamp()) * 1_000_000
        return self.beginnings[day]

    def day(self, moment: int) -> int:
        """Return the day number that a moment falls on here."""
        return day_number(_moment(moment).astimezone(self.zone).date())


def conclude(facts: Gathered, terms: Terms) -> tuple[Any, ...]:
    """Return the values of `COLUMNS` for one customer."""
    opening = facts.opening or Opening(0, 0, 0, None, None, None)
    purchases = facts.purchases + opening.purchases
    unpriced = facts.unpriced + (opening.purchases if opening.amount is None else 0)
    total = facts.total + (opening.amount or 0)
    days = [day for day in (facts.first, facts.last, opening.first, opening.last) if day is not None]
    first, last = min(days, default=None), max(days, default=None)
    expected = rhythm(day_of(last), facts.interval) if last is not None else None
    scores, why = _scores(purchases, total, unpriced, last, terms)
    is_unknown = purchases > 0 and unpriced == purchases
    alike = _alike(facts, terms)
    is_followed = facts.contact is not None and first is not None and terms.day(facts.contact) > first
    return (
        terms.scoring,
        _on(first),
        _on(last),
        purchases,
        None if is_unknown else total,
        unpriced,
        None if is_unknown else facts.year_total,
        facts.last_year_total,
        expected.interval if expected else None,
        expected.next_on if expected else None,
        expected.overdue_from if expected else None,
        *scores,
        sum(scores) if scores[0] else None,
        group_of(*scores) if scores[0] else "",
        why,
        *_marked(facts, opening, terms),
        _at(facts.contact),
        _at(facts.outgoing),
        _at(facts.last_inquiry),
        facts.inquiries + opening.inquiries,
        _at(facts.unanswered),
        _on(first) if purchases == 1 and not is_followed else None,
        *alike,
    )


def _scores(
    purchases: int, total: int, unpriced: int, last: int | None, terms: Terms
) -> tuple[tuple[Any, Any, Any], dict[str, Any]]:
    code = _why_unscored(purchases, unpriced, last, terms)
    if code:
        params = {"customers": terms.bought} if code == TOO_FEW else {}
        return (None, None, None), reason(code, **params)
    assert last is not None
    values = {"recency": last - terms.as_of, "frequency": purchases, "monetary": total}
    recency, frequency, monetary = (score(value, terms.cuts[name]) for name, value in values.items())  # type: ignore[arg-type]
    bought = {"minor": total, "currency": terms.currency}
    why = reason(SCORED, last_on=day_of(last).isoformat(), count=purchases, total=bought)
    return (recency, frequency, monetary), why


def _why_unscored(purchases: int, unpriced: int, last: int | None, terms: Terms) -> str:
    if not purchases:
        return NO_PURCHASE
    if last is None:
        return UNDATED
    if unpriced == purchases:
        return UNPRICED
    if terms.scoring is None:
        return NO_SCORING
    return "" if terms.cuts.get("recency") else TOO_FEW


def _alike(facts: Gathered, terms: Terms) -> tuple[int | None, int | None]:
    """Return what customers of the same kind and industry pay, else of the same kind."""
    of_industry = terms.alike.get((facts.kind, facts.industry)) if facts.industry else None
    return of_industry or terms.alike.get((facts.kind, "")) or (None, None)


def _marked(facts: Gathered, opening: Opening, terms: Terms) -> tuple[Any, ...]:
    told = [*facts.told, *_told_by(opening)]
    marked = marker([_event(each, terms) for each in told], terms.platinum)
    now = marked.now
    earlier = [
        {
            "marker": each.marker,
            "on": each.since.isoformat() if each.since else None,
            "reason": reason(each.code, **each.params),
        }
        for each in marked.earlier
    ]
    return now.marker, now.since, reason(now.code, **now.params), earlier


def _told_by(opening: Opening) -> list[Told]:
    """Return what an opening balance says of the past: the first purchase, the rest at the last, an inquiry."""
    told = [Told(EventKind.INQUIRY, day=opening.stated)] if opening.inquiries else []
    last = opening.last if opening.last is not None else opening.stated
    first = opening.first if opening.first is not None else last
    if opening.purchases:
        told.append(Told(EventKind.PURCHASE, day=first))
    if opening.purchases > 1:
        told.append(Told(EventKind.PURCHASE, day=last, times=opening.purchases - 1))
    return told


def _event(told: Told, terms: Terms) -> Event:
    at = terms.beginning(told.day) if told.at is None else told.at  # type: ignore[arg-type]
    day = terms.day(at) if told.day is None else told.day
    return Event(at, day_of(day), EventKind(told.kind), told.times, told.key, told.marker, told.by, told.why)


def _on(day: int | None) -> Any:
    return None if day is None else day_of(day)


def _at(moment: int | None) -> Any:
    return None if moment is None else _moment(moment)


def _moment(micros: int) -> datetime:
    seconds, rest = divmod(micros, 1_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)
