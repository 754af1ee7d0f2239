"""Scorings: which one holds, when a new one is called for, and when one goes."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from klientela.accounts.models import ChangeSet
from klientela.core import clock
from klientela.core.preferences import preferences
from klientela.customers.models import Inquiry
from klientela.insight.conclude import Terms
from klientela.insight.gathered import day_number, year_before
from klientela.insight.models import Scoring
from klientela.insight.whole_base import Header
from klientela.measures import Cuts
from klientela.sales.models import OpeningBalance, Order

MEASURES = ("recency", "frequency", "monetary")
WISHED = "wished"


def holding(newest_on: date | None) -> Scoring | None:
    """Return the scoring that holds for a base whose newest fact is of this day: the newest that fits, or None.

    One that somebody asked for by its day holds until a newer one is made. Else a base that ends in the past needs
    the day after its last fact, and a living one a day not longer ago than a fact may be to count as fresh.
    """
    candidates = Scoring.objects.exclude(pk__in=undone().values("pk")).order_by("-pk")
    newest = candidates.first()
    if newest is None or newest.cuts.get(WISHED):
        return newest
    as_of, today = clock.as_of(newest_on), clock.today()
    fits = Q(as_of=as_of)
    if as_of == today:
        fits |= Q(as_of__range=(today - clock.FRESH, today))
    return candidates.filter(fits).first()


def undone() -> QuerySet[Scoring]:
    """Return the scorings whose import was taken back, all of it."""
    finished = Q(undone_by__isnull=False, undone_by__params__has_key="restored")
    changes = ChangeSet.objects.unscoped("a scoring goes with the import that called for it").filter(finished)
    return Scoring.objects.filter(change__in=changes.values("pk"))


def newest_fact_in_base() -> date | None:
    """Return the day of the newest purchase or inquiry up to today, read from the facts themselves."""
    today, now = clock.today(), clock.now()
    orders = _facts(Order).filter(is_purchase=True, customer__isnull=False, ordered_on__lte=today)
    openings = _facts(OpeningBalance)
    asked_at = _facts(Inquiry).filter(received_at__lte=now).aggregate(day=Max("received_at"))["day"]
    days = [orders.aggregate(day=Max("ordered_on"))["day"], timezone.localtime(asked_at).date() if asked_at else None]
    days += [
        openings.filter(**{f"{name}__lte": today}).aggregate(day=Max(name))["day"] for name in ("first_on", "last_on")
    ]
    return max((day for day in days if day), default=None)


def has_purchases() -> bool:
    """Tell whether anybody bought anything: without that there is nothing to score."""
    orders = _facts(Order).filter(is_purchase=True, customer__isnull=False)
    return bool(orders.exists()) or bool(_facts(OpeningBalance).filter(purchases__gt=0).exists())


def _facts(model: Any) -> Any:
    return model.objects.unscoped("the newest fact counts, whoever's it is")


def make(header: Header, as_of: date, *, wished: bool, change: int | None) -> Scoring:
    """Store a new scoring from what was read; recency is turned into days before `as_of` with a minus."""
    cuts: dict[str, Any] = {WISHED: True} if wished else {}
    day = day_number(as_of)
    for name in MEASURES:
        each = header.cuts[name]
        if each:
            shift = day if name == "recency" else 0
            cuts[name] = [None if limit is None else limit - shift for limit in each.limits]
    medians = {
        "first": [[kind, industry, first] for kind, industry, first, _ in header.alike if first is not None],
        "second": [[kind, industry, second] for kind, industry, _, second in header.alike if second is not None],
    }
    return Scoring.objects.create(as_of=as_of, cuts=cuts, customers=header.customers, medians=medians, change=change)


def import_that_called() -> int | None:
    """Return the newest import since the last scoring, which a scoring made now is owed to."""
    imports = ChangeSet.objects.unscoped("a scoring goes with the import that called for it").filter(
        code__startswith="import.", undone_by__isnull=True
    )
    # A scoring that goes with its own import says nothing of those before it.
    last = Scoring.objects.exclude(pk__in=undone().values("pk")).order_by("-pk").first()
    since = imports.filter(at__gte=last.made_at - timedelta(seconds=1)) if last else imports
    return since.order_by("-pk").values_list("pk", flat=True).first()


def terms(scoring: Scoring | None) -> Terms:
    """Return under what conclusions are drawn: this scoring and the settings."""
    settings = preferences()
    plain: dict[str, Any] = {
        "zone": timezone.get_default_timezone(),
        "currency": settings.home_currency,
        "platinum": settings.platinum_purchases,
    }
    if scoring is None:
        return Terms(**plain)
    cuts = {name: _cuts(scoring.cuts.get(name), scoring.customers) for name in MEASURES}
    return Terms(
        **plain,
        scoring=scoring.pk,
        as_of=day_number(scoring.as_of),
        cuts=cuts,
        bought=scoring.customers,
        alike=_alike(scoring.medians),
    )


def year_from(scoring: Scoring | None) -> int:
    """Return the day number after which the year of the scoring counts."""
    return day_number(year_before(scoring.as_of if scoring else clock.today()))


def _cuts(limits: list[Any] | None, customers: int) -> Cuts | None:
    return Cuts((limits[0], limits[1], limits[2], limits[3]), customers) if limits else None


def _alike(medians: dict[str, list[Any]]) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    first = {(kind, industry): minor for kind, industry, minor in medians.get("first", [])}
    second = {(kind, industry): minor for kind, industry, minor in medians.get("second", [])}
    return {group: (first.get(group), second.get(group)) for group in first.keys() | second.keys()}
