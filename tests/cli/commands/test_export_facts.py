"""`klientela export-facts`: a folder is made, filled and told of."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from klientela.cli.main import main
from tests.factories.customers import make_customer
from tests.factories.facts import make_order

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_missing_folder_is_made_and_filled(owner, tmp_path):
    make_order(make_customer("Acme"), date(2024, 1, 8))
    place = tmp_path / "facts"
    result = CliRunner().invoke(main, ["export-facts", str(place), "--json"])
    assert (result.exit_code, json.loads(result.stdout)) == (
        0, {"directory": str(place), "orders": 1, "customers": 1},
    )  # fmt: skip
    assert sorted(file.name for file in place.iterdir()) == ["customers.parquet", "orders.parquet"]


def test_it_is_told_in_words(owner, tmp_path):
    result = CliRunner().invoke(main, ["export-facts", str(tmp_path)])
    assert result.output == f"0 orders of 0 customers were written to {tmp_path}.\n"
