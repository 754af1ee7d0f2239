"""Orders by hand: their sums, credits, cancellations, and who may."""

from datetime import date
from decimal import Decimal

import pytest

from klientela.accounts.actions.undo import undo
from klientela.accounts.models import ChangeSet
from klientela.core.errors import Refused
from klientela.core.models import OutboxEvent
from klientela.customers.models import StaleMark
from klientela.sales.actions import orders
from klientela.sales.actions.orders import Line
from klientela.sales.models import CreditNote, Order, OrderLine, Product
from tests.factories.customers import make_customer

pytestmark = pytest.mark.django_db
WHY = "tests look at everything"


def order_now(order: Order) -> Order:
    return Order.objects.unscoped(WHY).get(pk=order.pk)


def add(actor, customer, **more) -> Order:
    lines = [Line("P-1", quantity=Decimal(3), unit_price=Decimal("12.35"))]
    return orders.add(customer.pk, lines=lines, ordered_on=date(2024, 5, 6), actor=actor, **more)


def test_an_order_sums_its_lines_and_keeps_fees_and_gifts_apart(as_owner):
    customer = make_customer()
    lines = [
        Line("P-1", quantity=Decimal(3), unit_price=Decimal("12.35")),
        Line("P-2", quantity=Decimal("0.5"), unit_price=Decimal("7.00")),
        Line("POST", quantity=Decimal(1), unit_price=Decimal("15.00"), is_fee=True),
        Line("GIFT", quantity=Decimal(1)),
    ]
    order = orders.add(customer.pk, lines=lines, number="A/1", actor=as_owner)
    # 3 × 12.35 = 37.05 and .5 × 7.00 = 3.50 are sales: 40.55; postage 15.00 and the gift are none.
    assert (order.amount, order.fees, order.home_net, order.is_purchase) == (4_055, 1_500, 4_055, True)
    made = OrderLine.objects.unscoped(WHY).filter(order=order).order_by("pk")
    assert [(each.kind, each.amount) for each in made] == [("sale", 3_705), ("sale", 350), ("fee", 1_500), ("free", 0)]


def test_an_order_marks_its_customer_and_tells_of_it(as_owner):
    customer = make_customer()
    add(as_owner, customer)
    assert list(StaleMark.objects.values_list("customer_id", flat=True)) == [customer.pk]
    assert [each.name for each in OutboxEvent.objects.unscoped(WHY)] == ["klientela.sales.events.SalesChanged"]


def test_a_foreign_order_counts_at_its_rate_and_is_unknown_without_one(as_owner):
    customer = make_customer()
    # 37.05 EUR at 4.30 is 159.315 PLN, to the even grosz 159.32.
    with_rate = add(as_owner, customer, currency="EUR", rate=Decimal("4.30"))
    without = add(as_owner, customer, currency="EUR")
    assert (with_rate.home_net, without.home_net, without.is_purchase) == (15_932, None, True)


def test_a_credit_takes_back_a_part_and_then_the_rest(as_owner):
    order = add(as_owner, make_customer())
    orders.credit(order.pk, amount=Decimal("7.05"), actor=as_owner)
    part = order_now(order)
    assert (part.credited, part.home_net, part.is_purchase) == (705, 3_000, True)
    rest = orders.credit(order.pk, actor=as_owner)
    whole = order_now(order)
    assert (rest.amount, whole.credited, whole.home_net, whole.is_purchase) == (3_000, 3_705, 0, False)


def test_what_is_left_of_a_foreign_order_shrinks_in_proportion(as_owner):
    order = add(as_owner, make_customer(), currency="EUR", rate=Decimal(4))
    orders.credit(order.pk, amount=Decimal("12.35"), actor=as_owner)
    # 37.05 × 4 = 148.20; two thirds are left.
    assert order_now(order).home_net == 9_880


@pytest.mark.parametrize(("amount", "code"), [("37.06", "order.credit_too_much"), ("0", "order.credit_too_much")])
def test_more_than_is_left_is_refused_and_nothing_changes(as_owner, amount, code):
    order = add(as_owner, make_customer())
    with pytest.raises(Refused) as refused:
        orders.credit(order.pk, amount=Decimal(amount), actor=as_owner)
    assert refused.value.code == code
    assert order_now(order).version == 1
    assert not CreditNote.objects.unscoped(WHY).exists()


