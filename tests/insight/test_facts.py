"""Facts as Arrow: typed and never null, also where the unusual value comes late; and that SQL and Python agree."""

from datetime import UTC, date, datetime

import pyarrow
import pytest
from django.db import connection

from klientela.insight.facts import TEXTS, UNKNOWN, source_of
from klientela.insight.whole_base import ReadingFailed, Request, reading
from tests.factories.customers import make_customer
from tests.factories.facts import make_order

pytestmark = pytest.mark.django_db(transaction=True)


def read_elsewhere() -> dict[str, pyarrow.Table]:
    """Return the facts as another process reads them: see the module about why not here."""
    import json
    import subprocess
    import sys

    code = (
        "import json, sys; from klientela.insight.facts import facts_as_arrow;"
        "tables = facts_as_arrow(json.load(sys.stdin));"
        "print(json.dumps({n: [[str(f.type) for f in t.schema], t.to_pylist()] for n, t in tables.items()}))"
    )
    source = json.dumps(source_of(connection.vendor, connection.settings_dict))
    done = subprocess.run([sys.executable, "-c", code], input=source, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_every_column_is_a_whole_number_or_text_in_an_empty_base_too():
    told = read_elsewhere()
    assert sorted(told) == [
        "consents", "customers", "inquiries", "interactions", "openings", "overrides", "purchases", "refusals",
    ]  # fmt: skip
    assert {kind for types, _ in told.values() for kind in types} == {"int64", "string"}
    assert {"kind", "why"} <= TEXTS


def test_an_amount_that_is_unknown_only_in_the_last_row_is_told_as_unknown():
    customer = make_customer()
    for day in range(1, 29):
        make_order(customer, date(2024, 2, day), 2**40)
    make_order(customer, date(1969, 12, 31), 5, home_net=None, currency="USD")
    _, rows = read_elsewhere()["purchases"]
    assert [row["net"] for row in rows[-2:]] == [2**40, UNKNOWN]
    # 29 February 2024 would be day 19,782; the 28th is one before; 31 December 1969 is day -1.
    assert [row["day"] for row in rows[-2:]] == [19_781, -1]


def test_a_moment_keeps_its_last_microsecond():
    from klientela.customers.models import Inquiry

    for micros in (0, 1, 999_999):
        at = datetime(2024, 2, 3, 4, 5, 6, micros, tzinfo=UTC)
        Inquiry(customer=make_customer(), received_at=at).save()
    _, rows = read_elsewhere()["inquiries"]
    assert [row["moment"] for row in rows] == [1_706_933_106_000_000 + micros for micros in (0, 1, 999_999)]


def test_a_reading_process_that_dies_says_what_it_died_of(tmp_path):
    with (
        pytest.raises(ReadingFailed, match="nowhere"),
        reading(Request("file:/nowhere/at/all?mode=ro", 0, 4, str(tmp_path))),
    ):
        pass
