"""The timeline: what passed between us, from every floor, put into one order and read page by page from the newest."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from klientela.core.actor import Actor
from klientela.core.money import Money
from klientela.customers.models import Consent, Inquiry, Interaction, Refusal
from klientela.sales.models import Order
from klientela.web import formats, reasons
from klientela.web.pages.customer.changes import changes_of
from klientela.work.models import Task

SIZE = 20
ICONS = {
    "call": "phone", "mail": "mail", "meeting": "users", "presentation": "presentation",
    "consultation": "messages-square", "message": "message-circle", "visit": "map-pin",
    "event": "calendar", "note": "sticky-note",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """One thing of the timeline: when, what, and the words with it; `undo` is a change that can be taken back."""

    at: datetime
    icon: str
    title: str
    text: str = ""
    aside: str = ""
    undo: int | None = None


Source = Callable[[int, Actor, datetime | None], list[Event]]


def page_of(customer_id: int, tab: str, before: datetime | None, actor: Actor) -> tuple[list[Event], datetime | None]:
    """Return the newest events before a moment (None for the present), and where the older ones begin, if any."""
    found = [event for source in TABS.get(tab, TABS["all"]) for event in source(customer_id, actor, before)]
    found.sort(key=lambda event: event.at, reverse=True)
    if len(found) <= SIZE:
        return found, None
    # Whatever happened at the same moment as the last one shown belongs to this page, so that nothing is skipped.
    last = found[SIZE - 1].at
    return [event for event in found if event.at >= last], last


def _taken(rows: QuerySet[Any], moment: str, before: datetime | None) -> list[Any]:
    if before is not None:
        rows = rows.filter(**{f"{moment}__lt": before})
    return _with_ties(rows.order_by(f"-{moment}", "-pk"), moment)


def _with_ties(rows: QuerySet[Any], moment: str) -> list[Any]:
    """Return one row more than a page holds, and all that happened at the same moment as the last of them."""
    taken = list(rows[: SIZE + 1])
    if len(taken) > SIZE:
        same = rows.filter(**{moment: getattr(taken[-1], moment)})
        taken += same.exclude(pk__in=[each.pk for each in taken])
    return taken


def _interactions(customer_id: int, actor: Actor, before: datetime | None) -> list[Event]:
    rows = Interaction.objects.visible_to(actor).filter(customer_id=customer_id).select_related("contact", "author")
    return [
        Event(each.started_at, ICONS.get(each.kind, "circle"), _title(each), each.summary, _aside(each))
        for each in _taken(rows, "started_at", before)
    ]


def _title(each: Interaction) -> str:
    words = [each.get_kind_display()]
    if each.duration:
        words.append(_("%(minutes)s min") % {"minutes": formats.number(max(1, round(each.duration / 60)))})
    words += [
        str(part) for part in (each.get_direction_display() if each.direction else "", each.contact or "") if part
    ]
    title = ", ".join(words)
    return title[:1].upper() + title[1:]


def _aside(each: Interaction) -> str:
    parts = [each.get_outcome_display() if each.outcome else "", str(each.author or "")]
    return " · ".join(part for part in parts if part)


def _inquiries(customer_id: int, actor: Actor, before: datetime | None) -> list[Event]:
    rows = Inquiry.objects.visible_to(actor).filter(customer_id=customer_id)
    return [
        Event(each.received_at, "message-circle-question-mark", _("Asked: %(what)s") % {"what": each.subject}
              if each.subject else _("Asked"), each.text, each.channel)
        for each in _taken(rows, "received_at", before)
    ]  # fmt: skip


def _refusals(customer_id: int, actor: Actor, before: datetime | None) -> list[Event]:
    rows = Refusal.objects.visible_to(actor).filter(customer_id=customer_id)
    return [Event(each.at, "ban", _("Refused"), each.text, each.reason) for each in _taken(rows, "at", before)]


def _consents(customer_id: int, actor: Actor, before: datetime | None) -> list[Event]:
    rows = Consent.objects.visible_to(actor).filter(customer_id=customer_id)
    return [
        Event(each.at, "shield-check", _("Consent given") if each.is_given else _("Consent withdrawn"), each.text,
              each.get_channel_display())
        for each in _taken(rows, "at", before)
    ]  # fmt: skip


def _orders(customer_id: int, actor: Actor, before: datetime | None) -> list[Event]:
    rows = Order.objects.visible_to(actor).filter(customer_id=customer_id)
    if before is not None:
        # An order stands at the start of its day: a page that ended later on that day has not shown it.
        day = timezone.localdate(before)
        rows = rows.filter(**{"ordered_on__lte" if _start_of(day) < before else "ordered_on__lt": day})
    return [_order(each) for each in _with_ties(rows.order_by("-ordered_on", "-pk"), "ordered_on")]


def _order(each: Any) -> Event:
    title = _("Order %(number)s") % {"number": each.number} if each.number else _("Order")
    worth = formats.money(Money(each.amount, each.currency))
    aside = "" if each.is_purchase else each.get_status_display()
    return Event(_start_of(each.ordered_on), "shopping-cart", f"{title} · {worth}", "", aside)


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _tasks(customer_id: int, actor: Actor, before: datetime | None) -> list[Event]:
    rows = Task.objects.visible_to(actor).filter(customer_id=customer_id, done_at__isnull=False)
    return [
        Event(each.done_at, "check", _("Done: %(what)s") % {"what": each.title})
        for each in _taken(rows, "done_at", before)
        if each.done_at
    ]


def _changes(customer_id: int, actor: Actor, before: datetime | None) -> list[Event]:
    return [
        Event(each.at, "pencil", reasons.sentence(each.code, each.params), each.words, each.who, each.undo)
        for each in changes_of(customer_id, actor, before, SIZE + 1)
    ]


TALKS: tuple[Source, ...] = (_interactions, _inquiries, _refusals, _consents)
TABS: dict[str, tuple[Source, ...]] = {
    "all": (*TALKS, _orders, _tasks),
    "talks": TALKS,
    "orders": (_orders,),
    "tasks": (_tasks,),
    "changes": (_changes,),
}
