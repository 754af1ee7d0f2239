"""What calls for a new scoring, what takes one away, and that no fact is forgotten on the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import transaction

from klientela.accounts.models import ChangeSet
from klientela.core.actor import Actor, Role, system
from klientela.core.clock import now
from klientela.core.errors import Refused
from klientela.core.events.delivery import deliver_due
from klientela.core.jobs.lease import claim
from klientela.core.jobs.pace import PACE
from klientela.core.jobs.running import run
from klientela.core.models import Job, Setting
from klientela.customers.actions import inquiries, refusals
from klientela.customers.models import StaleMark
from klientela.insight.actions import full_run
from klientela.insight.actions.analyse import analyse_full, catch_up, refresh, refresh_marked
from klientela.insight.models import Conclusion, Scoring
from klientela.insight.queries.as_of import data_end
from klientela.sales.actions import orders
from klientela.sales.models import Order
from tests.factories.customers import make_customer
from tests.factories.facts import make_balance, make_inquiry, make_order

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("spring")]
MACHINE = system("tests")
WHY = "tests look at everything"


@pytest.fixture
def spring():
    with time_machine.travel("2024-05-15 10:00:00+00:00", tick=True):
        yield


def concluded(customer) -> Conclusion:
    return Conclusion.objects.unscoped(WHY).get(pk=customer.pk)


def everything() -> list[dict]:
    return list(Conclusion.objects.unscoped(WHY).order_by("pk").values())


def buyers(number: int = 5, year: int = 2024):
    """Return firms of which the n-th bought n times, the last time on the n-th of April, 1,000 each time."""
    made = [make_customer(f"Firm {each}", industry="Retail") for each in range(1, number + 1)]
    for each, customer in enumerate(made, start=1):
        for month in range(each):
            make_order(customer, date(year, 4 - month % 3, each), 1_000)
    return made


def mark(*customers) -> None:
    StaleMark.objects.bulk_create([StaleMark(customer_id=each.pk) for each in customers])


def work_off_jobs() -> None:
    while job := claim(PACE):
        run(job, PACE)


def test_a_customer_without_facts_is_white_and_unscored():
    customer = make_customer()
    analyse_full(actor=MACHINE)
    told = concluded(customer)
    assert (told.marker, told.marker_reason) == ("white", {"code": "marker.none", "params": {}})
    assert (told.rfm, told.rfm_reason) == (None, {"code": "rfm.no_purchase", "params": {}})
    assert not Scoring.objects.exists()


def test_four_buyers_are_too_few_to_be_scored_and_that_is_said():
    customers = buyers(4)
    analyse_full(actor=MACHINE)
    told = concluded(customers[3])
    assert (told.rfm, told.rfm_reason) == (None, {"code": "rfm.too_few", "params": {"customers": 4}})


def test_what_customers_alike_order_first_and_second_is_kept_with_the_scoring():
    # First orders 10, 20, 60: the median is 20. Second orders 30 and 51: on average 40.5, rounded 41.
    for amounts in ([10, 30], [20, 51], [60]):
        customer = make_customer(industry="Retail")
        for month, amount in enumerate(amounts, start=1):
            make_order(customer, date(2024, month, 5), amount)
    asking = make_customer("Asking")
    make_inquiry(asking, date(2024, 5, 10))
    person_like = make_customer("State", kind="government")
    analyse_full(actor=MACHINE)
    # Three of an industry are too few to speak for it: the kind speaks.
    assert Scoring.objects.get().medians == {"first": [["company", "", 20]], "second": [["company", "", 41]]}
    assert (concluded(asking).expected_first, concluded(asking).expected_second) == (20, 41)
    assert concluded(person_like).expected_first is None


def test_a_new_fact_is_scored_under_the_scoring_that_stands():
    customers = buyers()
    analyse_full(actor=MACHINE)
    make_order(customers[0], date(2024, 5, 1), 50_000)
    refresh([customers[0].pk])
    told = concluded(customers[0])
    # Two purchases score as the second firm's two did, the newest day and the highest sum as the best.
    assert (told.recency, told.frequency, told.monetary) == (5, 2, 5)
    assert Scoring.objects.count() == 1
    assert concluded(customers[4]).rfm == 15


def test_only_a_refit_makes_a_new_scoring_under_which_all_are_ranked_anew():
    customers = buyers()
    analyse_full(actor=MACHINE)
    make_order(customers[0], date(2024, 5, 1), 50_000)
    assert analyse_full(actor=MACHINE).is_new_scoring is False
    assert analyse_full(actor=MACHINE, refit=True).is_new_scoring is True
    assert (concluded(customers[4]).recency, concluded(customers[4]).monetary) == (4, 4)
    assert {row["scoring_id"] for row in everything()} == {Scoring.objects.latest("pk").pk}


def test_a_base_that_ends_long_ago_is_judged_as_of_the_day_after_and_says_so():
    buyers(year=2011)
    analysis = analyse_full(actor=MACHINE)
    end = data_end()
    assert analysis.as_of == Scoring.objects.get().as_of == date(2011, 4, 6)
    assert (end.as_of, end.newest_on, end.is_past) == (date(2011, 4, 6), date(2011, 4, 5), True)


def test_an_order_of_today_brings_such_a_base_to_life_for_everybody():
    customers = buyers(year=2011)
    analyse_full(actor=MACHINE)
    make_order(customers[0], date(2024, 5, 14), 1_000)
    mark(customers[0])
    assert catch_up(actor=MACHINE, owner="tests") == 5
    assert data_end().is_past is False
    assert {each.as_of for each in Scoring.objects.filter(pk=concluded(customers[4]).scoring_id)} == {date(2024, 5, 15)}
    assert not StaleMark.objects.exists()


def test_a_wished_day_holds_until_the_next_refit():
    customers = buyers()
    analyse_full(actor=MACHINE, as_of=date(2024, 4, 30))
    mark(customers[0])
    assert refresh_marked() == 1
    assert Scoring.objects.get().as_of == date(2024, 4, 30)
    analyse_full(actor=MACHINE, refit=True)
    assert Scoring.objects.latest("pk").as_of == date(2024, 5, 15)


def test_without_any_purchase_left_no_scoring_is_left():
    customers = buyers()
    analyse_full(actor=MACHINE)
    Order.objects.unscoped(WHY).delete()
    mark(*customers)
    catch_up(actor=MACHINE, owner="tests")
    assert not Scoring.objects.exists()
    assert {row["marker"] for row in everything()} == {"white"}


def test_undoing_an_import_takes_its_scoring_back_and_conclusions_are_as_before():
    earlier = buyers(year=2011)
    analyse_full(actor=MACHINE)
    before = everything()
    # An import brings orders of this year, for which the scoring of 2011 does not fit.
    brought = ChangeSet.objects.create(code="import.written", actor_kind="user", actor_name="Anna")
    new = make_order(earlier[0], date(2024, 5, 14), 9_000)
    mark(earlier[0])
    catch_up(actor=MACHINE, owner="tests")
    assert Scoring.objects.latest("pk").change == brought.pk
    Order.objects.unscoped(WHY).filter(pk=new.pk).delete()
    brought.undone_by = ChangeSet.objects.create(
        code="history.undone", actor_kind="user", actor_name="Anna", params={"restored": 1, "kept": 0}
    )
    brought.save()
    mark(earlier[0])
    catch_up(actor=MACHINE, owner="tests")
    assert everything() == before
    assert Scoring.objects.count() == 1


def test_a_new_fact_reaches_the_conclusions_by_its_event_alone(as_owner):
    customers = buyers()
    analyse_full(actor=MACHINE)
    inquiries.receive(customers[0].pk, actor=as_owner)
    refusals.record(customers[1].pk, actor=as_owner)
    line = orders.Line("P", unit_price=Decimal(1))
    orders.add(customers[2].pk, lines=[line], actor=as_owner)
    assert deliver_due() == 3
    markers = [concluded(each).marker for each in customers[:3]]
    assert markers == ["gold", "golden-red", "platinum"]
    assert concluded(customers[0]).unanswered_at is not None
    assert not StaleMark.objects.exists()
    assert not Job.objects.unscoped(WHY).exists()


def test_the_first_order_of_a_base_calls_for_a_full_run_by_a_job(as_owner):
    customer = make_customer()
    orders.add(customer.pk, lines=[orders.Line("P", unit_price=Decimal(1))], actor=as_owner)
    deliver_due()
    work_off_jobs()
    assert concluded(customer).marker == "gold"
    assert Scoring.objects.count() == 1
    [job] = Job.objects.unscoped(WHY)
    assert (job.name, job.state, job.result) == (
        "insight.refresh", "done", {"code": "insight.refreshed", "params": {"customers": 1}},
    )  # fmt: skip


def test_marks_that_somebody_else_used_up_are_not_written_over():
    customers = buyers()
    analyse_full(actor=MACHINE)
    mark(customers[0])

    @contextmanager
    def overtaken(done: int) -> Iterator[None]:
        """While the conclusions were being drawn, another worker wrote newer ones and took the marks."""
        make_order(customers[0], date(2024, 5, 2), 70_000)
        refresh([customers[0].pk])
        StaleMark.objects.all().delete()
        with transaction.atomic():
            yield

    assert refresh_marked(chunk=overtaken) == 0
    assert concluded(customers[0]).total == 71_000


def test_a_refresh_during_a_full_run_leaves_its_marks_for_after_it():
    customers = buyers()
    analyse_full(actor=MACHINE)
    full_run.begin("somebody")
    mark(customers[0])
    assert refresh_marked() == 1
    assert StaleMark.objects.count() == 1
    full_run.end("somebody")
    assert refresh_marked() == 1
    assert StaleMark.objects.count() == 0


def test_a_second_full_run_at_the_same_time_is_refused_and_changes_nothing():
    customers = buyers()
    full_run.begin("somebody")
    with pytest.raises(Refused) as refused:
        analyse_full(actor=MACHINE)
    assert refused.value.code == "insight.run_under_way"
    assert everything() == []
    assert Setting.objects.filter(key=full_run.KEY).count() == 1
    mark(customers[0])
    # The run that is under way is enough for whoever only wants to catch up: its end looks after the marks.
    catch_up(actor=MACHINE, owner="tests")
    assert StaleMark.objects.count() == 1


def test_a_run_that_died_is_taken_up_after_a_while_by_anybody():
    buyers()
    full_run.begin("somebody")
    with time_machine.travel("2024-05-15 10:11:00+00:00"):
        assert analyse_full(actor=MACHINE).customers == 5
    assert not Setting.objects.filter(key=full_run.KEY).exists()


def test_a_run_of_a_killed_job_is_taken_up_by_that_job_or_by_anybody_as_soon_as_its_lease_is_over():
    buyers()
    job = Job(
        name="insight.analyse", actor={}, run_after=now(), state="running", lease_until=now() + timedelta(seconds=9)
    )
    job.save()
    full_run.begin(full_run.by_job(job.pk))
    full_run.begin(full_run.by_job(job.pk))
    with pytest.raises(Refused):
        analyse_full(actor=MACHINE)
    assert full_run.is_under_way()
    Job.objects.unscoped("a test lets time go on").update(lease_until=now())
    assert not full_run.is_under_way()
    assert analyse_full(actor=MACHINE).customers == 5
    assert not Setting.objects.filter(key=full_run.KEY).exists()


def test_a_full_run_takes_the_marks_it_read_and_a_run_twice_changes_nothing():
    mark(*buyers())
    analyse_full(actor=MACHINE)
    first = everything()
    assert not StaleMark.objects.exists()
    analyse_full(actor=MACHINE)
    assert everything() == first


def test_a_reader_may_not_analyse():
    reader = Actor(kind="user", name="Reader", role=Role.READER, user_id=1)
    with pytest.raises(Refused) as refused:
        analyse_full(actor=reader)
    assert refused.value.code == "actor.not_allowed"
    assert everything() == []


def test_an_opening_balance_counts_in():
    customer = make_customer()
    make_balance(
        customer, date(2024, 1, 1), purchases=5, inquiries=2, first_on=date(2020, 2, 3), last_on=date(2023, 4, 5),
        home_amount=500_000,
    )  # fmt: skip
    make_order(customer, date(2024, 5, 1), 1_000)
    analyse_full(actor=MACHINE)
    told = concluded(customer)
    assert (told.purchases, told.total, told.inquiries, told.marker) == (6, 501_000, 2, "platinum")
    assert (told.first_purchase_on, told.last_purchase_on) == (date(2020, 2, 3), date(2024, 5, 1))
    assert [each["marker"] for each in told.marker_history] == ["gold"]


def test_a_purchase_without_a_rate_is_counted_and_named_but_not_summed():
    customer = make_customer()
    make_order(customer, date(2024, 4, 1), 1_000)
    make_order(customer, date(2024, 4, 2), 9_999, currency="USD", home_net=None)
    analyse_full(actor=MACHINE)
    told = concluded(customer)
    assert (told.purchases, told.total, told.unpriced) == (2, 1_000, 1)


def test_purchases_of_which_none_has_a_rate_are_worth_an_unknown_sum():
    customer = make_customer()
    make_order(customer, date(2024, 4, 2), 9_999, currency="USD", home_net=None)
    analyse_full(actor=MACHINE)
    told = concluded(customer)
    assert (told.purchases, told.total, told.year_total, told.unpriced) == (1, None, None, 1)
