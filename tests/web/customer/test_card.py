"""The card of a customer: every panel, editing in place, the composer, the timeline, neighbours in the list."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from klientela.accounts.models import ChangeSet
from klientela.core.clock import now
from klientela.customers.actions import addresses, contacts, customers, inquiries, interactions, points
from klientela.customers.models import Contact, Customer, Interaction, MarkerOverride
from klientela.insight.models import Conclusion
from klientela.sales.models import Order, OrderLine, Product
from klientela.work.models import Task
from tests.factories.customers import make_contact, make_customer, make_point

pytestmark = pytest.mark.django_db
WHY = "a test counts everything"
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def acme(colleague: Any) -> Customer:
    """Return a customer with a contact, a phone, an order and conclusions."""
    made = make_customer("Drewnex Sp. z o.o.", owner=colleague, industry="Furniture", locality="Łódź")
    anna = make_contact("Anna Kowal", at=[made])
    make_point("anna@drewnex.example", "email", contact=anna)
    make_point("+48601234567", customer=made, is_primary=True)
    order = Order(customer=made, number="2026/1187", ordered_on=date(2026, 9, 25), currency="PLN", amount=154000,
                  home_net=154000, is_purchase=True)  # fmt: skip
    order.save()
    product = Product(code="F-1", name="Fittings")
    product.save()
    OrderLine(order=order, product=product, text="Fittings", quantity=12_000000, unit_price=None, amount=154000).save()
    Conclusion(customer=made, marker="gold", purchases=1, total=154000, usual_interval=31.0).save()
    return made


@pytest.fixture
def signed(client: Any, colleague: Any) -> Any:
    """Return a browser of the colleague."""
    client.force_login(colleague)
    return client


def address(customer: Customer, name: str = "customer", *more: Any) -> str:
    return reverse(name, args=[customer.pk, *more])


def test_the_card_shows_who_it_is_how_to_reach_them_and_what_they_bought(signed, acme):
    page = signed.get(address(acme)).content.decode()
    for words in (
        "Drewnex Sp. z o.o.", "Furniture", "Anna Kowal", 'href="tel:+48601234567"', "mailto:anna@drewnex.example",
        "2026/1187", "Fittings", 'data-marker="gold"', "1,540 zł".replace(" ", "\u00a0"), "every 31 days",
    ):  # fmt: skip
        assert words in page
    assert "Next step is missing." in page


def test_the_scores_name_the_group_and_open_it(signed, acme):
    scores = {"recency": 2, "frequency": 5, "monetary": 4, "rfm": 11, "rfm_group": "cant_lose"}
    Conclusion.objects.unscoped(WHY).filter(customer=acme).update(**scores)
    page = signed.get(f"/customers/{acme.pk}/").content.decode()
    assert '<a href="/customers/?customer.rfm_group=cant_lose">can&#x27;t lose</a>' in page
    assert "Drewnex" in signed.get("/customers/?customer.rfm_group=cant_lose").content.decode()


def test_what_is_known_is_edited_in_its_place_and_twice_with_an_old_version_refused(signed, acme):
    edit = address(acme, "customer-edit", "industry")
    form = signed.get(edit, headers=SCRIPT).content.decode()
    assert 'value="Furniture"' in form
    assert "<html" not in form
    kept = signed.post(edit, {"industry": "Wood", "version": 1}, headers=SCRIPT)
    assert "Wood" in kept.content.decode()
    assert signed.post(edit, {"industry": "Metal", "version": 1}).status_code == 409
    assert Customer.objects.unscoped(WHY).get(pk=acme.pk).industry == "Wood"


def test_editing_without_a_script_comes_back_to_the_card(signed, acme):
    edit = address(acme, "customer-edit", "employees")
    assert signed.post(edit, {"employees": "many", "version": 1}).status_code == 422
    assert signed.post(edit, {"employees": "85", "version": 1}).headers["Location"] == address(acme)
    assert Customer.objects.unscoped(WHY).get(pk=acme.pk).employees == 85


def test_the_parent_is_named_to_those_who_see_it_alone(signed, client, acme, colleague, stranger, as_colleague):
    hidden = make_customer("Secret Holding", owner=stranger)
    Customer.objects.unscoped(WHY).filter(pk=acme.pk).update(parent=hidden)
    page = signed.get(address(acme)).content.decode()
    listed = signed.get("/customers/?columns=customer.name,customer.parent").content.decode()
    form = signed.get(address(acme, "customer-edit", "parent_id")).content.decode()
    assert "Secret Holding" not in page + listed + form
    Customer.objects.unscoped(WHY).filter(pk=hidden.pk).update(owner=colleague)
    assert "Secret Holding" in signed.get(address(acme)).content.decode()
    listed = signed.get("/customers/?columns=customer.name,customer.parent").content.decode()
    assert '<td data-label="Belongs to" class="cut">Secret Holding</td>' in listed


def test_the_parent_is_typed_by_name_or_number_and_only_one_who_is_seen_is_taken(signed, acme, colleague, stranger):
    edit = address(acme, "customer-edit", "parent_id")
    hidden, top = make_customer("Elsewhere", owner=stranger), make_customer("Top Group", owner=colleague)
    twins = [make_customer("Twin", owner=colleague) for _each in range(2)]
    for wrong in ("Elsewhere", f"#{hidden.pk}", "Twin", "#99999999999999999999999", "# ", acme.name):
        assert signed.post(edit, {"parent_id": wrong, "version": 1}).status_code == 422
    assert Customer.objects.unscoped(WHY).get(pk=acme.pk).parent_id is None
    signed.post(edit, {"parent_id": "top group", "version": 1})
    assert Customer.objects.unscoped(WHY).get(pk=acme.pk).parent_id == top.pk
    assert 'value="Top Group"' in signed.get(edit, headers=SCRIPT).content.decode()
    assert "Twin" in signed.post(edit, {"parent_id": f"#{twins[1].pk}", "version": 2}, headers=SCRIPT).content.decode()
    signed.post(edit, {"parent_id": "", "version": 3})
    assert Customer.objects.unscoped(WHY).get(pk=acme.pk).parent_id is None


def test_a_parent_out_of_sight_stays_when_nothing_is_typed(signed, acme, stranger):
    hidden = make_customer("Secret Holding", owner=stranger)
    Customer.objects.unscoped(WHY).filter(pk=acme.pk).update(parent=hidden)
    kept = signed.post(address(acme, "customer-edit", "parent_id"), {"parent_id": "", "version": 1})
    assert kept.headers["Location"] == address(acme)
    assert Customer.objects.unscoped(WHY).get(pk=acme.pk).parent_id == hidden.pk


@pytest.mark.parametrize(
    ("currency", "typed", "minor", "kept"),
    [("", "1500000.50", 150_000_050, "PLN"), ("JPY", "1500000", 1_500_000, "JPY"), ("EUR", "", None, "EUR")],
)
def test_revenue_is_typed_in_whole_units_of_its_currency(signed, acme, currency, typed, minor, kept):
    Customer.objects.unscoped(WHY).filter(pk=acme.pk).update(revenue_currency=currency, annual_revenue=7)
    edit = address(acme, "customer-edit", "annual_revenue")
    signed.post(edit, {"annual_revenue": typed, "version": 1})
    fresh = Customer.objects.unscoped(WHY).get(pk=acme.pk)
    assert (fresh.annual_revenue, fresh.revenue_currency) == (minor, kept)
    assert f'value="{typed}"' in signed.get(edit).content.decode() or not typed


def test_revenue_that_is_no_amount_comes_back(signed, acme):
    edit = address(acme, "customer-edit", "annual_revenue")
    for wrong in ("-1", "1e30", "much", "0.001"):
        assert signed.post(edit, {"annual_revenue": wrong, "version": 1}).status_code == 422
    assert Customer.objects.unscoped(WHY).get(pk=acme.pk).annual_revenue is None


def test_columns_that_nobody_edits_have_no_page(signed, acme):
    assert signed.get(address(acme, "customer-edit", "owner_id")).status_code == 404
    assert signed.get(address(acme, "customer-edit", "password")).status_code == 404


def test_the_place_is_kept_and_the_list_follows(signed, acme):
    signed.post(address(acme, "customer-place"), {"country": "PL", "locality": "Warszawa", "street": "Wolska 1"})
    fresh = Customer.objects.unscoped(WHY).get(pk=acme.pk)
    assert (fresh.country, fresh.locality) == ("PL", "Warszawa")
    assert "Poland → Warszawa, Wolska 1" in signed.get(address(acme)).content.decode()


def test_a_call_is_logged_with_its_next_step(signed, acme):
    given = {"kind": "call", "text": "Wants the price list", "outcome": "reached", "minutes": "5",
             "next_step": "Send it", "next_on": "2030-01-02"}  # fmt: skip
    fragment = signed.post(address(acme, "customer-log"), given, headers=SCRIPT).content.decode()
    assert "Wants the price list" in fragment
    assert "<html" not in fragment
    call = Interaction.objects.unscoped(WHY).get()
    assert (call.kind, call.direction, call.duration, call.outcome) == ("call", "out", 300, "reached")
    assert Task.objects.unscoped(WHY).get().due_on == date(2030, 1, 2)
    page = signed.get(address(acme)).content.decode()
    assert "Next step is missing." not in page
    assert "Send it" in page


def test_a_form_sent_twice_is_kept_once_and_with_other_words_is_another_fact(signed, acme):
    card = signed.get(address(acme))
    key = card.context["form"]["key"].value()
    assert f'name="key" value="{key}"' in card.content.decode()
    given = {"kind": "note", "text": "Wants the price list", "key": key}
    for _time in range(2):
        answer = signed.post(address(acme, "customer-log"), given, headers=SCRIPT)
        assert (answer.status_code, "Wants the price list" in answer.content.decode()) == (200, True)
    assert Interaction.objects.unscoped(WHY).count() == 1
    signed.post(address(acme, "customer-log"), given | {"text": "Called back"})
    assert Interaction.objects.unscoped(WHY).count() == 2


def test_a_contact_sent_twice_is_added_once(signed, acme):
    form = signed.get(address(acme, "customer-contacts"))
    key = form.context["form"]["key"].value()
    assert f'name="key" value="{key}"' in form.content.decode()
    for _time in range(2):
        answer = signed.post(address(acme, "customer-contacts"), {"name": "Piotr Zych", "key": key})
        assert answer.headers["Location"] == address(acme)
    assert acme.affiliations.unscoped(WHY).filter(contact__name="Piotr Zych").count() == 1


def test_an_empty_note_is_refused_with_the_form(signed, acme):
    answer = signed.post(address(acme, "customer-log"), {"kind": "note", "text": ""}, headers=SCRIPT)
    assert answer.status_code == 422
    assert Interaction.objects.unscoped(WHY).count() == 0


def test_a_next_step_is_planned_and_done(signed, acme):
    signed.post(address(acme, "customer-log"), {"kind": "task", "text": "Call them", "next_on": "2030-01-02"})
    task = Task.objects.unscoped(WHY).get()
    signed.post(address(acme, "customer-task-done", task.pk))
    assert Task.objects.unscoped(WHY).get().done_at is not None
    assert "Done: Call them" in signed.get(f"{address(acme, 'customer-timeline')}?tab=tasks").content.decode()


def test_the_timeline_goes_on_with_what_is_older_and_skips_nothing(signed, acme, as_colleague):
    for number in range(45):
        moment = now() - timedelta(hours=number // 2)
        interactions.log(acme.pk, kind="note", summary=f"note {number} end", started_at=moment, actor=as_colleague)
    url, seen, pages = f"{address(acme, 'customer-timeline')}?tab=talks", [], 0
    while url:
        answer = signed.get(url, headers=SCRIPT)
        text = answer.content.decode()
        seen += [number for number in range(45) if f"note {number} end" in text]
        older = answer.context["older"]
        url = f"{address(acme, 'customer-timeline')}?tab=talks&before={older.replace('+', '%2B')}" if older else ""
        pages += 1
    assert sorted(seen) == list(range(45))
    assert pages == 3


def test_orders_do_not_get_lost_where_a_page_ends_in_the_middle_of_their_day(signed, acme, as_colleague):
    noon = now().replace(hour=12) - timedelta(days=5)
    for number in range(20):
        interactions.log(acme.pk, kind="note", summary=f"n{number}", started_at=noon, actor=as_colleague)
    days = [noon.date() - timedelta(days=each) for each in (0, 1, 1)]
    for number, day in enumerate(days):
        Order(customer=acme, number=f"LATE-{number}", ordered_on=day, currency="PLN", amount=1, home_net=1).save()
    first = signed.get(address(acme, "customer-timeline"))
    second = signed.get(address(acme, "customer-timeline"), {"before": first.context["older"]})
    shown = [each.title.split(" ·")[0] for answer in (first, second) for each in answer.context["events"]]
    assert [title for title in shown if "LATE" in title] == ["Order LATE-0", "Order LATE-2", "Order LATE-1"]


def test_more_orders_of_one_day_than_a_page_holds_stand_together_and_once(signed, acme):
    day = date(2026, 10, 1)
    for number in range(25):
        Order(customer=acme, number=f"N-{number}", ordered_on=day, currency="PLN", amount=1, home_net=1).save()
    first = signed.get(address(acme, "customer-timeline"), {"tab": "orders"})
    second = signed.get(address(acme, "customer-timeline"), {"tab": "orders", "before": first.context["older"]})
    assert len({each.title for each in first.context["events"]}) == 25
    assert [each.title.split(" ·")[0] for each in second.context["events"]] == ["Order 2026/1187"]


def test_every_tab_answers(signed, acme, as_colleague):
    inquiries.receive(acme.pk, subject="Price?", actor=as_colleague)
    customers.edit(acme.pk, {"industry": "Wood"}, version=1, actor=as_colleague)
    said = {"all": "Price?", "talks": "Price?", "orders": "2026/1187", "changes": "Furniture → Wood"}
    for tab, words in said.items():
        assert words in signed.get(f"{address(acme, 'customer-timeline')}?tab={tab}").content.decode()


@pytest.mark.parametrize(
    ("before", "status"),
    [("rubbish", 422), ("9999-12-31T23:59:59+00:00", 422), ("0001-01-01", 422), ("2020-01-01", 200)],
)
def test_a_moment_typed_by_hand_is_answered(signed, acme, before, status):
    assert signed.get(address(acme, "customer-timeline"), {"before": before}).status_code == status


def test_a_single_edit_is_taken_back_from_the_history(signed, acme, as_colleague):
    customers.edit(acme.pk, {"industry": "Wood"}, version=1, actor=as_colleague)
    change = ChangeSet.objects.unscoped(WHY).get()
    page = signed.get(f"{address(acme, 'customer-timeline')}?tab=changes").content.decode()
    assert reverse("change-undo", args=[change.pk]) in page
    signed.post(reverse("change-undo", args=[change.pk]))
    assert Customer.objects.unscoped(WHY).get(pk=acme.pk).industry == "Furniture"


def test_the_neighbours_in_the_list_are_a_click_away(signed, acme, colleague):
    before = make_customer("Alfa", owner=colleague)
    after = make_customer("Zeta", owner=colleague)
    page = signed.get(f"{address(acme)}?in=sort%3Dcustomer.name").content.decode()
    assert "2 of 3" in page
    assert f"{address(before)}?in=" in page
    assert f"{address(after)}?in=" in page
    assert "2 of 3" not in signed.get(f"{address(acme)}?in=customer.nothing%3D1").content.decode()


def test_contacts_and_phones_are_added(signed, acme):
    given = {"name": "Piotr Zych", "role": "buys", "phone": "601 999 888"}
    signed.post(address(acme, "customer-contacts"), given)
    signed.post(address(acme, "customer-points"), {"kind": "site", "value": "https://www.Drewnex.example/"})
    assert signed.post(address(acme, "customer-points"), {"kind": "phone", "value": "x"}).status_code == 422
    page = signed.get(address(acme)).content.decode()
    for words in ("Piotr Zych", "buyer", "+48 601 999 888", "drewnex.example"):
        assert words in page


def test_tags_archive_and_claim(signed, acme, colleague):
    signed.post(address(acme, "customer-tag"), {"tag": "Tier A"})
    assert "Tier A" in signed.get(address(acme)).content.decode()
    signed.post(address(acme, "customer-archive"))
    assert "In the archive" in signed.get(address(acme)).content.decode()
    signed.post(address(acme, "customer-archive"), {"archived": "no"})
    free = make_customer("Free")
    signed.post(address(free, "customer-claim"))
    assert Customer.objects.unscoped(WHY).get(pk=free.pk).owner_id == colleague.pk


def test_an_old_page_neither_assigns_nor_fetches_from_the_archive(client, manager, acme, colleague):
    client.force_login(manager)
    page = client.get(address(acme)).content.decode()
    # to assign the customer, to archive it, and to archive its contact
    assert page.count('name="version" value="1"') == 3
    client.post(address(acme, "customer-assign"), {"owner": manager.pk, "version": 1})
    late = client.post(address(acme, "customer-assign"), {"owner": "", "version": 1})
    assert late.status_code == 409
    assert Customer.objects.unscoped(WHY).get(pk=acme.pk).owner_id == manager.pk
    client.post(address(acme, "customer-archive"), {"version": 2})
    client.post(address(acme, "customer-archive"), {"version": 3, "archived": "no"})
    client.post(address(acme, "customer-archive"), {"version": 4})
    assert client.post(address(acme, "customer-archive"), {"version": 3, "archived": "no"}).status_code == 409
    assert Customer.objects.unscoped(WHY).get(pk=acme.pk).archived_at is not None


def test_a_manager_sets_the_marker_and_a_seller_does_not(client, manager, signed, acme):
    given = {"marker": "green-red", "reason": "Told me at the fair"}
    signed.post(address(acme, "customer-marker"), given)
    assert MarkerOverride.objects.unscoped(WHY).count() == 0
    client.force_login(manager)
    client.post(address(acme, "customer-marker"), given)
    assert MarkerOverride.objects.unscoped(WHY).get().marker == "green-red"


def test_a_reader_sees_the_card_and_no_form_to_change_it(client, reader, acme):
    client.force_login(reader)
    page = client.get(address(acme)).content.decode()
    assert 'class="composer"' not in page
    assert "customer-edit" not in page
    assert client.post(address(acme, "customer-log"), {"kind": "note", "text": "x"}).status_code == 422
    assert Interaction.objects.unscoped(WHY).count() == 0


def test_the_card_asks_one_question_a_panel(signed, acme, django_assert_max_num_queries):
    signed.get(address(acme))
    with django_assert_max_num_queries(28):
        signed.get(address(acme))


def test_an_old_page_does_not_archive_a_contact_that_was_fetched_back_meanwhile(signed, acme, as_colleague):
    anna = Contact.objects.unscoped(WHY).get()
    page = signed.get(address(acme)).content.decode()
    assert (
        f'name="version" value="{anna.version}"'
        in page[page.index(address(acme, "customer-contact-archive", anna.pk)) :]
    )
    archived = contacts.archive(anna.pk, version=anna.version, actor=as_colleague)
    contacts.restore(anna.pk, version=archived.version, actor=as_colleague)
    before = ChangeSet.objects.unscoped(WHY).count()
    place = address(acme, "customer-contact-archive", anna.pk)
    assert signed.post(place, {"version": anna.version}).status_code == 409
    kept = Contact.objects.unscoped(WHY).get()
    assert (kept.archived_at, ChangeSet.objects.unscoped(WHY).count()) == (None, before)
    assert signed.post(place, {"version": kept.version}).status_code == 302
    assert Contact.objects.unscoped(WHY).get().archived_at is not None


def test_the_days_of_earlier_markers_are_written_as_people_write_them(signed, acme):
    history = [{"marker": "white", "on": None, "reason": {}}, {"marker": "green", "on": "2024-02-03", "reason": {}}]
    Conclusion.objects.unscoped(WHY).filter(customer=acme).update(marker_history=history)
    page = signed.get(address(acme)).content.decode()
    assert '<time datetime="2024-02-03" title="Saturday, 3 February 2024">3 Feb 2024</time>' in page
    assert page.count("2024-02-03") == 1


def test_the_history_tells_of_contacts_phones_and_addresses_too_each_change_once(
    signed, acme, as_colleague, stranger, as_stranger
):
    anna = Contact.objects.unscoped(WHY).get()
    contacts.edit(anna.pk, {"name": "Anna Nowak"}, version=anna.version, actor=as_colleague)
    points.add(customer_id=acme.pk, kind="phone", value="+48 601 999 888", actor=as_colleague)
    addresses.put({"country": "PL", "street": "Prosta 1"}, customer_id=acme.pk, actor=as_colleague)
    contacts.add(acme.pk, name="Jan Lis", position="Buyer", actor=as_colleague)
    theirs = make_customer("Theirs", owner=stranger)
    customers.edit(theirs.pk, {"industry": "Hidden"}, version=theirs.version, actor=as_stranger)
    page = signed.get(address(acme, "customer-timeline") + "?tab=changes").content.decode()
    told = re.findall(r'<span class="title">(?:<svg.*?</svg>)?([^<]*)</span>', page, re.S)
    assert [text.strip() for text in told] == [
        "Added the contact Jan Lis", "Added the address", "Added +48 601 999 888", "Changed the contact",
    ]  # fmt: skip
    assert "Name: Anna Kowal → Anna Nowak" in page
    assert "Hidden" not in page
