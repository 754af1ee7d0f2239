"""The list of customers: page, fragment, filters, tabs, count, bulk, export, quick add; with and without a script."""

import csv
import io
from typing import Any

import pytest
from django.urls import reverse

from klientela.accounts.models import ChangeSet
from klientela.customers.models import Customer, CustomerTag
from klientela.insight.models import Conclusion
from klientela.work.models import Task
from tests.factories.customers import make_customer, make_point

pytestmark = pytest.mark.django_db
WHY = "a test counts everything"
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def base(colleague: Any, stranger: Any) -> dict[str, Customer]:
    """Return a few customers by name; one belongs to a stranger, one to nobody."""
    people = {"Acme Ltd": colleague, "Łódź Papier": colleague, "Wolny Ptak": None, "Чужой": stranger}
    made = {name: make_customer(name, owner=owner, industry="Metals") for name, owner in people.items()}
    Conclusion(customer=made["Acme Ltd"], marker="gold", purchases=2, total=184_020_00, rfm=9, recency=2, frequency=3,
               monetary=4).save()  # fmt: skip
    return made


@pytest.fixture
def signed(client: Any, colleague: Any) -> Any:
    """Return a browser of the colleague."""
    client.force_login(colleague)
    return client


def test_the_page_shows_what_is_visible_with_marker_and_figures(signed, base):
    page = signed.get("/customers/").content.decode()
    assert "Acme Ltd" in page
    assert "Wolny Ptak" in page
    assert "Чужой" not in page
    assert 'data-marker="gold"' in page
    assert "2 3 4" in page
    assert "184,020" in page


def test_a_script_gets_the_rows_alone(signed, base):
    fragment = signed.get("/customers/", headers=SCRIPT)
    assert fragment.content.decode().lstrip().startswith('<div id="list"')
    assert b"<html" not in fragment.content
    assert "HX-Request" in fragment.headers["Vary"]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("customer.owner=me", {"Acme Ltd", "Łódź Papier"}),
        ("customer.owner=none", {"Wolny Ptak"}),
        ("q=lodz", {"Łódź Papier"}),
        ("q=wo", {"Wolny Ptak"}),
        ("q=%00wolny", {"Wolny Ptak"}),
        ("customer.industry=%00Printing", set()),
        ("customer.tags=%00vip", set()),
        ("customer.marker=gold", {"Acme Ltd"}),
        ("customer.industry=Printing", set()),
        ("customer.total.from=1000", {"Acme Ltd"}),
        ("sort=-customer.total", {"Acme Ltd", "Łódź Papier", "Wolny Ptak"}),
    ],
)
def test_tabs_search_and_conditions_narrow_the_list(signed, base, question, shown):
    page = signed.get(f"/customers/?{question}", headers=SCRIPT).content.decode()
    assert {name for name in base if f">{name}</a>" in page} == shown


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("customer.salary=1", "There is no field called “customer.salary”."),
        ("sort=owner__password", "There is no field called “owner__password”."),
        ("sort=customer.note", "cannot be sorted by “customer.note”"),
        ("customer.note=x", "cannot be narrowed by “customer.note”"),
        ("customer.total.from=much", "“much” is not a value of “customer.total”."),
        ("customer.total.from=1e999999", "“1e999999” is not a value of “customer.total”."),
        ("customer.total.from=sNaN", "“sNaN” is not a value of “customer.total”."),
        ("customer.created.to=9999-12-31", "“9999-12-31” is not a value of “customer.created”."),
        ("customer.created.from=0001-01-01", "“0001-01-01” is not a value of “customer.created”."),
        ("after=rubbish", "This place in the list is gone."),
        ("size=100000", "A page holds 1 to 200 rows."),
    ],
)
def test_what_is_no_field_or_value_is_refused_in_a_plain_sentence(signed, base, question, sentence):
    answer = signed.get(f"/customers/?{question}")
    assert answer.status_code == 422
    assert sentence in answer.content.decode().replace("&quot;", '"')


def test_place_and_industry_offer_what_is_visible(signed, base, stranger):
    make_customer("Far", owner=stranger, industry="Secret", locality="Elsewhere")
    page = signed.get("/customers/").content.decode()
    assert '<option value="Metals"></option>' in page
    assert "Secret" not in page
    assert "Elsewhere" not in page


def test_pages_follow_one_another_without_a_script(signed, colleague):
    for number in range(7):
        make_customer(f"Firm {number}", owner=colleague)
    first = signed.get("/customers/?size=5")
    assert first.content.decode().count("data-row") == 5
    later = first.context["later"]
    assert signed.get(f"{later}").content.decode().count("data-row") == 2


def test_columns_are_chosen_and_stay(signed, base):
    signed.get("/customers/?columns=customer.name&columns=customer.phone")
    make_point("+48601234567", customer=base["Acme Ltd"])
    page = signed.get("/customers/").content.decode()
    assert "+48 601 234 567" in page
    assert "184,020" not in page


def test_an_empty_base_teaches(signed):
    assert "Your customers will stand here" in signed.get("/customers/").content.decode()


