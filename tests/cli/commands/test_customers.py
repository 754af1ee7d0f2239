"""`klientela customers`, `find` and `export`: what they print for programs and for people."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from klientela.cli.main import main
from klientela.insight.models import Conclusion
from tests.factories.customers import make_customer, make_point

pytestmark = pytest.mark.django_db


@pytest.fixture
def base(owner: Any) -> int:
    """Return the key of a customer with conclusions, among two."""
    acme = make_customer("Łódź Papier", locality="Łódź")
    make_point("+48601234567", customer=acme)
    Conclusion(customer=acme, marker="gold", purchases=2, total=123450, rfm=9, recency=3, frequency=3, monetary=3,
               first_purchase_on="2025-01-02", last_purchase_on="2026-03-04").save()  # fmt: skip
    make_customer("Zeta")
    return acme.pk


def run(*words: str) -> Any:
    result = CliRunner().invoke(main, [*words, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_customers_prints_count_and_items_with_their_conclusions(base):
    answer = run("customers")
    assert answer["count"] == 2
    assert answer["items"][0] == {
        "id": base, "name": "Łódź Papier", "kind": "company", "marker": "gold", "rfm": 9, "purchases": 2,
        "first_purchase_on": "2025-01-02", "last_purchase_on": "2026-03-04", "total": "1234.50", "currency": "PLN",
    }  # fmt: skip
    assert answer["items"][1]["marker"] == "white"


def test_customers_are_sorted_cut_and_given_more_columns(base):
    answer = run("customers", "--sort", "-customer.name", "--limit", "1", "--columns", "customer.phone")
    assert (answer["count"], [each["name"] for each in answer["items"]]) == (2, ["Zeta"])
    assert answer["items"][0]["customer.phone"] == ""


def test_an_unknown_column_is_refused_in_a_sentence(base):
    result = CliRunner().invoke(main, ["customers", "--columns", "customer.salary"])
    assert result.exit_code == 1
    assert "There is no field called “customer.salary”." in result.output


def test_find_finds_by_any_part(base):
    assert [each["id"] for each in run("find", "601234")["items"]] == [base]
    assert run("find", "lodz")["count"] == 1
    assert run("find", "nobody")["items"] == []


def test_export_writes_the_file_its_suffix_tells(base, tmp_path):
    path = tmp_path / "all.csv"
    assert run("export", str(path), "--columns", "customer.name")["rows"] == 2
    assert path.read_text(encoding="utf-8-sig").splitlines() == ["Name", "Łódź Papier", "Zeta"]
    assert CliRunner().invoke(main, ["export", str(tmp_path / "all.exe")]).exit_code == 1
