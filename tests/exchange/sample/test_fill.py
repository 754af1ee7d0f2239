"""Filling an empty base with the sample, and taking it away again."""

from datetime import date, timedelta

import pytest

from klientela.accounts.models import User
from klientela.core import clock
from klientela.core.errors import Refused
from klientela.core.preferences import preferences
from klientela.customers.models import ContactPoint, Customer, Inquiry, Interaction, Refusal
from klientela.exchange import sample
from klientela.exchange.sample.actions import make_up
from klientela.insight.models import Conclusion
from klientela.sales.models import CreditNote, Order, OrderLine, Product
from klientela.work.models import Task

pytestmark = pytest.mark.django_db
LOOKING = "a test looks at all rows"


def every(model):
    return model.objects.unscoped(LOOKING)


def made(actor, customers, seed=7):
    return make_up(customers=customers, seed=seed, actor=actor)


def test_the_same_seed_gives_the_same_base(as_owner):
    made(as_owner, 25, seed=3)
    first = list(every(Customer).order_by("pk").values_list("name", "kind", "locality"))
    orders = list(every(Order).order_by("pk").values_list("number", "ordered_on", "amount"))
    sample.clear(as_owner)
    made(as_owner, 25, seed=3)
    assert list(every(Customer).order_by("pk").values_list("name", "kind", "locality")) == first
    assert list(every(Order).order_by("pk").values_list("number", "ordered_on", "amount")) == orders


def test_a_sample_has_customers_of_every_kind_and_country_with_four_years_of_orders(as_owner):
    _change, orders = made(as_owner, 300)
    assert (300, orders) == (every(Customer).count(), every(Order).count())
    assert set(every(Customer).values_list("kind", flat=True)) == {"company", "government", "person"}
    assert set(every(Customer).values_list("country", flat=True)) == {"PL", "DE", "RU", "GB"}
    days = every(Order).order_by("ordered_on").values_list("ordered_on", flat=True)
    assert days.last() == clock.today() - timedelta(days=1)
    assert days.first() >= clock.today() - timedelta(days=4 * 365 + 40)
    filled = [each for each in (Inquiry, Interaction, Refusal, CreditNote, Task) if every(each).exists()]
    assert filled == [Inquiry, Interaction, Refusal, CreditNote, Task]
    assert preferences().is_sample is True


def test_the_sums_of_orders_are_the_sums_of_their_lines(as_owner):
    made(as_owner, 120)
    sums = {}
    for order, kind, amount in every(OrderLine).values_list("order_id", "kind", "amount"):
        sums[order, kind] = sums.get((order, kind), 0) + amount
    wrong = [
        order.number
        for order in every(Order)
        if (order.amount, order.fees) != (sums.get((order.pk, "sale"), 0), sums.get((order.pk, "fee"), 0))
    ]
    assert wrong == []


def test_every_mail_and_site_of_the_sample_is_an_example(as_owner):
    made(as_owner, 120)
    values = every(ContactPoint).exclude(kind="phone").values_list("normalised", flat=True)
    assert [value for value in values if not value.endswith(".example")] == []


def test_the_owner_who_asks_owns_some_and_some_are_in_the_pool(as_owner, owner):
    made(as_owner, 120)
    owners = set(every(Customer).values_list("owner_id", flat=True))
    sellers = set(User.objects.filter(email__endswith="@klientela.example").values_list("pk", flat=True))
    assert owners == {owner.pk, None} | sellers
    assert len(sellers) == 4


def test_clearing_takes_the_whole_sample_away_and_lets_nobody_of_it_in(as_owner):
    made(as_owner, 30)
    sample.clear(as_owner)
    left = [model for model in (Customer, Order, OrderLine, Product, Task, ContactPoint) if every(model).exists()]
    assert left == []
    assert User.objects.filter(email__endswith="@klientela.example", is_active=True).count() == 0
    assert preferences().is_sample is False


def test_a_base_with_customers_takes_no_sample(as_owner):
    made(as_owner, 10)
    with pytest.raises(Refused) as refusal:
        made(as_owner, 10)
    assert refusal.value.code == "sample.not_empty"
    assert every(Customer).count() == 10


def test_a_seller_may_neither_fill_nor_clear(as_colleague):
    with pytest.raises(Refused):
        made(as_colleague, 10)
    with pytest.raises(Refused):
        sample.clear(as_colleague)
    assert every(Customer).count() == 0


def test_without_a_sample_there_is_nothing_to_clear(as_owner):
    with pytest.raises(Refused) as refusal:
        sample.clear(as_owner)
    assert refusal.value.code == "sample.missing"


def test_orders_end_yesterday_however_late_it_is(as_owner, time_machine):
    time_machine.move_to("2026-03-31T22:30:00+00:00")  # half past midnight of 1 April in Warsaw
    made(as_owner, 300)
    assert every(Order).order_by("ordered_on").last().ordered_on == date(2026, 3, 31)


@pytest.mark.django_db(transaction=True)
def test_every_marker_and_every_kind_of_work_is_in_a_filled_base(as_owner):
    report = sample.fill(customers=400, actor=as_owner)
    assert report.customers == 400
    conclusions = every(Conclusion)
    assert set(conclusions.values_list("marker", flat=True)) == set(Conclusion.Marker.values)
    today = clock.today()
    slipping = conclusions.filter(monetary__gte=4, overdue_from__lte=today)
    unfollowed = conclusions.filter(unfollowed_on__lt=today - timedelta(days=14))
    assert [each.exists() for each in (slipping, conclusions.filter(unanswered_at__isnull=False), unfollowed)] == [
        True,
        True,
        True,
    ]
