"""What the base says once a file is in: markers, groups by recency, frequency and amount, and who to call first."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext_lazy, ngettext

from klientela.core.actor import Actor
from klientela.core.money import Money
from klientela.customers.models import StaleMark
from klientela.insight.models import Conclusion
from klientela.web import formats, reasons, vocabulary
from klientela.work.queries.today import TodayList, todays_list

FIRST = 9
GROUPS = (
    (13, 15, gettext_lazy("13–15: the best")),
    (10, 12, gettext_lazy("10–12: good")),
    (7, 9, gettext_lazy("7–9: middling")),
    (3, 6, gettext_lazy("3–6: to win back or let go")),
)


@dataclass(frozen=True, slots=True)
class Share:
    """How many customers carry a marker, or stand in a group."""

    code: str
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class First:
    """Somebody to call first, with the reason and the money at stake."""

    customer_id: int
    name: str
    marker: str
    why: str
    at_stake: Money | None


@dataclass(frozen=True, slots=True)
class Says:
    """What the base says to one person."""

    headline: str
    markers: tuple[Share, ...]
    groups: tuple[Share, ...]
    first: tuple[First, ...]


def is_thinking() -> bool:
    """Tell whether conclusions are still being drawn from what came in."""
    return StaleMark.objects.exists()


def says(actor: Actor) -> Says:
    """Return what the base says to this actor, about the customers they see."""
    found = todays_list(actor, limit=FIRST)
    concluded = Conclusion.objects.visible_to(actor).order_by()
    markers = dict(concluded.values_list("marker").annotate(customers=Count("pk")))
    scores = dict(concluded.filter(rfm__isnull=False).values_list("rfm").annotate(customers=Count("pk")))
    shares = (Share(code, vocabulary.marker(code), markers.get(code, 0)) for code in Conclusion.Marker.values)
    groups = (
        Share("", str(word), sum(count for score, count in scores.items() if low <= score <= high))
        for low, high, word in GROUPS
    )
    return Says(
        headline=_headline(sum(markers.values()), found),
        markers=tuple(share for share in shares if share.count),
        groups=tuple(groups) if scores else (),
        first=tuple(
            First(
                each.customer_id,
                each.customer_name,
                each.marker,
                reasons.sentence(each.why["code"], each.why["params"]),
                each.at_stake,
            )
            for each in found.items
        ),
    )


def _headline(customers: int, found: TodayList) -> str:
    parts = [vocabulary.counted(customers, "customer")]
    told = {
        "slipping": ngettext(
            "%(count)s good one slipping away", "%(count)s good ones slipping away", _of(found, "slipping")
        ),
        "inquiry": ngettext("%(count)s inquiry unanswered", "%(count)s inquiries unanswered", _of(found, "inquiry")),
        "first_order": ngettext(
            "%(count)s first order without follow-up",
            "%(count)s first orders without follow-up",
            _of(found, "first_order"),
        ),
    }
    parts += [words % {"count": formats.number(_of(found, code))} for code, words in told.items() if _of(found, code)]
    call = ngettext("Call this one today.", "Call these %(count)s today.", len(found.items)) % {
        "count": formats.number(len(found.items))
    }
    return f"{' · '.join(parts)}. {call if found.items else ''}".strip()


def _of(found: TodayList, code: str) -> int:
    return next((source.total for source in found.sources if source.code == code), 0)
