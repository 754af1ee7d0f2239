"""The list of Today: which actions stand on it, in which order, with what at stake, for whom."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from klientela.core.errors import Refused
from klientela.core.money import Money
from klientela.insight.models import Conclusion
from klientela.work.queries import today
from klientela.work.queries.today import ranked, todays_list
from tests.factories.customers import make_customer, make_person, make_point

WHY = "tests look at everything"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


@pytest.fixture
def wednesday(db):
    """Wednesday, 15 May 2024, noon in Warsaw; somebody bought a week ago, so that the data are alive."""
    with time_machine.travel("2024-05-15 10:00:00+00:00", tick=False):
        concluded(make_customer("Alive"))
        yield


def concluded(customer, **columns):
    Conclusion(customer=customer, **({"last_purchase_on": date(2024, 5, 8)} | columns)).save()
    return customer


def slipping(name="Slipping", *, owner=None, year=40_000, **columns):
    values = {
        "monetary": 4, "purchases": 6, "last_year_total": year, "usual_interval": 30.0,
        "last_purchase_on": date(2024, 3, 15), "next_order_on": date(2024, 4, 14), "overdue_from": date(2024, 5, 15),
    }  # fmt: skip
    return concluded(make_customer(name, owner=owner), **(values | columns))


def asking(at, name="Asking", **columns):
    return concluded(make_customer(name), unanswered_at=at, last_inquiry_at=at, **columns)


def test_slipping_away_is_a_good_customer_overdue_by_more_than_the_usual_interval(as_owner):
    customer = slipping()
    slipping("Overdue tomorrow", overdue_from=date(2024, 5, 16))
    slipping("Small", monetary=3)
    [action] = todays_list(as_owner).items
    assert (action.customer_id, action.action, action.cause_on) == (customer.pk, "slipping", date(2024, 4, 14))
    params = {"days": 30, "expected_on": "2024-04-14", "bought_on": "2024-03-15"}
    assert action.why == {"code": "today.slipping", "params": params}
    assert (action.at_stake, action.at_stake_label) == (Money(40_000, "PLN"), "stake.last_year")


def test_an_inquiry_waits_for_a_whole_working_day(as_owner):
    # It is Wednesday noon: Tuesday noon is one working day ago.
    asking(datetime(2024, 5, 14, 10, 1, tzinfo=UTC), "Too early", expected_first=900)
    late = asking(datetime(2024, 5, 14, 10, 0, tzinfo=UTC), "Late", expected_first=900)
    [action] = todays_list(as_owner).items
    assert (action.customer_id, action.action, action.at_stake) == (late.pk, "inquiry", Money(900, "PLN"))
    assert action.why == {"code": "today.inquiry", "params": {"asked_on": "2024-05-14"}}


def test_an_inquiry_of_friday_is_late_on_monday_noon_not_on_sunday(as_owner):
    asking(datetime(2024, 5, 17, 10, 0, tzinfo=UTC))
    with time_machine.travel("2024-05-19 22:00:00+00:00"):
        assert todays_list(as_owner).items == ()
    with time_machine.travel("2024-05-20 10:00:01+00:00"):
        assert len(todays_list(as_owner).items) == 1


def test_a_first_order_is_followed_up_after_14_days(as_owner):
    due = concluded(make_customer("Due"), unfollowed_on=date(2024, 5, 1), purchases=1, expected_second=700)
    concluded(make_customer("Young"), unfollowed_on=date(2024, 5, 2), purchases=1, expected_second=700)
    [action] = todays_list(as_owner).items
    assert (action.customer_id, action.action, action.at_stake) == (due.pk, "first_order", Money(700, "PLN"))


def test_the_most_at_stake_stands_first_and_the_unknown_last_never_as_0(as_owner):
    asked_at = datetime(2024, 5, 13, 8, tzinfo=UTC)
    unknown = asking(asked_at, "Unknown")
    middle = asking(asked_at, "Middle", expected_first=50_000)
    most = slipping("Most", year=60_000)
    least = slipping("Least", year=100)
    unpriced = slipping("Bought without a rate", year=0)
    found = todays_list(as_owner)
    order = [each.customer_id for each in found.items]
    assert order == [most.pk, middle.pk, least.pk, unknown.pk, unpriced.pk]
    assert [each.at_stake for each in found.items[3:]] == [None, None]
    assert found.total == 5
    assert {each.code: each.total for each in found.sources} == {"slipping": 3, "inquiry": 2, "first_order": 0}


def test_the_limit_keeps_the_best_and_the_total_stays(as_owner):
    for year in (10, 30, 20):
        slipping(f"Firm {year}", year=year)
    found = todays_list(as_owner, limit=2)
    assert [each.at_stake.minor for each in found.items] == [30, 20]
    assert found.total == 3


def test_one_kind_can_be_chosen_and_an_unknown_kind_is_refused(as_owner):
    slipping()
    asking(datetime(2024, 5, 13, 8, tzinfo=UTC))
    assert [each.action for each in todays_list(as_owner, kind="inquiry").items] == ["inquiry"]
    with pytest.raises(Refused) as refused:
        todays_list(as_owner, kind="nonsense")
    assert refused.value.code == "today.kind_unknown"


def test_everybody_sees_actions_of_their_own_customers_only(as_owner, as_colleague, as_stranger, colleague, stranger):
    ours, theirs, pool = slipping(owner=colleague), slipping(owner=stranger), slipping()
    seen = {
        name: {each.customer_id for each in todays_list(actor).items}
        for name, actor in (("owner", as_owner), ("colleague", as_colleague), ("stranger", as_stranger))
    }
    assert seen == {
        "owner": {ours.pk, theirs.pk, pool.pk},
        "colleague": {ours.pk, pool.pk},
        "stranger": {theirs.pk, pool.pk},
    }
    assert [each.customer_id for each in todays_list(as_owner, manager=stranger.pk).items] == [theirs.pk]


def test_the_archived_and_those_who_asked_for_quiet_are_left_out(as_owner):
    archived = slipping("Archived")
    archived.archived_at = datetime(2024, 5, 1, tzinfo=UTC)
    archived.save()
    quiet = make_person("Anna Kowal")
    quiet.person.do_not_contact = True
    quiet.person.save()
    concluded(quiet, unfollowed_on=date(2024, 5, 1), purchases=1)
    found = todays_list(as_owner)
    assert (found.items, found.total) == ((), 0)


def test_the_phone_to_call_comes_along(as_owner):
    customer = slipping()
    make_point("+48 600 000 001", customer=customer, state="fails", is_primary=True)
    make_point("+48 600 000 002", customer=customer)
    best = make_point("+48 600 000 003", customer=customer, is_primary=True)
    [action] = todays_list(as_owner).items
    assert (action.phone.point_id, action.phone.value) == (best.pk, "+48 600 000 003")


def test_a_base_that_ends_in_the_past_is_judged_as_of_its_end(as_owner):
    slipping()
    with time_machine.travel("2031-01-01 10:00:00+00:00"):
        found = todays_list(as_owner)
    # Somebody bought on 8 May 2024: as of the 9th the other is not overdue by more than its interval yet.
    assert (found.as_of, found.data_end_in_past, found.items) == (date(2024, 5, 9), True, ())


def test_an_empty_base_has_nothing_to_do(as_owner):
    Conclusion.objects.unscoped(WHY).delete()
    found = todays_list(as_owner)
    assert (found.items, found.total, found.as_of) == ((), 0, date(2024, 5, 15))


def test_the_list_takes_the_same_few_queries_however_long_it_is(as_owner, django_assert_max_num_queries):
    for number in range(30):
        slipping(f"Firm {number}", year=number + 1)
    with django_assert_max_num_queries(16):
        todays_list(as_owner, limit=25)


def test_a_total_counted_a_moment_ago_is_taken_only_where_more_is_to_come(as_owner):
    slipping("First")
    slipping("Second")
    totals = [ranked(as_owner, limit=limit, counted={"slipping": 300}).total for limit in (1, 2, 3)]
    assert totals == [300, 300, 2]


@pytest.mark.parametrize("few", [0, 1_000])
def test_the_list_of_one_user_is_the_same_either_way_it_is_looked_for(as_owner, colleague, manager, monkeypatch, few):
    monkeypatch.setattr(today, "FEW", few)
    mine = slipping("Mine", owner=colleague)
    slipping("Somebody else's", owner=manager)
    slipping("Nobody's")
    found = todays_list(as_owner, manager=colleague.pk)
    assert ([each.customer_id for each in found.items], found.total) == ([mine.pk], 1)
