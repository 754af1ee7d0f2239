"""Exchange: what came in, the page of one import in every state, and clearing the sample."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from klientela.core import clock
from klientela.core.models import Job
from klientela.core.preferences import prefer
from klientela.exchange.imports.recognition import KINDS
from klientela.exchange.imports.recognition.mapping import targets
from klientela.exchange.models import FailedRow, Import
from klientela.sales.models import Order
from klientela.web.pages.exchange import words
from tests.exchange.importing import run
from tests.factories.imports import make_import

pytestmark = pytest.mark.django_db
State = Import.State
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def inside(client, owner):
    client.force_login(owner)
    return client


def csv(name="firms.csv", text="name,phone\nAcme,+48 11 000 00 01\n"):
    return SimpleUploadedFile(name, text.encode())


def every(model):
    return model.objects.unscoped("a test looks at all rows")


def test_every_kind_and_every_target_has_a_word():
    known = {key for kind in KINDS for key in targets(kind)}
    assert set(KINDS) == set(words.KINDS)
    assert known - set(words.TARGETS) == set()
    assert {key.partition(".")[0] for key in known} <= set(words.PARTS)


def test_a_dropped_file_is_kept_looked_at_and_shown(inside):
    answer = inside.post("/exchange/upload", {"file": csv()})
    source = every(Import).get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/exchange/{source.pk}/")
    assert (source.state, source.file.name) == (State.LOOKING, "firms.csv")
    assert every(Job).get().name == "import.look"
    page = inside.get(f"/exchange/{source.pk}/").content.decode()
    assert f'hx-get="/exchange/{source.pk}/?seen=looking"' in page


def test_the_page_that_waited_comes_anew_when_the_work_is_over(inside, owner):
    source = make_import(owner, state=State.WRITING)
    place = f"/exchange/{source.pk}/?seen=writing"
    assert inside.get(place, headers=FRAGMENT).status_code == 200
    source.state = State.DONE
    source.save()
    answer = inside.get(place, headers=FRAGMENT)
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (204, "true")
    assert inside.get(f"/exchange/{source.pk}/?seen=done", headers=FRAGMENT).status_code == 200


def test_several_files_lead_to_the_list(inside):
    answer = inside.post("/exchange/upload", {"file": [csv("a.csv"), csv("b.csv")]}, follow=True)
    assert answer.redirect_chain == [("/exchange/", 302)]
    assert [name in answer.content.decode() for name in ("a.csv", "b.csv", "2 files came in.")] == [True] * 3


def test_no_file_is_a_sentence(inside):
    assert inside.post("/exchange/upload").status_code == 422
    assert every(Import).count() == 0


def test_a_seller_brings_no_files_in(client, colleague):
    client.force_login(colleague)
    assert "does not bring files in" in client.get("/exchange/").content.decode()
    assert client.post("/exchange/upload", {"file": csv()}).status_code == 422
    assert every(Import).count() == 0


def test_the_figures_of_an_import_stand_in_the_list(inside, owner):
    make_import(owner, rows_read=10, rows_new=4, rows_updated=3, rows_merged=1, rows_skipped=1, rows_failed=1)
    text = inside.get("/exchange/").content.decode()
    figures = [
        text.index(f'data-label="{label}">{count}<') for label, count in (("Rows", 10), ("New", 4), ("Updated", 3))
    ]
    assert figures == sorted(figures)


def test_somebody_elses_import_is_not_there(client, owner, manager):
    source = make_import(owner)
    client.force_login(manager)
    assert client.get(f"/exchange/{source.pk}/").status_code == 404
    verbs = ("correct", "begin", "stop", "undo")
    assert [client.post(f"/exchange/{source.pk}/{verb}").status_code for verb in verbs] == [404] * 4
    assert client.get(f"/exchange/{source.pk}/failed").status_code == 404


def test_a_refused_file_says_why_and_that_nothing_was_written(inside, owner):
    refusal = {"code": "file.empty", "message": "The file is empty.", "params": {}}
    source = make_import(owner, state=State.REFUSED, refusal=refusal)
    text = inside.get(f"/exchange/{source.pk}/").content.decode()
    assert "The file is empty." in text
    assert "Nothing was written." in text


def test_an_import_that_is_over_reconciles_and_names_its_failed_rows(inside, owner):
    source = make_import(owner, rows_read=9, rows_new=8, rows_failed=1, results={"customers": 8, "failed_rows": None})
    FailedRow(source=source, row=7, code="customer.name_missing").save()
    text = inside.get(f"/exchange/{source.pk}/").content.decode()
    assert "8 new customers are in." in text
    assert "1 row did not come in." in text
    assert "There is no name, and no customer of the base that these data fit." in text
    assert "Here is what your base says" in text


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"customers": 85, "orders": 1_120, "lines": 3_000}, "Bring in 1,120 orders"),
        ({"customers": 85, "contacts": 170}, "Bring in 85 customers"),
        ({"customers": 0, "contacts": 1}, "Bring in 1 contact"),
        ({}, "Bring it in"),
    ],
)
def test_the_button_names_what_the_file_mainly_holds(inside, owner, counts, said):
    source = make_import(owner, state=State.READY, preview={"counts": counts})
    buttons = re.findall(r"<button.*?</button>", inside.get(f"/exchange/{source.pk}/").content.decode(), re.DOTALL)
    assert said in [re.sub(r"<[^>]+>", "", each).strip() for each in buttons]


def test_an_import_that_wrote_nothing_cannot_be_taken_back(inside, owner):
    source = make_import(owner, state=State.STOPPED)
    assert inside.post(f"/exchange/{source.pk}/undo").status_code == 422


def test_failed_rows_that_are_not_kept_are_not_there(inside, owner):
    assert inside.get(f"/exchange/{make_import(owner).pk}/failed").status_code == 404


def test_the_sample_is_offered_to_be_cleared_to_the_owner_only(inside, client, manager):
    prefer("is_sample", True)
    assert "/exchange/sample/clear" in inside.get("/exchange/").content.decode()
    client.force_login(manager)
    assert "/exchange/sample/clear" not in client.get("/exchange/").content.decode()


def test_without_a_sample_clearing_is_a_sentence(inside):
    assert inside.post("/exchange/sample/clear").status_code == 422


def looked_at(inside, text):
    """Drop a file on the page and look at it as the worker does."""
    inside.post("/exchange/upload", {"file": csv("sales.csv", text)})
    run(every(Import).get().job)
    return every(Import).get()


def corrected(inside, source, **settings):
    """Send the form of corrections as it stands, with some settings changed, and look again."""
    page = inside.get(f"/exchange/{source.pk}/")
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields} | settings
    mapped = {f"column-{position}": target for position, target in source.mapping.items()}
    assert inside.post(f"/exchange/{source.pk}/correct", {**sent, **mapped}).status_code == 302
    run(every(Import).get().job)
    return every(Import).get()


def days_in(inside, source):
    """Bring the import in, and return the days of its orders."""
    inside.post(f"/exchange/{source.pk}/begin")
    run(every(Import).get().job)
    return list(every(Order).order_by("number").values_list("ordered_on", flat=True))


def test_rows_that_will_be_skipped_are_shown_with_the_reason(inside):
    source = looked_at(inside, "company,city,total purchases\nAcme,Leeds,70.00\nИтого,,70.00\n")
    page = inside.get(f"/exchange/{source.pk}/").content.decode()
    assert "Skipped, the first of them" in page
    told = '<td class="wrap">This is a sum of the rows above, not a row of its own.</td>'
    assert page.index(">Reason</th>") < page.index(told) < page.index('<td class="cut">Итого</td>')


AMBIGUOUS = 'order number,order date,customer id,amount\n1,03/04/2024,A1,"1.500"\n2,05/06/2024,A2,"2.000"\n'


def test_an_order_of_dates_that_the_file_does_not_tell_is_shown_and_can_be_chosen(inside):
    source = looked_at(inside, AMBIGUOUS)
    page = inside.get(f"/exchange/{source.pk}/").content.decode()
    assert '<option value="dmy" selected>' in page
    assert "“03/04/2024” is read as 3 Apr 2024." in page
    again = corrected(inside, source, date_order="mdy")
    assert (again.state, again.options["date_order"]) == (State.READY, "mdy")
    page = inside.get(f"/exchange/{source.pk}/").content.decode()
    assert '<option value="mdy" selected>' in page
    assert "“03/04/2024” is read as 4 Mar 2024." in page
    assert days_in(inside, again) == [date(2024, 3, 4), date(2024, 5, 6)]


def test_a_decimal_mark_that_the_file_does_not_tell_can_be_chosen(inside):
    source = looked_at(inside, AMBIGUOUS)
    as_found = source.preview
    again = corrected(inside, source, decimal_mark=".")
    assert again.options["decimal_mark"] == "."
    days_in(inside, again)
    # 1.500 is one and a half with a point, and fifteen hundred where a point parts thousands
    assert list(every(Order).order_by("number").values_list("amount", flat=True)) == [150, 200]
    assert as_found["totals"] == again.preview["totals"]


def test_dates_and_numbers_are_not_asked_about_in_a_file_without_any(inside):
    source = looked_at(inside, "name,phone\nAcme,+48 11 000 00 01\n")
    form = inside.get(f"/exchange/{source.pk}/").context["form"]
    assert {"date_order", "decimal_mark"} & set(form.fields) == set()


def test_an_order_of_dates_that_there_is_not_is_refused_and_nothing_is_looked_at_again(inside):
    source = looked_at(inside, AMBIGUOUS)
    answer = inside.post(f"/exchange/{source.pk}/correct", {"kind": "orders", "date_order": "dym"})
    assert (answer.status_code, every(Import).get().state) == (422, State.READY)
    assert "date_order" not in every(Import).get().options


FIRMS = (
    "customer id,company,phone,mobile,employees,country\n1,Alpha Works,+48 22 1234567,+48 601 234 567,12,Poland\n"
    "2,Beta Trade,,,many,Atlantis\n2,Beta Trade,,,many,\n"
)
ROW = re.compile(
    r'<tr><td class="lead cut">([^<]*)</td><td>([^<]*)</td><td[^>]*>([^<]*)</td><td[^>]*>([^<]*)</td></tr>'
)


def test_cells_that_are_not_understood_stand_beside_their_column(inside):
    source = looked_at(inside, FIRMS)
    page = inside.get(f"/exchange/{source.pk}/").content.decode()
    assert "2 cells are not understood: “many”" in page
    assert "1 cell is not understood: “Atlantis”" in page
    assert page.count("not understood") == 2


def test_what_became_of_each_column_stands_below_the_figures_once_it_is_in(inside):
    source = looked_at(inside, FIRMS)
    assert "What became of each column" not in inside.get(f"/exchange/{source.pk}/").content.decode()
    inside.post(f"/exchange/{source.pk}/begin")
    run(every(Import).get().job)
    page = inside.get(f"/exchange/{source.pk}/").content.decode()
    assert ROW.findall(page[page.index("What became of each column") :]) == [
        ("customer id", "number in the other system", "3", "2"),
        ("company", "name", "3", "2"),
        ("phone, mobile", "phone", "1", "2"),
        ("employees", "employees", "3", "1"),
        ("country", "country", "2", "1"),
    ]


def test_a_page_says_that_a_try_failed_and_when_the_next_begins(inside, owner):
    at = clock.now()
    job = Job(name="import.write", actor={}, started_at=at, run_after=at + timedelta(seconds=40), attempts=1)
    job.save()
    source = make_import(owner, state=State.WRITING, job=job)
    page = inside.get(f"/exchange/{source.pk}/").content.decode()
    assert re.search(r"A try failed, and nothing is lost by it. Until the next: (39|40) seconds", page)
    Job.objects.unscoped("a test lets time go on").update(run_after=at)
    assert "Bringing it in" in inside.get(f"/exchange/{source.pk}/").content.decode()


def test_a_file_of_nobody_can_be_explained_and_not_brought_in(inside, owner):
    named = {"rows_read": 2, "preview": {"totals": {}, "samples": {}, "reasons": {"row.empty": 2}}, "shape": {}}
    source = make_import(owner, state=State.READY, **named)
    page = inside.get(f"/exchange/{source.pk}/").content.decode()
    assert "No row of this file tells of anybody. Say what its columns hold." in page
    assert "This file holds" not in page
    assert f"/exchange/{source.pk}/begin" not in page
    assert inside.post(f"/exchange/{source.pk}/begin").status_code == 422
    Import.objects.unscoped("a test changes it by hand").update(rows_read=3)
    assert f"/exchange/{source.pk}/begin" in inside.get(f"/exchange/{source.pk}/").content.decode()
