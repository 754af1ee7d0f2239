"""The sources of Today that read conclusions: slipping away, inquiry unanswered, first order without follow-up.

Each condition, each amount and each order of the list stands in a column with an index of its own, so that a page is
read off the top of it however large the base is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from klientela.core.actor import Actor
from klientela.core.money import Money
from klientela.customers.models.visibility import held_by
from klientela.insight.models import Conclusion
from klientela.insight.queries.as_of import moment_of
from klientela.work.models import Setaside
from klientela.work.today import Action, Asked
from klientela.work.working_days import working_day_before

GOOD_AMOUNT = 4
DAYS_TO_FOLLOW_UP = timedelta(days=14)
# How many times as many as are wanted are looked at, first and then.
WIDELY = (16, 128)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ConcludedSource:
    """A kind of action that conclusions tell.

    `words` is the English sentence of `why`, `columns` what `why` needs to tell its parameters. `amount` is the column
    of what is at stake, `newest` the one that decides between equal amounts, `cause` the expression of the cause's
    day, `holds` the condition as of a day.
    """

    code: str
    label: str
    words: str
    at_stake_label: str
    amount: str
    newest: str
    cause: Combinable
    holds: Callable[[date], Q]
    columns: tuple[str, ...]
    why: Callable[[Row], dict[str, Any]]

    def actions(self, asked: Asked, limit: int) -> list[Action]:
        """Return the actions with the most at stake, best first; the unknown ones only where room is left."""
        rows = self._rows(asked)
        columns = ("customer_id", "customer__name", "customer__person_id", "marker", "cause_on", self.amount)
        known = self._by_amount(rows).values(*columns, *self.columns)
        found: list[Row] = []
        for near in self._nearest(known, asked, limit):
            found = list(near[:limit])
            if len(found) == limit:
                break
        if len(found) < limit:
            unknown = rows.exclude(**{f"{self.amount}__gt": 0}).order_by(f"-{self.newest}")
            found += unknown.values(*columns, *self.columns)[: limit - len(found)]
        return [self._action(row, asked.currency) for row in found]

    def _by_amount(self, rows: QuerySet[Conclusion]) -> QuerySet[Conclusion]:
        return rows.filter(**{f"{self.amount}__gt": 0}).order_by(f"-{self.amount}", f"-{self.newest}")

    def _nearest(self, known: Any, asked: Asked, limit: int) -> Iterator[Any]:
        """Yield the known rows among the first of everybody's, then among more of them, then all.

        Whoever sees a sixth of the base finds a page among its first hundreds. PostgreSQL would collect and sort
        thousands for it: how conditions hang together it cannot know, and expects a handful.
        """
        if connection.vendor == "postgresql" and not asked.holds_few:
            everybody = Conclusion.objects.unscoped("the first of all, of which the query around it takes the visible")
            ranked = self._by_amount(everybody.filter(self.holds(asked.as_of))).values("pk")
            for widely in WIDELY:
                yield known.filter(pk__in=ranked[: limit * widely])
        yield known

    def count(self, asked: Asked, limit: int) -> int:
        """Return how many actions there are, counting no further than `limit`."""
        return self._rows(asked).order_by().values("pk")[:limit].count()

    def cause_of(self, customer_id: int, actor: Actor) -> date | None:
        """Return the day of the fact behind this action for a customer."""
        concluded = Conclusion.objects.visible_to(actor).filter(pk=customer_id)
        cause: date | None = concluded.annotate(cause_on=self.cause).values_list("cause_on", flat=True).first()
        return cause

    def _rows(self, asked: Asked) -> QuerySet[Conclusion]:
        mine = Conclusion.objects.visible_to(asked.actor).filter(
            self.holds(asked.as_of), customer__archived_at__isnull=True
        )
        if asked.manager is not None:
            few = Q(customer__owner_id=asked.manager)
            mine = mine.filter(few if asked.holds_few else held_by(asked.manager, "customer"))
        # Nobody is proposed to be called who asked not to be; most customers are no persons.
        reachable = Q(customer__person__isnull=True) | Q(customer__person__do_not_contact=False)
        rows = mine.filter(reachable).annotate(cause_on=self.cause)
        return rows.exclude(Exists(self._set_aside(asked)))

    def _set_aside(self, asked: Asked) -> QuerySet[Setaside]:
        """Return the decision to leave this action off the list, unless something newer causes it."""
        standing = Q(until__isnull=True) | Q(until__gt=asked.today)
        return Setaside.objects.visible_to(asked.actor).filter(
            standing, customer_id=OuterRef("customer_id"), action=self.code, cause__gte=OuterRef("cause_on")
        )

    def _action(self, row: Row, currency: str) -> Action:
        minor = row[self.amount]
        return Action(
            customer_id=row["customer_id"],
            customer_name=row["customer__name"],
            marker=row["marker"],
            action=self.code,
            why={"code": f"today.{self.code}", "params": self.why(row)},
            at_stake=Money(minor, currency) if minor and minor > 0 else None,
            at_stake_label=self.at_stake_label,
            cause_on=row["cause_on"],
            person_id=row["customer__person_id"],
        )


def _is_slipping(as_of: date) -> Q:
    # "is not null" says nothing new, but lets both databases use the partial index.
    return Q(monetary__gte=GOOD_AMOUNT, overdue_from__isnull=False, overdue_from__lte=as_of)


def _why_slipping(row: Row) -> dict[str, Any]:
    days = round(row["usual_interval"], 1)
    expected, last = row["next_order_on"].isoformat(), row["last_purchase_on"].isoformat()
    return {"days": int(days) if days == int(days) else days, "expected_on": expected, "bought_on": last}


def _is_unanswered(as_of: date) -> Q:
    latest = working_day_before(timezone.localtime(moment_of(as_of), timezone.get_default_timezone()))
    return Q(unanswered_at__isnull=False, unanswered_at__lte=latest)


def _why_unanswered(row: Row) -> dict[str, Any]:
    return {"asked_on": row["cause_on"].isoformat()}


def _is_unfollowed(as_of: date) -> Q:
    return Q(unfollowed_on__isnull=False, unfollowed_on__lte=as_of - DAYS_TO_FOLLOW_UP)


def _why_unfollowed(row: Row) -> dict[str, Any]:
    return {"bought_on": row["unfollowed_on"].isoformat()}


SLIPPING = ConcludedSource(
    code="slipping",
    label=_("Slipping away"),
    words=_("Orders every %(days)s days; last on %(bought_on)s, the next was expected on %(expected_on)s."),
    at_stake_label="stake.last_year",
    amount="last_year_total",
    newest="next_order_on",
    cause=F("next_order_on"),
    holds=_is_slipping,
    columns=("usual_interval", "next_order_on", "last_purchase_on"),
    why=_why_slipping,
)
UNANSWERED = ConcludedSource(
    code="inquiry",
    label=_("Inquiry unanswered"),
    words=_("Asked on %(asked_on)s; nobody has answered."),
    at_stake_label="stake.first_order",
    amount="expected_first",
    newest="unanswered_at",
    cause=TruncDate("unanswered_at", tzinfo=timezone.get_default_timezone()),
    holds=_is_unanswered,
    columns=(),
    why=_why_unanswered,
)
UNFOLLOWED = ConcludedSource(
    code="first_order",
    label=_("First order without follow-up"),
    words=_("Bought for the first time on %(bought_on)s; nobody has been in touch since."),
    at_stake_label="stake.second_order",
    amount="expected_second",
    newest="unfollowed_on",
    cause=F("unfollowed_on"),
    holds=_is_unfollowed,
    columns=("unfollowed_on",),
    why=_why_unfollowed,
)
