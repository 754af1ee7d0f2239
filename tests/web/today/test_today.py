"""Today: the list, the four questions behind its buttons, and what becomes of a row."""

from datetime import timedelta

import pytest

from klientela.core import clock
from klientela.customers.models import Interaction
from klientela.insight.models import Conclusion
from klientela.web.pages.today import page
from klientela.work.models import Setaside, Task
from tests.factories.customers import make_customer

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true"}
LOOKING = "a test looks at all rows"


def asked(name, owner, *, minor=100_000):
    """Return a customer who asked for a price nine days ago and waits since."""
    customer = make_customer(name, owner=owner)
    at = clock.now() - timedelta(days=9)
    Conclusion(
        customer=customer, unanswered_at=at, last_inquiry_at=at, expected_first=minor, marker="yellow-green"
    ).save()
    return customer


def every(model):
    return model.objects.unscoped(LOOKING)


@pytest.fixture
def inside(client, colleague):
    client.force_login(colleague)
    return client


def test_the_list_says_who_why_and_what_is_at_stake_the_most_first(inside, colleague):
    asked("Small Ltd", colleague, minor=50_000)
    asked("Big Ltd", colleague, minor=900_000)
    asked("Unknown Ltd", colleague, minor=None)
    text = inside.get("/").content.decode()
    places = [
        text.index(words) for words in ("Big Ltd", "9,000", "Small Ltd", "500", "Unknown Ltd", "amount not known")
    ]
    assert places == sorted(places)
    assert "nobody has answered since" in text


def test_the_formulas_stand_on_the_screen(inside):
    text = inside.get("/").content.decode()
    assert "overdue by more than their usual" in text
    assert "more than one working day has passed" in text
    assert "no contact for 14 days" in text


def test_an_empty_base_teaches_and_a_calm_day_is_said_to_be_one(inside, colleague):
    assert "Drop the spreadsheet you have" in inside.get("/").content.decode()
    make_customer("Quiet Ltd", owner=colleague)
    assert "All done for today" in inside.get("/?whose=team").content.decode()


def test_a_script_gets_the_list_alone(inside, colleague):
    asked("Acme", colleague)
    text = inside.get("/", headers=FRAGMENT).content.decode()
    assert text.lstrip().startswith('<div id="today"')
    assert "<html" not in text


def test_a_call_is_kept_with_its_next_step_and_the_row_leaves(inside, colleague):
    customer = asked("Acme", colleague)
    tomorrow = clock.today() + timedelta(days=1)
    given = {"outcome": "reached", "note": "Wants 12.", "next_step": "Send samples", "next_on": tomorrow.isoformat()}
    answer = inside.post(f"/today/{customer.pk}/inquiry/call", given, headers=FRAGMENT)
    assert answer.status_code == 200
    assert "/today/undo/" in answer.content.decode()
    assert every(Interaction).values_list("kind", "outcome", "summary").get() == ("call", "reached", "Wants 12.")
    assert every(Task).values_list("title", "due_on", "assignee").get() == ("Send samples", tomorrow, colleague.pk)
    assert f"/today/{customer.pk}/" not in inside.get("/").content.decode()


def test_a_call_sent_twice_is_kept_once_and_both_times_said_to_be(inside, colleague):
    customer = asked("Acme", colleague)
    form = inside.get(f"/today/{customer.pk}/inquiry/call", headers=FRAGMENT)
    key = form.context["form"]["key"].value()
    assert f'name="key" value="{key}"' in form.content.decode()
    given = {"outcome": "reached", "note": "Wants 12.", "key": key}
    answers = [inside.post(f"/today/{customer.pk}/inquiry/call", given, headers=FRAGMENT) for _time in range(2)]
    assert ["/today/undo/" in answer.content.decode() for answer in answers] == [True, True]
    assert every(Interaction).count() == 1


