"""Files of customers and contacts: what is new, what is the same, what changes, what fails."""

import pytest
from django.utils import translation
from django.utils.translation import gettext

from klientela.accounts.actions.undo import undo
from klientela.accounts.models import ChangePayload
from klientela.core.errors import Refused
from klientela.customers.models import Contact, ContactPoint, Customer, Identifier, StaleMark
from klientela.exchange.actions import imports
from klientela.exchange.imports.readers import inspect
from klientela.exchange.imports.reasons import SENTENCES
from klientela.exchange.models import FailedRow, Import
from tests.exchange.content_hash import content
from tests.exchange.importing import bring_in, look, rows_of, run, write

pytestmark = pytest.mark.django_db

HEAD = "customer id,company,tax id,phone,email,city,industry,employees"
ALPHA = "A1,Alpha Works GmbH,DE136695976,+49 30 1234567,info@alpha.example,Berlin,Metals,12"
BETA = "A2,Beta Trade GmbH,DE129273398,+49 30 7654321,info@beta.example,Hamburg,Food,30"


def customers():
    return Customer.objects.unscoped("the test looks at all").order_by("pk")


def points():
    return ContactPoint.objects.unscoped("the test looks at all").order_by("pk")


def test_new_customers_come_in_with_everything_they_hold(tmp_path, as_owner):
    row = bring_in(write(tmp_path, "firms.csv", HEAD, ALPHA, BETA), as_owner)
    assert rows_of(row) == (2, 2, 0, 0, 0, 0)
    found = customers().values_list("name", "locality", "industry", "employees", "origin_id", "origin_row", "owner")
    assert list(found) == [
        ("Alpha Works GmbH", "Berlin", "Metals", 12, row.file_id, 2, None),
        ("Beta Trade GmbH", "Hamburg", "Food", 30, row.file_id, 3, None),
    ]
    assert [(p.kind, p.normalised, p.is_primary) for p in points().filter(customer__name="Alpha Works GmbH")] == [
        ("email", "info@alpha.example", True),
        ("phone", "+49301234567", True),
    ]
    assert StaleMark.objects.count() == 2


def test_the_same_file_again_changes_nothing(tmp_path, as_owner):
    file = write(tmp_path, "firms.csv", HEAD, ALPHA, BETA)
    first = bring_in(file, as_owner)
    before = content()
    again = bring_in(file, as_owner)
    assert rows_of(again) == (2, 0, 0, 0, 2, 0)
    assert again.preview["again"]["import"] == first.pk
    assert content() == before


def test_filled_cells_win_and_empty_cells_leave_alone(tmp_path, as_owner):
    bring_in(write(tmp_path, "a.csv", HEAD, ALPHA), as_owner)
    row = bring_in(write(tmp_path, "b.csv", HEAD, "A1,Alpha Works AG,,,sales@alpha.example,,Steel,"), as_owner)
    assert rows_of(row) == (1, 0, 1, 0, 0, 0)
    alpha = customers().get()
    assert (alpha.name, alpha.locality, alpha.industry, alpha.employees, alpha.version) == (
        "Alpha Works AG",
        "Berlin",
        "Steel",
        12,
        2,
    )
    assert {p.normalised for p in points()} == {"info@alpha.example", "sales@alpha.example", "+49301234567"}
    payload = ChangePayload.objects.get(row__change_set=row.change_set, row__label="customers.customer")
    assert payload.before["industry"] == "Metals"
    assert payload.after["industry"] == "Steel"


def test_rows_of_one_tax_number_are_one_customer(tmp_path, as_owner):
    twin = "A9,Alpha Works,DE136695976,,second@alpha.example,Berlin,Metals,12"
    row = bring_in(write(tmp_path, "a.csv", HEAD, ALPHA, twin), as_owner)
    assert rows_of(row) == (2, 1, 0, 1, 0, 0)
    numbers = Identifier.objects.unscoped("the test looks at all").filter(scheme="external")
    assert set(numbers.values_list("value", flat=True)) == {"A1", "A9"}


def test_a_shared_phone_does_not_make_two_firms_one(tmp_path, as_owner):
    shared = BETA.replace("+49 30 7654321", "+49 30 1234567")
    row = bring_in(write(tmp_path, "a.csv", HEAD, ALPHA, shared), as_owner)
    assert rows_of(row) == (2, 2, 0, 0, 0, 0)