def test_ticked_customers_are_archived_and_brought_back_by_one_undo(signed, base):
    ids = [base["Acme Ltd"].pk, base["Łódź Papier"].pk, base["Чужой"].pk]
    signed.post("/customers/bulk", {"verb": "archive", "id": ids})
    assert Customer.objects.unscoped(WHY).filter(archived_at__isnull=False).count() == 2
    change = ChangeSet.objects.unscoped(WHY).get()
    page = signed.get("/customers/").content.decode()
    assert reverse("change-undo", args=[change.pk]) in page
    signed.post(reverse("change-undo", args=[change.pk]))
    assert Customer.objects.unscoped(WHY).filter(archived_at__isnull=False).count() == 0


def test_ticked_customers_are_tagged(signed, base):
    signed.post("/customers/bulk", {"verb": "tag", "tag": "VIP", "id": [base["Acme Ltd"].pk]})
    assert CustomerTag.objects.count() == 1
    assert ">Acme Ltd</a>" in signed.get("/customers/?customer.tags=vip", headers=SCRIPT).content.decode()


def test_a_seller_neither_assigns_nor_exports(signed, base, colleague):
    page = signed.get("/customers/").content.decode()
    assert 'value="assign"' not in page
    assert reverse("customers-export") not in page
    assert signed.post("/customers/export", {"format": "csv"}).status_code == 422
    refused = signed.post("/customers/bulk", {"verb": "assign", "owner": colleague.pk, "id": [base["Wolny Ptak"].pk]})
    assert refused.status_code == 422
    assert Customer.objects.unscoped(WHY).get(name="Wolny Ptak").owner_id is None
    assert ChangeSet.objects.unscoped(WHY).count() == 0


def test_a_manager_exports_what_is_shown_and_it_is_recorded(client, manager, base):
    client.force_login(manager)
    answer = client.post("/customers/export", {"format": "csv", "customer.owner": "none", "columns": "customer.name"})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows == [["Name"], ["Wolny Ptak"]]
    change = ChangeSet.objects.unscoped(WHY).get()
    assert (change.code, change.user_id, change.params["count"]) == ("customers.exported", manager.pk, 1)


def test_one_line_adds_a_customer_with_a_next_step(signed, colleague):
    answer = signed.post("/customers/new", {"line": "Acme Ltd, +48 601 234 567, anna@acme.example, call tomorrow"})
    acme = Customer.objects.unscoped(WHY).get()
    assert answer.headers["Location"] == reverse("customer", args=[acme.pk])
    assert (acme.name, acme.owner_id, acme.points.unscoped(WHY).count()) == ("Acme Ltd", colleague.pk, 2)
    assert Task.objects.unscoped(WHY).get().title == "call tomorrow"


def test_a_customer_sent_twice_is_added_once(signed):
    form = signed.get("/customers/new")
    key = form.context["quick"]["key"].value()
    assert f'name="key" value="{key}"' in form.content.decode()
    given = {"line": "Acme Ltd, call tomorrow", "anyway": "yes", "key": key}
    answers = [signed.post("/customers/new", given) for _time in range(2)]
    acme = Customer.objects.unscoped(WHY).get()
    assert {answer.headers["Location"] for answer in answers} == {reverse("customer", args=[acme.pk])}
    assert Task.objects.unscoped(WHY).count() == 1


def test_what_looks_the_same_is_shown_first_and_is_no_obstacle(signed, base):
    line = {"line": "Acme Ltd"}
    page = signed.post("/customers/new", line)
    assert "Is it one of these?" in page.content.decode()
    assert Customer.objects.unscoped(WHY).filter(name="Acme Ltd").count() == 1
    signed.post("/customers/new", line | {"anyway": "yes"})
    assert Customer.objects.unscoped(WHY).filter(name="Acme Ltd").count() == 2


def test_a_wrong_line_comes_back_with_what_is_wrong(signed):
    page = signed.post("/customers/new", {"line": "+48 601 234 567"})
    assert page.status_code == 422
    assert "A customer needs a name." in page.content.decode()
    assert Customer.objects.unscoped(WHY).count() == 0


def test_the_search_box_finds_customers_and_says_so_when_nobody_is(signed, base):
    assert f'href="/customers/{base["Acme Ltd"].pk}/"' in signed.get("/find?q=acm").content.decode()
    assert "Nobody is found" in signed.get("/find?q=чуж").content.decode()
    assert signed.get("/find?q=").content.strip() == b""


def test_a_reader_sees_no_way_to_change_anything(client, reader, base):
    client.force_login(reader)
    page = client.get("/customers/").content.decode()
    assert 'id="bulk"' not in page
    assert 'type="checkbox" name="id"' not in page
    assert client.post("/customers/new", {"line": "Acme"}).status_code == 422


def test_the_page_and_a_page_of_a_large_base_ask_few_questions(signed, base, django_assert_max_num_queries):
    signed.get("/customers/")
    with django_assert_max_num_queries(14):
        signed.get("/customers/")
    with django_assert_max_num_queries(9):
        signed.get("/customers/", headers=SCRIPT)
