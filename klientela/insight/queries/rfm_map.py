"""How the customers somebody sees spread over the scores of RFM, and over the ten groups that the scores make."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Sum

from klientela.core.actor import Actor
from klientela.insight.models import Conclusion, Scoring


@dataclass(frozen=True, slots=True)
class Share:
    """So many customers, and what they bought in all, in minor units of the home currency."""

    customers: int = 0
    total: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.customers + other.customers, self.total + other.total)


@dataclass(frozen=True, slots=True)
class RfmMap:
    """The customers of each cell (recency, frequency) and of each group, of all of them, and how many have no scores.

    Archived customers are left out, as in lists. `scoring` is the newest: where its cut points stand.
    """

    cells: Mapping[tuple[int, int], Share]
    groups: Mapping[str, Share]
    scored: Share
    unscored: int
    scoring: Scoring | None


def rfm_map(actor: Actor) -> RfmMap:
    """Return the map of the customers this actor sees, from one query and a look at the scoring."""
    living = Conclusion.objects.visible_to(actor).filter(customer__archived_at__isnull=True)
    counted = living.order_by().values_list("recency", "frequency", "rfm_group").annotate(Count("pk"), Sum("total"))
    cells: dict[tuple[int, int], Share] = defaultdict(Share)
    groups: dict[str, Share] = defaultdict(Share)
    scored, unscored = Share(), 0
    for recency, frequency, group, customers, total in counted:
        if not group:
            unscored += customers
            continue
        share = Share(customers, total)
        cells[recency, frequency] += share
        groups[group] += share
        scored += share
    return RfmMap(dict(cells), dict(groups), scored, unscored, Scoring.objects.order_by("-pk").first())
