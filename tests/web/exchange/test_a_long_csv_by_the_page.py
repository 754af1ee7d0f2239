"""A long CSV through the page's own addresses: dropped, looked at, brought in, reconciled, taken back.

The figures that the pages show are those of plain SQL on the same file.
"""

import re

import duckdb
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from klientela.cli.foreground import conclude
from klientela.cli.frame import Frame
from klientela.core.models import Job
from klientela.exchange.models import Import
from klientela.sales.models import CreditNote, OrderLine
from tests.exchange.content_hash import content
from tests.exchange.importing import run

LINES = 60_000
# Whole invoices: those of the first lines, to their ends.
MAKE = """
    COPY (SELECT * FROM read_parquet('{source}') WHERE invoice IN (
        SELECT invoice FROM (SELECT invoice FROM read_parquet('{source}') LIMIT {lines})))
    TO '{target}' (HEADER)
"""
READ = """
    read_csv(?, header = true, columns = {'invoice': 'VARCHAR', 'stock_code': 'VARCHAR', 'description': 'VARCHAR',
        'quantity': 'INTEGER', 'invoice_date': 'TIMESTAMP', 'price': 'DECIMAL(18, 6)', 'customer_id': 'INTEGER',
        'country': 'VARCHAR'})
"""
# A negative quantity with a price takes a line back; everything else is a line of an order.
PLAIN = f"""
    SELECT count(*), count(DISTINCT customer_id),
        count(DISTINCT (invoice, customer_id)) FILTER (NOT takes_back), count(*) FILTER (NOT takes_back),
        count(*) FILTER (takes_back), count(*) FILTER (customer_id IS NULL),
        count(DISTINCT customer_id) FILTER (quantity > 0 AND price > 0),
        count(DISTINCT invoice) FILTER (quantity > 0 AND price > 0 AND customer_id IS NOT NULL),
        sum(round_even(quantity * price * 100, 0))::BIGINT
    FROM (SELECT *, quantity < 0 AND price > 0 AS takes_back FROM {READ})
"""
FIGURE = re.compile(r'<div class="figure"><b>([\d,]+)</b><small[^>]*>([^<]+)<')
ENDING = re.compile(r'<tr><th scope="row">([^<]+)</th><td class="number[^"]*">(?:<b>)?([\d,]+)')


@pytest.fixture
def page(client, owner):
    """Return a function that fetches a page as the owner reads it."""
    client.force_login(owner)
    return lambda path: client.get(path).content.decode()


@pytest.fixture
def text(data_dir, tmp_path):
    """Return the path of the CSV made from the real sales."""
    target = tmp_path / "online_retail.csv"
    source = data_dir / "online_retail_ii" / "online_retail_ii.parquet"
    duckdb.execute(MAKE.format(source=source, target=target, lines=LINES))
    return target


def work():
    """Do what is waiting with the file as the worker does, and let conclusions follow."""
    waiting = Job.objects.unscoped("the test is the worker").filter(state=Job.State.READY)
    for job in waiting.filter(name__in=("import.look", "import.write", "history.undo")):
        run(job)
    conclude(Frame())


def said(number):
    return f"{number:,}"


@pytest.mark.data
@pytest.mark.django_db(transaction=True)
def test_its_figures_on_the_pages_are_those_of_plain_sql_and_the_button_takes_it_back(client, page, text):
    rows, customers, orders, lines, credited, nobodys, buyers, invoices, worth = duckdb.execute(
        PLAIN, [str(text)]
    ).fetchone()
    assert (rows >= LINES, credited > 0, nobodys > 0) == (True, True, True)
    conclude(Frame())
    before = content()
    place = client.post("/exchange/upload", {"file": SimpleUploadedFile(text.name, text.read_bytes())})["Location"]
    work()
    preview = page(place)
    assert dict(map(reversed, FIGURE.findall(preview))) == {
        "new": said(rows), "updated": "0", "merged with another row": "0", "skipped": "0",
        "failed": "0",
    }  # fmt: skip
    assert f"Bring in {said(orders)} orders" in preview
    client.post(f"{place}begin")
    work()
    ended = page(place)
    assert dict(ENDING.findall(ended))["rows read"] == dict(ENDING.findall(ended))["new"] == said(rows)
    assert f"{said(customers)} new customers are in." in ended
    told = (f"{said(customers)} customers", f"{said(orders)} orders", f"{said(lines)} lines")
    assert " · ".join((*told, f"{said(nobodys)} lines of nobody")) in ended
    assert "Here is what your base says" in ended
    results = Import.objects.unscoped("the test looks at all").get().results
    assert (results["customers_with_sales"], results["sale_orders"]) == (buyers, invoices)
    assert results["credits_matched"] + results["credits_alone"] == credited
    stored = OrderLine.objects.unscoped("the test adds up"), CreditNote.objects.unscoped("the test adds up")
    sums = [sum(each.values_list("amount", flat=True)) for each in stored]
    assert (stored[0].count(), stored[1].count(), sums[0] - sums[1]) == (lines, credited, worth)
    assert f'action="{place}undo"' in ended
    client.post(f"{place}undo")
    work()
    assert "This import was taken back." in page(place)
    assert content() == before
