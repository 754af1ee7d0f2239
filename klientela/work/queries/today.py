"""The list of Today: what is worth doing, the most at stake first."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from types import MappingProxyType

from klientela.core import clock
from klientela.core.actor import Actor
from klientela.core.errors import Refused
from klientela.core.preferences import preferences
from klientela.customers.models import Customer
from klientela.insight.queries.as_of import data_end
from klientela.work.queries.phones import phones_of
from klientela.work.today import Action, Asked, Source, sources

# Nobody works off more than this in a day, so that nobody waits for a longer count.
COUNTED = 1_000
FEW = 1_000


@dataclass(frozen=True, slots=True)
class SourceTotal:
    """How many actions a source knows; `is_more` says that counting stopped there."""

    code: str
    label: str
    at_stake_label: str
    total: int
    is_more: bool


@dataclass(frozen=True, slots=True)
class TodayList:
    """The list, how many actions there are of each kind and in all, and the day for which it holds."""

    items: tuple[Action, ...]
    sources: tuple[SourceTotal, ...]
    total: int
    is_more: bool
    as_of: date
    data_end_in_past: bool


def todays_list(actor: Actor, *, manager: int | None = None, kind: str | None = None, limit: int = 20) -> TodayList:
    """Return the `limit` actions with the most at stake among the customers this actor sees, unknown amounts last.

    `manager` narrows it to one user's customers, `kind` to one source (totals are told of all); an unknown kind is
    refused with `today.kind_unknown`. Each action has the phone to call.
    """
    found = ranked(actor, manager=manager, kind=kind, limit=limit)
    return replace(found, items=_with_phones(found.items, actor))


def ranked(
    actor: Actor,
    *,
    manager: int | None = None,
    kind: str | None = None,
    limit: int = 20,
    counted: Mapping[str, int] = MappingProxyType({}),
) -> TodayList:
    """Return the same list without phones, for who draws it.

    `counted` are totals by source, counted a moment ago: taken for a source of which not all actions are listed.
    """
    end = data_end()
    currency = preferences().home_currency
    asked = Asked(actor, end.as_of, clock.today(), currency, manager, _holds_few(manager, actor))
    found = {source.code: source.actions(asked, limit) for source in _chosen(kind)}
    items = sorted(chain.from_iterable(found.values()), key=_rank)
    totals = tuple(_total(source, asked, found.get(source.code), limit, counted) for source in sources())
    chosen = [each for each in totals if each.code in found]
    return TodayList(
        items=tuple(items[:limit]),
        sources=totals,
        total=sum(each.total for each in chosen),
        is_more=any(each.is_more for each in chosen),
        as_of=end.as_of,
        data_end_in_past=end.is_past,
    )


def usual_manager(actor: Actor) -> int | None:
    """Return whose list this actor is shown at first: their own, or None for all they see.

    An owner or a head of sales may have no customers of their own; their list must not be empty for that.
    """
    own = Customer.objects.visible_to(actor).filter(owner_id=actor.user_id)
    return actor.user_id if actor.user_id is not None and own.exists() else None


def _holds_few(manager: int | None, actor: Actor) -> bool:
    """Tell whether it is quicker to look through all the customers of a user than through all that is worth doing."""
    held = Customer.objects.visible_to(actor).filter(owner_id=manager).order_by().values("pk")
    return manager is not None and held[: FEW + 1].count() <= FEW


def _chosen(kind: str | None) -> tuple[Source, ...]:
    chosen = tuple(source for source in sources() if kind in (None, "", source.code))
    if not chosen:
        raise Refused("today.kind_unknown", "There is no kind of action called %(kind)s.", kind=kind)
    return chosen


def _rank(action: Action) -> tuple[bool, int, int, int]:
    """Most at stake first, unknown amounts last; of equal ones the newest cause first."""
    minor = action.at_stake.minor if action.at_stake else 0
    return action.at_stake is None, -minor, -action.cause_on.toordinal(), action.customer_id


def _total(
    source: Source, asked: Asked, found: list[Action] | None, limit: int, counted: Mapping[str, int]
) -> SourceTotal:
    if found is not None and len(found) < limit:
        number = len(found)
    elif source.code in counted:
        number = counted[source.code]
    else:
        number = source.count(asked, COUNTED + 1)
    return SourceTotal(source.code, source.label, source.at_stake_label, min(number, COUNTED), number > COUNTED)


def _with_phones(actions: tuple[Action, ...], actor: Actor) -> tuple[Action, ...]:
    phones = phones_of({each.customer_id: each.person_id for each in actions}, actor) if actions else {}
    return tuple(replace(each, phone=phones.get(each.customer_id)) for each in actions)
