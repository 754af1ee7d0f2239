"""Orders by hand: added with their lines, credited in part or whole, cancelled.

The sums of an order follow from its lines and credit notes and are written here only (and set-based by imports):
`amount` from sale lines, `fees` from fees, `home_net` what is left in the home currency, unknown without a rate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.db import transaction

from klientela.accounts.actions import edits, history
from klientela.accounts.models import ChangeSet
from klientela.core import clock
from klientela.core.actor import Actor, Right
from klientela.core.errors import Refused
from klientela.core.events import publish
from klientela.core.money import Money, scaled, to_minor
from klientela.core.preferences import preferences
from klientela.core.scoping import ScopedQuerySet
from klientela.core.search_key import search_key
from klientela.customers.actions import stale
from klientela.customers.actions.writing import allowed_customer
from klientela.sales.events import SalesChanged
from klientela.sales.models import CreditNote, Order, OrderLine, Product

Kind = OrderLine.Kind


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a person writes it: what, how many, for how much each; `is_fee` for postage and the like."""

    product: str = ""
    text: str = ""
    quantity: Decimal = Decimal(1)
    unit_price: Decimal = Decimal(0)
    is_fee: bool = False

    @property
    def kind(self) -> str:
        """A fee, a sale, or something without a price, which is no purchase."""
        if self.is_fee:
            return Kind.FEE
        return Kind.SALE if self.unit_price else Kind.FREE


def add(
    customer_id: int,
    *,
    lines: Sequence[Line],
    actor: Actor,
    ordered_on: date | None = None,
    number: str = "",
    currency: str = "",
    rate: Decimal | None = None,
) -> Order:
    """Add an order of the customer; `ordered_on` of None means today, `currency` "" the home currency.

    `rate` is what one unit of a foreign currency is worth at home; without it the order is left out of sums and named.
    Refuses with `order.empty` without lines, `order.line_wrong` for a quantity or a price that cannot be.
    """
    actor.require(Right.EDIT)
    _refuse_wrong(lines)
    home = preferences().home_currency
    money = currency or home
    with transaction.atomic():
        customer = allowed_customer(customer_id, actor)
        order = Order(customer=customer, number=number.strip(), ordered_on=ordered_on or clock.today(), currency=money)
        order.amount = sum(_amount(each, money) for each in lines if each.kind == Kind.SALE)
        order.fees = sum(_amount(each, money) for each in lines if each.kind == Kind.FEE)
        order.home_net = _at_home(order.amount, money, home, rate)
        order.is_purchase = order.amount > 0
        order.save(force_insert=True)
        change = history.open_change("order.added", actor=actor, customer=customer_id, number=order.number)
        made = [_line(order, each, change) for each in lines]
        OrderLine.objects.bulk_create(made)
        history.created(change, order, *made)
        _announce(change, order)
    return order


def credit(
    order_id: int,
    *,
    actor: Actor,
    amount: Decimal | None = None,
    on: date | None = None,
    number: str = "",
    text: str = "",
) -> CreditNote:
    """Take back `amount` of an order, all that is left of it by default; `on` of None means today.

    Refuses with `order.nothing_left` and `order.credit_too_much`. An order credited whole is no purchase any more.
    """
    actor.require(Right.EDIT)
    with transaction.atomic():
        order = _locked(order_id, actor)
        minor = _creditable(order, amount)
        note = CreditNote(
            customer_id=order.customer_id, order=order, number=number.strip(), text=text.strip()[:255],
            issued_on=on or clock.today(), currency=order.currency, quantity=scaled(Decimal(1)), amount=minor,
        )  # fmt: skip
        note.save(force_insert=True)
        change = history.open_change("order.credited", actor=actor, customer=order.customer_id, number=order.number)
        history.created(change, note)
        _rewrite(order, {"credited": order.credited + minor}, change)
        _announce(change, order)
    return note


def cancel(order_id: int, *, actor: Actor) -> Order:
    """Cancel an order: it stays in the history and counts no more; a cancelled one stays as it was."""
    actor.require(Right.EDIT)
    with transaction.atomic():
        order = _locked(order_id, actor)
        if order.status == Order.Status.CANCELLED:
            return order
        change = history.open_change("order.cancelled", actor=actor, customer=order.customer_id, number=order.number)
        _rewrite(order, {"status": Order.Status.CANCELLED}, change)
        _announce(change, order)
    return order


def _locked(order_id: int, actor: Actor) -> Order:
    # Orders, credit notes and balances share one queryset, which cannot say which of them it holds.
    rows = cast("ScopedQuerySet[Order]", Order.objects.visible_to(actor))
    return edits.locked(rows, order_id)


def _refuse_wrong(lines: Sequence[Line]) -> None:
    if not lines:
        raise Refused("order.empty", "An order needs at least one line.")
    for place, line in enumerate(lines, start=1):
        if line.quantity <= 0 or line.unit_price < 0:
            raise Refused("order.line_wrong", "Line %(line)s: quantity and price must be above zero.", line=place)


def _amount(line: Line, currency: str) -> int:
    return to_minor(line.quantity * line.unit_price, currency)


def _at_home(minor: int, currency: str, home: str, rate: Decimal | None) -> int | None:
    if currency == home:
        return minor
    return None if rate is None else to_minor(Money(minor, currency).amount * rate, home)


def _line(order: Order, line: Line, change: ChangeSet) -> OrderLine:
    return OrderLine(
        order=order,
        product=_product(line.product, change) if line.product else None,
        kind=line.kind,
        text=line.text[:255],
        quantity=scaled(line.quantity),
        unit_price=scaled(line.unit_price),
        amount=_amount(line, order.currency),
    )


def _product(code: str, change: ChangeSet) -> Product:
    """Return the product of this code, made known by the first order that names it."""
    product, is_new = Product.objects.unscoped("a code names one product of the whole base").get_or_create(
        code=code.strip(), defaults={"name_key": search_key(code)}
    )
    if is_new:
        history.created(change, product)
    return product


def _creditable(order: Order, amount: Decimal | None) -> int:
    left = order.amount - order.credited
    if left <= 0 or order.status == Order.Status.CANCELLED:
        raise Refused("order.nothing_left", "There is nothing left of this order to credit.")
    minor = left if amount is None else to_minor(amount, order.currency)
    if not 0 < minor <= left:
        raise Refused("order.credit_too_much", "At most what is left of the order can be credited.")
    return minor


def _rewrite(order: Order, changes: dict[str, Any], change: ChangeSet) -> None:
    """Write `changes` with what follows from them: what is left at home, and whether it still counts."""
    net = order.amount - order.credited
    columns = (*changes, "home_net", "is_purchase")
    before = {column: getattr(order, column) for column in columns}
    for column, value in changes.items():
        setattr(order, column, value)
    left = order.amount - order.credited
    if order.home_net is not None and net:
        # The rate of the day of the order stays: what is left at home shrinks in proportion.
        order.home_net = round(Decimal(order.home_net) * left / net)
    order.is_purchase = left > 0 and order.status != Order.Status.CANCELLED
    order.version += 1
    order.save(update_fields=[*columns, "version", "updated_at"])
    history.updated(change, order, {column: old for column, old in before.items() if getattr(order, column) != old})


def _announce(change: ChangeSet, order: Order) -> None:
    if order.customer_id is not None:
        stale.mark([order.customer_id])
    publish(SalesChanged(change=change.pk))