def test_without_a_script_the_same_form_leads_back_to_the_list(inside, colleague):
    customer = asked("Acme", colleague)
    page = inside.get(f"/today/{customer.pk}/inquiry/done")
    assert "<html" in page.content.decode()
    answer = inside.post(f"/today/{customer.pk}/inquiry/done", {"kind": "mail", "note": "Sent the offer."}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert "Done: Acme." in answer.content.decode()
    assert every(Interaction).get().kind == "mail"


def test_undo_brings_the_row_back_and_takes_the_call_away(inside, colleague):
    customer = asked("Acme", colleague)
    answer = inside.post(f"/today/{customer.pk}/inquiry/call", {"outcome": "reached"}, headers=FRAGMENT)
    undo = answer.content.decode().partition('action="/today/undo/')[2].partition('"')[0]
    inside.post(f"/today/undo/{undo}")
    assert (every(Interaction).count(), every(Setaside).count()) == (0, 0)
    assert f"/today/{customer.pk}/" in inside.get("/").content.decode()


def test_later_wants_a_day_that_has_not_come_yet(inside, colleague):
    customer = asked("Acme", colleague)
    answer = inside.post(f"/today/{customer.pk}/inquiry/later", {"until": clock.today().isoformat()}, headers=FRAGMENT)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#asked")
    assert "Choose a day from tomorrow on." in answer.content.decode()
    assert every(Setaside).count() == 0


def test_a_next_step_without_a_day_would_be_forgotten(inside, colleague):
    customer = asked("Acme", colleague)
    given = {"outcome": "reached", "next_step": "Send samples"}
    answer = inside.post(f"/today/{customer.pk}/inquiry/call", given, headers=FRAGMENT)
    assert answer.status_code == 422
    assert (every(Interaction).count(), every(Task).count()) == (0, 0)


def test_a_task_is_ticked_off_from_the_list(inside, colleague):
    task = Task(title="Send samples", assignee=colleague)
    task.save()
    assert inside.post(f"/today/tasks/{task.pk}/done", headers=FRAGMENT).status_code == 200
    task.refresh_from_db()
    assert task.done_at is not None


@pytest.mark.parametrize("way", ["call", "task", "later", "done"])
def test_somebody_elses_customer_is_not_there(client, stranger, colleague, way):
    customer = asked("Acme", colleague)
    client.force_login(stranger)
    assert client.get(f"/today/{customer.pk}/inquiry/{way}").status_code == 404
    assert client.post(f"/today/{customer.pk}/inquiry/{way}", {"outcome": "reached"}).status_code == 404
    assert every(Interaction).count() == 0


def test_a_reader_is_told_no_and_nothing_is_kept(client, reader, colleague):
    customer = asked("Acme", colleague)
    client.force_login(reader)
    assert client.post(f"/today/{customer.pk}/inquiry/call", {"outcome": "reached"}).status_code == 422
    assert (every(Interaction).count(), every(Setaside).count()) == (0, 0)


def test_the_page_costs_no_more_queries_for_more_rows(inside, colleague, django_assert_max_num_queries):
    for number in range(30):
        asked(f"Firm {number}", colleague)
    with django_assert_max_num_queries(32):
        inside.get("/")


def test_the_figures_of_the_base_lead_to_the_customers_behind_them(inside, colleague):
    customer = make_customer("Acme", owner=colleague)
    Conclusion(customer=customer, marker="gold").save()
    address = inside.get("/").content.decode().partition('href="/customers/?customer.marker=gold"')[1]
    assert address
    assert "Acme" in inside.get("/customers/?customer.marker=gold").content.decode()


def test_many_are_counted_once_a_minute_and_anew_when_one_of_them_is_done(inside, colleague, monkeypatch):
    monkeypatch.setattr(page, "SHOWN", 1)
    monkeypatch.setattr(page, "COUNTED_ANEW", 1)
    first = asked("First", colleague, minor=900_000)
    asked("Second", colleague)
    assert "2 worth doing" in inside.get("/").content.decode()
    asked("Third", colleague)
    assert "2 worth doing" in inside.get("/").content.decode()
    answer = inside.post(f"/today/{first.pk}/inquiry/call", {"outcome": "reached"}, headers=FRAGMENT)
    assert (answer.status_code, "2 worth doing" in answer.content.decode()) == (200, True)
    asked("Fourth", colleague)
    inside.post(f"/today/{first.pk}/inquiry/call", {"outcome": "reached"}, headers=FRAGMENT)
    assert "3 worth doing" in inside.get("/").content.decode()
