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


SHORT = ("id", "name", "kind", "marker", "rfm", "purchases", "first_purchase_on", "last_purchase_on", "total")


@pytest.mark.parametrize("name", SHORT)
def test_customers_are_sorted_by_every_name_that_is_printed_either_way(base, name):
    other = make_customer("Ömer", kind="government")
    Conclusion(customer=other, marker="platinum", purchases=3, total=200000, rfm=12, recency=4, frequency=4, monetary=4,
               first_purchase_on="2025-02-02", last_purchase_on="2026-04-04").save()  # fmt: skip
    known = [each for each in run("customers", "--sort", name)["items"] if each["rfm"]]
    turned = [each for each in run("customers", "--sort", f"-{name}")["items"] if each["rfm"]]
    assert [each["name"] for each in known] == ["Łódź Papier", "Ömer"]
    assert [each["name"] for each in turned] == ["Ömer", "Łódź Papier"]


def test_customers_without_a_value_stand_last_and_full_keys_sort_as_short_names_do(base):
    for sort in ("total", "-total", "customer.total", "-customer.first_purchase_on"):
        assert [each["name"] for each in run("customers", "--sort", sort)["items"]] == ["Łódź Papier", "Zeta"]


def test_all_amounts_are_in_one_currency_so_that_names_decide_their_order(base):
    assert [each["name"] for each in run("customers", "--sort", "-currency")["items"]] == ["Zeta", "Łódź Papier"]


def test_a_wrong_name_to_sort_by_is_answered_with_those_that_are_known(base):
    result = CliRunner().invoke(main, ["customers", "--sort", "turnover"])
    assert result.exit_code == 1
    assert result.output == (
        "The list cannot be sorted by “turnover”. It can be by: id, name, kind, marker, rfm, purchases, "
        "first_purchase_on, last_purchase_on, total, currency, customer.locality, customer.industry.\n"
    )


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
