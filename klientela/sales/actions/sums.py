"""What an order has left, worked out anew from the credit notes that stand: after an undo took or brought back some."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from klientela.accounts.models import ChangePayload
from klientela.sales.models import CreditNote, Order, OrderLine

COLUMNS = ("credited", "home_net", "is_purchase")


def work_out(orders: Sequence[Order]) -> None:
    """Set `credited`, `home_net` and `is_purchase` of the orders, without writing them."""
    keys = [order.pk for order in orders]
    credited = _credited(keys)
    first = _before_credits(keys)
    for order in orders:
        before = first.get(order.pk) or {column: getattr(order, column) for column in COLUMNS}
        order.credited = credited.get(order.pk, 0)
        left = order.amount - order.credited
        net = before.get("amount", order.amount) - before["credited"]
        if before["home_net"] is not None and net:
            # The rate of the day of the order, from the figures before its first credit note.
            order.home_net = round(Decimal(before["home_net"]) * left / net)
        order.is_purchase = left > 0 and order.status != Order.Status.CANCELLED


def _credited(keys: Iterable[int]) -> dict[int, int]:
    # A note that takes back postage takes nothing off the sale.
    of_sale = Q(line=None) | Q(line__kind=OrderLine.Kind.SALE)
    notes = CreditNote.objects.unscoped("an order's sums are the same whoever took a note back")
    sums = notes.filter(of_sale, order_id__in=keys).values("order_id").annotate(sum=Sum("amount"))
    return {row["order_id"]: row["sum"] for row in sums.order_by()}


def _before_credits(keys: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Return the oldest figures that the history has of each order: a whole credit leaves no rate in the order."""
    label = Order._meta.label_lower
    told = ChangePayload.objects.filter(
        row__label=label, row__last_key__in=keys, before__has_keys=["credited", "home_net"]
    )
    found: dict[int, dict[str, Any]] = {}
    for key, before in told.order_by("pk").values_list("row__first_key", "before"):
        found.setdefault(key, before)
    return found
