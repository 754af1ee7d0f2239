"""Whatever a file holds, each of its rows ends in exactly one way, and every planned row is numbered without a gap."""

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klientela.exchange.imports import looking
from klientela.exchange.imports.staging import opening, places
from klientela.exchange.imports.terms import Terms
from klientela.exchange.imports.writing.phases import PHASES
from klientela.exchange.imports.writing.sizes import PARTLY

CUSTOMERS = ("customer.external_id", "customer.name", "customer.tax_number", "customer.phone", "customer.email")
PEOPLE = ("contact.full_name", "contact.email", "customer.city", "customer.tags", "customer.source")
LINES = ("order.number", "order.ordered_on", "line.product_code", "line.quantity", "line.unit_price")
WHOSE = ("order.customer_external_id",)

few = st.sampled_from
customer = st.tuples(
    few([None, "1", "2"]),
    few([None, "Alpha", "Alpha Works", "Ромашка"]),
    few([None, "DE136695976", "x"]),
    few([None, "+49 30 1234567", "call me; +49 30 7654321"]),
    few([None, "a@alpha.example", "a@alpha.example, b@alpha.example"]),
    few([None, "Anna Weber", "Ben"]),
    few([None, "anna@alpha.example"]),
    few([None, "Berlin"]),
    few([None, "big; new"]),
    few([None, "Fair"]),
)
line = st.tuples(
    few([None, "1001", "C1002"]),
    few([None, "2024-01-05", "soon"]),
    few([None, "A", "POST"]),
    few([None, "1", "-1", "many"]),
    few([None, "2.50", "0"]),
    few([None, "77"]),
)


def planned(tmp_path_factory, rows, kind, targets):
    """Plan a file of these rows, and return the staging's answers that the tests ask for."""
    folder = tmp_path_factory.mktemp("plan")
    columns = {f"c{place}": [row[place] for row in rows] for place in range(len(targets))}
    table = {"row": range(2, len(rows) + 2), "surplus": [None] * len(rows), **columns}
    types = [("row", pa.int64()), ("surplus", pa.string()), *((name, pa.string()) for name in columns)]
    pq.write_table(pa.table({name: pa.array(table[name], type=kind) for name, kind in types}), folder / "rows.parquet")
    terms = Terms(
        kind=kind,
        mapping=dict(enumerate(targets)),
        file_id=1,
        currency="EUR",
        home_currency="EUR",
        country="DE",
        stated_on=date(2024, 6, 1),
    )
    places.clear(0)
    with opening.opened(0) as stage:
        looking.read_rows(stage, folder / "rows.parquet", terms)
        looking.plan(stage, terms, {})
        ended = stage.execute("SELECT row FROM outcomes ORDER BY row").fetchall()
        numbers = [
            [number for (number,) in stage.execute(f"SELECT number FROM {_plan(phase)} ORDER BY number").fetchall()]
            for phase in PHASES
        ]
    return [row for (row,) in ended], numbers


def _plan(phase):
    return f"plan_{phase.name} WHERE {PARTLY.get(phase.name, 'TRUE')}"


quiet = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.django_db
@quiet
@given(rows=st.lists(customer, min_size=1, max_size=24))
def test_each_row_of_customers_ends_once(tmp_path_factory, rows):
    ended, numbers = planned(tmp_path_factory, rows, "customers_with_contacts", (*CUSTOMERS, *PEOPLE))
    assert ended == list(range(2, len(rows) + 2))
    assert numbers == [list(range(len(each))) for each in numbers]


@pytest.mark.django_db
@quiet
@given(rows=st.lists(line, min_size=1, max_size=24))
def test_each_row_of_order_lines_ends_once(tmp_path_factory, rows):
    ended, numbers = planned(tmp_path_factory, rows, "order_lines", (*LINES, *WHOSE))
    assert ended == list(range(2, len(rows) + 2))
    assert numbers == [list(range(len(each))) for each in numbers]
