"""`klientela import`, `imports` and `undo`: what they print for programs, and in what state they leave the base."""

import json
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings

from klientela.cli.main import main
from klientela.customers.models import Customer, StaleMark
from klientela.exchange.models import Import
from klientela.insight.models import Conclusion, Scoring
from tests.exchange.content_hash import content
from tests.exchange.importing import write

pytestmark = pytest.mark.django_db(transaction=True)

CUSTOMERS = (
    "customer id,company,city,owner",
    "A1,Alpha Works GmbH,Berlin,",
    "A2,Beta Trade GmbH,Bonn,",
    ",,Essen,",
)
CONTACTS = (
    "ext_id,company_ext_id,first_name,last_name,email",
    "P1,A1,Anna,Weber,anna@alpha.example",
    "P2,A7,Ben,Keller,ben@beta.example",
)
ORDERS = ("number,date,customer id,amount", "1,2024-01-05,A1,10.00", "2,2024-02-05,A1,20.50", "3,2024-02-07,A2,5.00")
KEYS = {
    "file", "kind", "profile", "encoding", "rows", "customers", "orders", "change", "seconds", "failed_rows", "figures",
}  # fmt: skip
ROWS = ("read", "new", "updated", "merged", "skipped", "failed")


def run(*words: Any, status: int = 0) -> Any:
    result = CliRunner().invoke(main, [*map(str, words), "--json"])
    assert result.exit_code == status, result.output
    return json.loads(result.stdout)


def three_files(folder):
    orders = write(folder, "orders.csv", *ORDERS)
    contacts = write(folder, "contacts.csv", *CONTACTS)
    return orders, contacts, write(folder, "customers.csv", *CUSTOMERS)


def rows(answer):
    return tuple(answer["rows"][name] for name in ROWS)


def kept():
    folders = (settings.HOME / "files", settings.HOME / "staging")
    return sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())


def conclusions():
    found = Conclusion.objects.unscoped("the test looks at all").order_by("customer")
    return list(found.values_list("customer__name", "purchases", "total"))


def test_files_come_in_in_the_order_in_which_they_need_each_other(tmp_path):
    files = three_files(tmp_path)
    answers = run("import", *files)["files"]
    assert [set(answer) for answer in answers] == [KEYS] * 3
    assert [answer["file"] for answer in answers] == [str(file) for file in files]
    assert [answer["kind"] for answer in answers] == ["orders", "contacts", "customers"]
    assert [rows(answer) for answer in answers] == [(3, 3, 0, 0, 0, 0), (2, 1, 0, 0, 0, 1), (3, 2, 0, 0, 0, 1)]
    assert [(answer["customers"], answer["orders"]) for answer in answers] == [(0, 3), (0, 0), (2, 0)]
    assert [answer["encoding"] for answer in answers] == ["utf-8"] * 3
    assert answers[0]["failed_rows"] is None
    assert answers[1]["failed_rows"].startswith(str(settings.HOME))
    # the conclusions are drawn when the command ends
    assert conclusions() == [("Alpha Works GmbH", 2, 3050), ("Beta Trade GmbH", 1, 500)]
    assert not StaleMark.objects.exists()


def test_an_import_is_listed_and_taken_back_once(tmp_path):
    before = content()
    change = run("import", write(tmp_path, "orders.csv", "number,date,customer,amount", "1,2024-01-05,Alpha,10.00"))
    change = change["files"][0]["change"]
    listed = run("imports")
    assert (listed["count"], listed["items"][0]["change"], listed["items"][0]["state"]) == (1, change, "done")
    assert Scoring.objects.count() == 1
    taken = run("undo", change)
    assert set(taken) == {"change", "undo", "restored", "kept"}
    assert (taken["change"], taken["kept"]) == (change, 0)
    assert {name for name, digest in content().items() if digest != before.get(name)} <= {"accounts_user"}
    assert run("imports")["items"][0]["state"] == "undone"
    assert run("undo", change, status=1)["error"]["code"] == "change.undone_already"


def test_a_broken_file_is_told_and_the_others_come_in(tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 this is no workbook")
    good = write(tmp_path, "customers.csv", *CUSTOMERS)
    answers = run("import", broken, good, status=1)["files"]
    assert (rows(answers[0]), answers[0]["change"]) == ((0, 0, 0, 0, 0, 0), None)
    assert answers[0]["error"]["code"].startswith("file.")
    assert answers[0]["error"]["message"].endswith(".")
    assert rows(answers[1]) == (3, 2, 0, 0, 0, 1)
    assert Customer.objects.unscoped("the test looks at all").count() == 2


def test_a_dry_run_says_what_would_happen_and_leaves_no_trace(tmp_path):
    run("imports")
    before, files = content(), kept()
    broken = write(tmp_path, "empty.csv", "")
    answers = run("import", write(tmp_path, "a.csv", *CUSTOMERS), broken, "--dry-run", status=1)["files"]
    assert (rows(answers[0]), answers[0]["change"], answers[0]["customers"]) == ((3, 2, 0, 0, 0, 1), None, 2)
    assert "error" in answers[1]
    assert content() == before
    assert not Import.objects.unscoped("the test looks at all").exists()
    # Nothing is added; bytes that another test left behind without a record may go with their last reader.
    assert not set(kept()) - set(files)


def test_new_customers_are_given_to_whom_the_command_names(tmp_path, stranger):
    file = write(tmp_path, "customers.csv", *CUSTOMERS)
    assert run("import", file, "--assign-to", "nobody", status=1)["error"]["code"] == "user.unknown"
    assert not Import.objects.unscoped("the test looks at all").exists()
    run("import", file, "--assign-to", "stranger")
    found = Customer.objects.unscoped("the test looks at all").order_by("pk")
    assert list(found.values_list("owner__username", flat=True)) == ["stranger", "stranger"]