def test_a_row_without_name_and_number_fails_and_comes_back_as_a_file(tmp_path, as_owner, settings):
    nameless = ",,,+49 30 5555555,,Bonn,Food,"
    row = bring_in(write(tmp_path, "a.csv", HEAD, ALPHA, nameless), as_owner)
    assert rows_of(row) == (2, 1, 0, 0, 0, 1)
    assert list(FailedRow.objects.visible_to(as_owner).values_list("row", "code")) == [(3, "customer.name_missing")]
    shape = inspect(settings.HOME / row.results["failed_rows"], name="failed.xlsx")
    assert shape.headers[:2] == ("customer id", "company")
    assert shape.sample[0][3] == "+49 30 5555555"


def test_failed_rows_come_back_in_the_language_of_the_one_who_brought_them(tmp_path, as_owner, settings):
    row = look(write(tmp_path, "a.csv", HEAD, ALPHA, ",,,+49 30 5555555,,Bonn,Food,"), as_owner)
    with translation.override("pl"):
        job = imports.bring_in(row, actor=as_owner)
    run(job)
    row.refresh_from_db()
    with translation.override("pl"):
        wanted = (gettext("Row of the file"), gettext("Reason"), str(SENTENCES["customer.name_missing"]))
    shape = inspect(settings.HOME / row.results["failed_rows"], name="failed.xlsx")
    assert (*shape.headers[-2:], shape.sample[0][-1]) == wanted
    assert job.payload == {"import_id": row.pk, "language": "pl"}


def test_contacts_find_their_customers_by_the_key_of_the_file(tmp_path, as_owner):
    bring_in(write(tmp_path, "firms.csv", HEAD, ALPHA), as_owner)
    lines = ("P1,A1,Anna,Weber,Buyer,anna@alpha.example", "P2,A7,Ben,Keller,CFO,ben@beta.example")
    head = "ext_id,company_ext_id,first_name,last_name,title,email"
    row = bring_in(write(tmp_path, "people.csv", head, *lines), as_owner)
    assert (row.kind, rows_of(row)) == ("contacts", (2, 1, 0, 0, 0, 1))
    anna = Contact.objects.unscoped("the test looks at all").get()
    assert (anna.name, anna.first_name, anna.affiliations.unscoped("test").get().position) == (
        "Anna Weber",
        "Anna",
        "Buyer",
    )
    assert row.preview["reasons"] == {"customer.unknown": 1}


def test_an_import_is_taken_back_whole(tmp_path, as_owner):
    bring_in(write(tmp_path, "a.csv", HEAD, ALPHA), as_owner)
    before = content()
    row = bring_in(write(tmp_path, "b.csv", HEAD, "A1,Alpha Works AG,,,,Bonn,Steel,40", BETA), as_owner)
    assert rows_of(row) == (2, 1, 1, 0, 0, 0)
    assert content() != before
    undo(row.change_set_id, actor=as_owner)
    alpha = customers().get()
    assert (alpha.name, alpha.locality, alpha.employees) == ("Alpha Works GmbH", "Berlin", 12)
    changed = {table for table, digest in content().items() if digest != before[table]}
    # Versions went on, and the marks wait for the worker to draw the conclusions anew.
    assert changed <= {"customers_customer", "customers_address", "customers_stalemark"}


def test_stopped_anywhere_and_resumed_gives_the_same(tmp_path, as_owner):
    file = write(tmp_path, "a.csv", HEAD, ALPHA, BETA)
    whole = bring_in(file, as_owner)
    expected = content(ids=False)
    undo(whole.change_set_id, actor=as_owner)
    row = look(file, as_owner)
    job = imports.bring_in(row, actor=as_owner)
    tries = 1
    while not run(job, chunks=4):
        tries += 1
    row.refresh_from_db()
    assert tries > 1
    assert (row.state, rows_of(row)) == (Import.State.DONE, (2, 2, 0, 0, 0, 0))
    assert content(ids=False) == expected


def test_who_may_not_import_is_refused_and_nothing_is_kept(tmp_path, as_colleague):
    before = content()
    with pytest.raises(Refused, match="role"):
        imports.receive(write(tmp_path, "a.csv", HEAD, ALPHA), name="a.csv", actor=as_colleague)
    assert not Import.objects.unscoped("the test looks at all").exists()
    assert content() == before


def test_nobody_sees_or_drops_the_import_of_another(tmp_path, as_owner, as_manager):
    row = look(write(tmp_path, "a.csv", HEAD, ALPHA), as_owner)
    with pytest.raises(Refused, match="no such import"):
        imports.cancel(row, actor=as_manager)
    row.refresh_from_db()
    assert row.state == Import.State.READY


def test_a_dropped_import_cannot_be_brought_in(tmp_path, as_owner):
    row = imports.cancel(look(write(tmp_path, "a.csv", HEAD, ALPHA), as_owner), actor=as_owner)
    with pytest.raises(Refused, match="not possible now"):
        imports.bring_in(row, actor=as_owner)
    assert not customers().exists()
