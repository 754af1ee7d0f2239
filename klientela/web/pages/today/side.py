"""The panels beside the list: my week, my tasks, the base in figures."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klientela.core.actor import Actor
from klientela.insight.models import Conclusion
from klientela.web import formats, vocabulary
from klientela.work.queries.tasks import my_tasks
from klientela.work.queries.week import Week, my_week

TASKS = 7
LIVES_SECONDS = 60
# The markers that are told beside the list: who carries the base, and who said no.
TOLD = ("platinum", "gold", "platinum-red")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the base in words, and the customers behind it."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class WeekInWords:
    """My week: the number of calls with its word, one line of what came of them, and what was ordered."""

    calls: int
    word: str
    line: str
    orders: int
    won: Any


def panels(actor: Actor) -> dict[str, Any]:
    """Return what stands beside the list, each panel from one query."""
    return {"week": _week(actor), "tasks": my_tasks(actor, limit=TASKS), "base": base_in_figures(actor)}


def forget_week(actor: Actor) -> None:
    """Count the week anew when it is next shown, because its owner just did something."""
    cache.delete(_week_key(actor))


def _week(actor: Actor) -> WeekInWords:
    # The sum of a week's orders walks over all of one's customers: once a minute is often enough.
    week: Week | None = cache.get(_week_key(actor))
    if week is None:
        week = my_week(actor)
        cache.set(_week_key(actor), week, LIVES_SECONDS)
    word = ngettext("call", "calls", week.calls)
    reached = ngettext("%(count)s reached", "%(count)s reached", week.reached) % {"count": formats.number(week.reached)}
    return WeekInWords(week.calls, word, f"{reached} · {_tasks_done(week.tasks_done)}", week.orders, week.won)


def _tasks_done(count: int) -> str:
    return ngettext("%(count)s task done", "%(count)s tasks done", count) % {"count": formats.number(count)}


def _week_key(actor: Actor) -> str:
    return f"today:week:{actor.user_id}"


def base_in_figures(actor: Actor) -> tuple[Figure, ...]:
    """Return the figures of what this actor sees, a minute old at most: counting a million takes a moment."""
    key = f"today:base:{actor.user_id}"
    counts: dict[str, int] | None = cache.get(key)
    if counts is None:
        rows = Conclusion.objects.visible_to(actor).order_by().values_list("marker")
        counts = dict(rows.annotate(customers=Count("pk")))
        cache.set(key, counts, LIVES_SECONDS)
    told = [
        Figure(_marked(code, counts[code]), f"/customers/?customer.marker={code}") for code in TOLD if counts.get(code)
    ]
    return (Figure(vocabulary.counted(sum(counts.values()), "customer"), "/customers/"), *told)


def _marked(code: str, count: int) -> str:
    # Where an adjective bends with its number, a colon saves it from that: "12 złoty" would be money.
    return _("%(count)s %(marker)s") % {"count": formats.number(count), "marker": vocabulary.marker(code)}
