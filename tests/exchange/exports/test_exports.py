"""Customers as files: every format, letter for letter; no formula comes alive; only for those who may."""

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from klientela.accounts.models import ChangeSet
from klientela.core.errors import Refused
from klientela.core.listing import ListQuery
from klientela.customers.models import Customer
from klientela.exchange.exports.customers import export, write
from klientela.exchange.exports.writers import FORMATS, harmless
from klientela.insight.models import Conclusion
from tests.factories.customers import make_customer, make_point

pytestmark = pytest.mark.django_db
WHY = "a test counts everything"
COLUMNS = ("customer.name", "customer.phone", "customer.total")


@pytest.fixture
def base(colleague: Any, stranger: Any) -> None:
    """Make three customers, one with a name that a spreadsheet would run, one of a stranger."""
    evil = make_customer('=HYPERLINK("http://evil.example")', owner=colleague)
    lodz = make_customer("Łódź «Север», 12", owner=colleague)
    make_customer("Theirs", owner=stranger)
    make_point("+48601234567", customer=lodz)
    Conclusion(customer=evil, total=123456).save()


def written(tmp_path: Path, format_name: str, actor: Any) -> Path:
    path = tmp_path / f"out.{format_name}"
    assert write(ListQuery(columns=COLUMNS), path, format_name=format_name, actor=actor) == 2
    return path


def test_csv_opens_in_a_spreadsheet_and_runs_nothing(base, as_manager, tmp_path):
    text = written(tmp_path, "csv", as_manager).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    assert rows == [
        ["Name", "Phone", "Bought in all"],
        ['\'=HYPERLINK("http://evil.example")', "", "1234.56"],
        ["Łódź «Север», 12", "+48601234567", ""],
    ]


def test_xlsx_keeps_text_as_text(base, as_manager, tmp_path):
    sheet = load_workbook(written(tmp_path, "xlsx", as_manager)).active
    cell = sheet.cell(2, 1)
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://evil.example")')
    assert [each.value for each in sheet[3]] == ["Łódź «Север», 12", "+48601234567", None]


def test_json_and_parquet_name_fields_by_key_and_keep_types(base, as_manager, tmp_path):
    first = json.loads(written(tmp_path, "json", as_manager).read_text())[0]
    assert first == {"customer.name": '=HYPERLINK("http://evil.example")', "customer.phone": None,
                     "customer.total": "1234.56"}  # fmt: skip
    rows = pq.read_table(written(tmp_path, "parquet", as_manager)).to_pylist()
    assert rows[0]["customer.total"] == Decimal("1234.560")
    assert rows[1]["customer.phone"] == "+48601234567"


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"), ("+cmd|x", "'+cmd|x"), ("-2+3", "'-2+3"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"),
        ("\n=1+1", "'\n=1+1"),
        ("＝1+1", "'＝1+1"), ("＋1-1", "'＋1-1"), ("－1+1", "'－1+1"), ("＠SUM(A1)", "'＠SUM(A1)"),
        ("+48 601 234", "+48 601 234"), ("Acme", "Acme"), ("", ""), (None, None), (-5, -5),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text, safe):
    assert harmless(text) == safe


def test_who_exported_how_many_is_in_the_history(base, as_manager, tmp_path):
    written(tmp_path, "csv", as_manager)
    change = ChangeSet.objects.unscoped(WHY).get()
    assert (change.code, change.user_id) == ("customers.exported", as_manager.user_id)
    assert (change.params["count"], change.params["columns"]) == (2, list(COLUMNS))


def test_a_seller_and_a_reader_export_nothing(base, as_colleague, as_reader, tmp_path):
    for actor in (as_colleague, as_reader):
        with pytest.raises(Refused):
            write(ListQuery(columns=COLUMNS), tmp_path / "out.csv", format_name="csv", actor=actor)
    assert not (tmp_path / "out.csv").exists()
    assert ChangeSet.objects.unscoped(WHY).count() == 0


def test_an_unknown_format_is_refused(base, as_manager):
    with pytest.raises(Refused, match="Choose one of: csv, xlsx, json, parquet"):
        export(ListQuery(columns=COLUMNS), format_name="exe", actor=as_manager)
    assert ChangeSet.objects.unscoped(WHY).count() == 0


def test_a_long_list_is_written_whole_and_once(as_owner, tmp_path, monkeypatch):
    monkeypatch.setattr("klientela.core.listing.pages.STREAMED", 3)
    for number in range(10):
        make_customer(f"Firm {number}")
    path = tmp_path / "out.csv"
    assert write(ListQuery(columns=("customer.name",)), path, format_name="csv", actor=as_owner) == 10
    assert path.read_text(encoding="utf-8-sig").splitlines() == ["Name", *(f"Firm {number}" for number in range(10))]


def test_a_sheet_that_is_full_is_refused_and_no_row_is_dropped_silently(as_owner, tmp_path, monkeypatch):
    monkeypatch.setattr("klientela.exchange.exports.writers.SHEET_ROWS", 3)
    query = ListQuery(columns=("customer.name",))
    for number in range(4):
        make_customer(f"Firm {number}")
    with pytest.raises(Refused, match="at most"):
        write(query, tmp_path / "full.xlsx", format_name="xlsx", actor=as_owner)
    assert ChangeSet.objects.unscoped(WHY).count() == 0
    Customer.objects.unscoped(WHY).filter(name="Firm 3").delete()
    assert write(query, tmp_path / "fits.xlsx", format_name="xlsx", actor=as_owner) == 3


def test_a_number_with_a_fraction_goes_into_every_format(as_owner, tmp_path):
    Conclusion(customer=make_customer(), usual_interval=30.5).save()
    query = ListQuery(columns=("customer.name", "customer.usual_interval"))
    for format_name in FORMATS:
        assert write(query, tmp_path / f"out.{format_name}", format_name=format_name, actor=as_owner) == 1
    assert pq.read_table(tmp_path / "out.parquet").to_pylist()[0]["customer.usual_interval"] == 30.5


def test_no_draft_is_left_when_writing_fails_or_nobody_reads_on(as_owner, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("klientela.exchange.exports.writers.SHEET_ROWS", 1)
    make_customer("Firm 1")
    query = ListQuery(columns=("customer.name",))
    unread = export(query, format_name="xlsx", actor=as_owner)
    assert (unread.rows, list(tmp_path.iterdir())) == (1, [])
    assert b"".join(unread.chunks).startswith(b"PK")
    make_customer("Firm 2")
    with pytest.raises(Refused):
        export(query, format_name="xlsx", actor=as_owner)
    assert list(tmp_path.iterdir()) == []
