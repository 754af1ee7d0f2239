"""One's own figures of the week: calls, people reached, what was won."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, Sum
from django.utils import timezone

from klientela.core import clock
from klientela.core.actor import Actor
from klientela.core.money import Money
from klientela.core.preferences import preferences
from klientela.customers.models import Interaction
from klientela.sales.models import Order
from klientela.work.models import Task

Outcome = Interaction.Outcome
REACHED = (Outcome.REACHED, Outcome.AGREED, Outcome.DECLINED)


@dataclass(frozen=True, slots=True)
class Week:
    """From Monday until now: one's calls, how many reached somebody, tasks done, purchases of one's customers."""

    since: date
    calls: int
    reached: int
    tasks_done: int
    orders: int
    won: Money


def my_week(actor: Actor) -> Week:
    """Return this week's figures of the actor's own work; orders count on their day, for customers one owns."""
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    began_at = timezone.make_aware(datetime.combine(monday, time.min))
    calls = Interaction.objects.visible_to(actor).filter(
        author_id=actor.user_id,
        kind=Interaction.Kind.CALL,
        direction=Interaction.Direction.OUT,
        started_at__gte=began_at,
    )
    figures = calls.aggregate(calls=Count("pk"), reached=Count("pk", filter=Q(outcome__in=REACHED)))
    finished = Task.objects.visible_to(actor).filter(assignee_id=actor.user_id, done_at__gte=began_at)
    orders = Order.objects.visible_to(actor).filter(
        customer__owner_id=actor.user_id, is_purchase=True, ordered_on__range=(monday, today)
    )
    won = orders.aggregate(count=Count("pk"), sum=Sum("home_net"))
    return Week(
        since=monday,
        calls=figures["calls"],
        reached=figures["reached"],
        tasks_done=finished.count(),
        orders=won["count"],
        won=Money(won["sum"] or 0, preferences().home_currency),
    )
