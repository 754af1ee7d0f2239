"""What the page Today shows: rows in words and filters; what stands beside them is in `side`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from klientela.core import clock
from klientela.core.actor import Actor
from klientela.core.money import Money
from klientela.customers.models import Customer
from klientela.web import formats, reasons
from klientela.web.pages.today import side
from klientela.web.pages.today.kinds import BY_CODE, KINDS, Kind, buttons
from klientela.work.queries.today import TodayList, ranked, usual_manager
from klientela.work.today import Action

SHOWN = 20
COUNTED_ANEW = 100
WHOSE: tuple[tuple[str, Promise], ...] = (("mine", _("mine")), ("team", _("all I see")))


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen: whose work, which kind, and at which place of the list the reader stood."""

    whose: str = "mine"
    kind: str = ""
    place: int | None = None

    @property
    def query(self) -> str:
        """The choice as part of an address."""
        return urlencode({"whose": self.whose, "only": self.kind})


@dataclass(frozen=True, slots=True)
class Row:
    """One row: who, why in one sentence, what is at stake (None when nobody knows)."""

    customer_id: int
    name: str
    marker: str
    why: str
    kind: Kind
    at_stake: Money | None
    buttons: SafeString
    place: int
    current: bool
    focused: bool


@dataclass(frozen=True)
class Page:
    """The list with its filters; `left` says how many rows follow those shown."""

    rows: tuple[Row, ...]
    day: str
    worth_doing: str
    left: str
    choice: Choice
    as_of: Any
    has_customers: bool
    is_filtered: bool

    whose_choices = WHOSE
    kinds = KINDS


def chosen(query: Mapping[str, Any], actor: Actor) -> Choice:
    """Read the choice from an address or a form; what makes no sense is left at its usual value."""
    whose, kind, place = query.get("whose", ""), query.get("only", ""), query.get("place", "")
    return Choice(
        whose=whose if whose in dict(WHOSE) else ("team" if usual_manager(actor) is None else "mine"),
        kind=kind if kind in BY_CODE else "",
        place=int(place) if str(place).isdecimal() else None,
    )


def todays_page(actor: Actor, choice: Choice) -> dict[str, Any]:
    """Return everything the page shows to this actor under this choice."""
    manager = actor.user_id if choice.whose == "mine" else None
    found = _found(actor, manager, choice)
    page = Page(
        rows=tuple(_row(action, place, len(found.items), choice) for place, action in enumerate(found.items)),
        day=formats.day_in_full(clock.today()),
        worth_doing=_worth_doing(found),
        left=_left(found),
        choice=choice,
        as_of=found.as_of,
        has_customers=bool(found.items) or Customer.objects.visible_to(actor).exists(),
        # An empty list may hide work under other filters; a calm day must not be claimed then.
        is_filtered=not found.items and ranked(actor, limit=1).total > 0,
    )
    return {"today": page, **side.panels(actor)}


def _found(actor: Actor, manager: int | None, choice: Choice) -> TodayList:
    """Return the list; totals beyond a hundred are a minute old at most, because counting walks over thousands."""
    known: dict[str, dict[str, int]] = cache.get(_totals_key(actor), {})
    of_these = known.get(choice.whose)
    found = ranked(actor, manager=manager, kind=choice.kind, limit=SHOWN, counted=of_these or {})
    if of_these is None:
        many = {each.code: each.total + each.is_more for each in found.sources if each.total > COUNTED_ANEW}
        cache.set(_totals_key(actor), {**known, choice.whose: many}, side.LIVES_SECONDS)
    return found


def forget_totals(actor: Actor) -> None:
    """Count anew when the list is next shown, because its owner just did something."""
    cache.delete(_totals_key(actor))


def _totals_key(actor: Actor) -> str:
    return f"today:totals:{actor.user_id}"


def _row(action: Action, place: int, rows: int, choice: Choice) -> Row:
    # The list moves on: whoever stands where the last one stood is next.
    stood = min(choice.place or 0, rows - 1)
    address = f"/today/{action.customer_id}/{action.action}/"
    return Row(
        customer_id=action.customer_id,
        name=action.customer_name,
        marker=action.marker,
        why=reasons.sentence(action.why["code"], action.why["params"]),
        kind=BY_CODE[action.action],
        at_stake=action.at_stake,
        buttons=buttons(address, action.customer_name),
        place=place,
        current=place == stood,
        focused=choice.place is not None and place == stood,
    )


def _worth_doing(found: TodayList) -> str:
    count = formats.number(found.total) + ("+" if found.is_more else "")
    return ngettext("%(count)s worth doing", "%(count)s worth doing", found.total) % {"count": count}


def _left(found: TodayList) -> str:
    left = found.total - len(found.items)
    if left <= 0:
        return ""
    text = ngettext("%(count)s more follows as these are done.", "%(count)s more follow as these are done.", left)
    return text % {"count": formats.number(left) + ("+" if found.is_more else "")}
