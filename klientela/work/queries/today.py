"""The list of Today: what is worth doing, the most at stake first."""

from dataclasses import dataclass, replace
from datetime import date

from klientela.core import clock
from klientela.core.actor import Actor
from klientela.core.errors import Refused
from klientela.customers.models import Customer
from klientela.insight.queries.as_of import data_end
from klientela.work.queries.phones import phones_of
from klientela.work.today import Action, Asked, Source, sources

# Nobody works off more than this in a day, so that nobody waits for a longer count.
COUNTED = 1_000


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
    refused with `today.kind_unknown`.
    """
    end = data_end()
    asked = Asked(actor, end.as_of, clock.today(), manager)
    chosen = _chosen(kind)
    found = [action for source in chosen for action in source.actions(asked, limit)]
    found.sort(key=_rank)
    totals = tuple(_total(source, asked) for source in sources())
    counted = [each for each in totals if each.code in {source.code for source in chosen}]
    return TodayList(
        items=_with_phones(found[:limit], actor),
        sources=totals,
        total=sum(each.total for each in counted),
        is_more=any(each.is_more for each in counted),
        as_of=end.as_of,
        data_end_in_past=end.is_past,
    )


def usual_manager(actor: Actor) -> int | None:
    """Return whose list this actor is shown at first: their own, or None for all they see.

    An owner or a head of sales may have no customers of their own; their list must not be empty for that.
    """
    own = Customer.objects.visible_to(actor).filter(owner_id=actor.user_id)
    return actor.user_id if actor.user_id is not None and own.exists() else None


def _chosen(kind: str | None) -> tuple[Source, ...]:
    chosen = tuple(source for source in sources() if kind in (None, "", source.code))
    if not chosen:
        raise Refused("today.kind_unknown", "There is no kind of action called %(kind)s.", kind=kind)
    return chosen


def _rank(action: Action) -> tuple[bool, int, int, int]:
    """Most at stake first, unknown amounts last; of equal ones the newest cause first."""
    minor = action.at_stake.minor if action.at_stake else 0
    return action.at_stake is None, -minor, -action.cause_on.toordinal(), action.customer_id


def _total(source: Source, asked: Asked) -> SourceTotal:
    counted = source.count(asked, COUNTED + 1)
    return SourceTotal(source.code, source.label, source.at_stake_label, min(counted, COUNTED), counted > COUNTED)


def _with_phones(actions: list[Action], actor: Actor) -> tuple[Action, ...]:
    phones = phones_of({each.customer_id: each.person_id for each in actions}, actor) if actions else {}
    return tuple(replace(each, phone=phones.get(each.customer_id)) for each in actions)