def test_a_cancelled_order_is_no_purchase_and_cancelling_twice_is_safe(as_owner):
    order = add(as_owner, make_customer())
    orders.cancel(order.pk, actor=as_owner)
    orders.cancel(order.pk, actor=as_owner)
    now = order_now(order)
    assert (now.status, now.is_purchase, now.version) == ("cancelled", False, 2)
    with pytest.raises(Refused, match="nothing left"):
        orders.credit(order.pk, actor=as_owner)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "order.empty"),
        ([Line("P", quantity=Decimal(0), unit_price=Decimal(1))], "order.line_wrong"),
        ([Line("P", unit_price=Decimal(-1))], "order.line_wrong"),
    ],
)
def test_an_order_without_sense_is_refused(as_owner, lines, code):
    with pytest.raises(Refused) as refused:
        orders.add(make_customer().pk, lines=lines, actor=as_owner)
    assert refused.value.code == code
    assert not Order.objects.unscoped(WHY).exists()


def test_a_reader_may_not_and_a_stranger_does_not_find_the_customer(as_reader, as_stranger, colleague):
    customer = make_customer(owner=colleague)
    for actor, code in ((as_reader, "actor.not_allowed"), (as_stranger, "record.unknown")):
        with pytest.raises(Refused) as refused:
            add(actor, customer)
        assert refused.value.code == code
    assert not Order.objects.unscoped(WHY).exists()
    assert not OutboxEvent.objects.unscoped(WHY).exists()


def test_undoing_takes_the_order_its_lines_and_its_product_away(as_owner):
    order = add(as_owner, make_customer())
    undo(ChangeSet.objects.unscoped(WHY).get(code="order.added").pk, actor=as_owner)
    assert not Order.objects.unscoped(WHY).filter(pk=order.pk).exists()
    assert not OrderLine.objects.unscoped(WHY).exists()
    assert not Product.objects.unscoped(WHY).exists()


def test_undoing_a_credit_gives_the_order_its_amount_back(as_owner):
    order = add(as_owner, make_customer())
    orders.credit(order.pk, actor=as_owner)
    undo(ChangeSet.objects.unscoped(WHY).get(code="order.credited").pk, actor=as_owner)
    now = order_now(order)
    assert (now.credited, now.home_net, now.is_purchase) == (0, 3_705, True)
    assert not CreditNote.objects.unscoped(WHY).exists()


def changes(code):
    return list(ChangeSet.objects.unscoped(WHY).filter(code=code).order_by("pk"))


@pytest.mark.parametrize("turn", [1, -1])
def test_credits_taken_back_in_any_order_leave_what_the_notes_that_stand_say(as_owner, turn):
    order = add(as_owner, make_customer())
    orders.credit(order.pk, amount=Decimal("30.00"), actor=as_owner)
    orders.credit(order.pk, amount=Decimal("5.00"), actor=as_owner)
    first, second = changes("order.credited")[::turn]
    undo(first.pk, actor=as_owner)
    left = CreditNote.objects.unscoped(WHY).get().amount
    now = order_now(order)
    assert (now.credited, now.home_net, now.is_purchase) == (left, 3_705 - left, True)
    undo(second.pk, actor=as_owner)
    now = order_now(order)
    assert (now.credited, now.home_net, now.is_purchase) == (0, 3_705, True)
    assert not CreditNote.objects.unscoped(WHY).exists()


def test_a_foreign_order_credited_whole_has_its_rate_again_after_the_undo(as_owner):
    order = add(as_owner, make_customer(), currency="EUR", rate=Decimal("4.30"))
    orders.credit(order.pk, actor=as_owner)
    undo(changes("order.credited")[0].pk, actor=as_owner)
    now = order_now(order)
    assert (now.credited, now.home_net, now.is_purchase) == (0, 15_932, True)


def test_a_credit_of_an_order_that_was_cancelled_since_goes_and_the_order_still_counts_no_more(as_owner):
    order = add(as_owner, make_customer())
    orders.credit(order.pk, actor=as_owner)
    orders.cancel(order.pk, actor=as_owner)
    undo(changes("order.credited")[0].pk, actor=as_owner)
    now = order_now(order)
    assert (now.credited, now.status, now.is_purchase) == (0, "cancelled", False)


def test_a_credit_and_a_cancellation_can_be_done_again(as_owner):
    order = add(as_owner, make_customer())
    orders.credit(order.pk, amount=Decimal("7.05"), actor=as_owner)
    orders.cancel(order.pk, actor=as_owner)
    for code in ("order.cancelled", "order.credited"):
        undo(changes(code)[0].pk, actor=as_owner)
    now = order_now(order)
    assert (now.credited, now.home_net, now.status, now.is_purchase) == (0, 3_705, "done", True)
    for taken_back in changes("history.undone"):
        undo(taken_back.pk, actor=as_owner)
    now = order_now(order)
    assert (now.credited, now.home_net, now.status, now.is_purchase) == (705, 3_000, "cancelled", False)
    assert CreditNote.objects.unscoped(WHY).get().amount == 705
