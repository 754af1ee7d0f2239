"""The rooms that stand in the rail, and the counts beside them, which are one cached fragment per person."""

from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klientela.core.actor import Actor
from klientela.core.listing import ListQuery
from klientela.customers.queries import lists
from klientela.work.queries.today import ranked, usual_manager

COUNTS_LIVE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Room:
    """A room of the house: its key, word, drawing, address, and where its addresses begin."""

    key: str
    word: Promise
    icon: str
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the rail: the room, whether we are in it, and its count (None while nobody counted)."""

    room: Room
    current: bool
    count: int | None


ROOMS = (
    Room("today", _("Today"), "sun", "/"),
    Room("customers", _("Customers"), "users", "/customers/"),
    Room("analysis", _("Analysis"), "chart-column", "/analysis/"),
    Room("exchange", _("Exchange"), "arrow-left-right", "/exchange/"),
)


def entries(request: HttpRequest) -> tuple[Entry, ...]:
    """Return the lines of the rail, with the counts as far as they are known without asking the database."""
    counts: dict[str, int] = cache.get(_key(request), {})
    return tuple(Entry(room, _is_current(room, request.path), counts.get(room.key)) for room in ROOMS)


def is_counted(request: HttpRequest) -> bool:
    """Tell whether fresh counts are at hand, so that the page need not ask for them."""
    return cache.get(_key(request)) is not None


def counted_entries(request: HttpRequest, actor: Actor) -> tuple[Entry, ...]:
    """Return the lines with fresh counts, and keep them for a minute."""
    cache.set(_key(request), counts_for(actor), COUNTS_LIVE_SECONDS)
    return entries(request)


def forget(request: HttpRequest) -> None:
    """Count anew on the next page, because thousands have just come or gone."""
    cache.delete(_key(request))


def counts_for(actor: Actor) -> dict[str, int]:
    """Return what stands beside the rooms for this actor."""
    mine = ranked(actor, manager=usual_manager(actor), limit=1)
    return {"today": mine.total, "customers": lists.total(ListQuery(), actor).number}


def _is_current(room: Room, path: str) -> bool:
    return path == room.address if room.address == "/" else path.startswith(room.address)


def _key(request: HttpRequest) -> str:
    return f"rail:{request.user.pk}"
