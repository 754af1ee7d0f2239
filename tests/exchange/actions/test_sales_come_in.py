"""Files of orders and their lines: purchases, fees, credit notes, sales of nobody."""

import duckdb
import pytest

from klientela.accounts.actions.undo import undo
from klientela.customers.models import Customer
from klientela.exchange.imports.staging.cancellations import matches
from klientela.sales.models import CreditNote, Order, OrderLine
from tests.exchange.content_hash import content
from tests.exchange.importing import bring_in, rows_of, run, write

HEAD = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID"
LINES = (
    "1001,A,Apple box,10,2024-01-05,2.50,77",
    "1001,B,Basket,2,2024-01-05,1.005,77",
    "1001,POST,Postage,1,2024-01-05,18.00,77",
    "1002,A,Apple box,4,2024-02-01,2.50,77",
    "1003,G,Gift,1,2024-02-02,0,88",
    "1004,A,Apple box,1,2024-02-03,3.00,",
    "C1005,A,Apple box,-4,2024-02-10,2.50,77",
    "C1006,A,Apple box,-11,2024-02-11,2.50,77",
)


def orders():
    return Order.objects.unscoped("the test looks at all").order_by("number")


def lines():
    return OrderLine.objects.unscoped("the test looks at all")


def notes():
    return CreditNote.objects.unscoped("the test looks at all").order_by("number")


@pytest.mark.django_db
def test_lines_become_orders_fees_and_credit_notes(tmp_path, as_owner):
    row = bring_in(write(tmp_path, "sales.csv", HEAD, *LINES), as_owner)
    assert rows_of(row) == (8, 8, 0, 0, 0, 0)
    # 10 x 2.50 + 2 x 1.005 = 27.01; 2.01 is exact in cents
    columns = ("number", "amount", "fees", "credited", "home_net", "is_purchase", "customer__name")
    assert list(orders().values_list(*columns)) == [
        ("1001", 2701, 1800, 0, 2701, True, "77"),
        ("1002", 1000, 0, 1000, 0, False, "77"),
        ("1003", 0, 0, 0, 0, False, "88"),
        ("1004", 300, 0, 0, 300, True, None),
    ]
    assert sorted(lines().values_list("kind", flat=True)) == ["fee", "free", "sale", "sale", "sale", "sale"]
    assert list(notes().values_list("number", "order__number", "quantity", "amount")) == [
        ("C1005", "1002", 4_000_000, 1000),
        ("C1006", None, 11_000_000, 2750),
    ]
    assert row.results["lines_of_nobody"] == 1
    assert (row.results["credits_matched"], row.results["credits_alone"]) == (1, 1)


@pytest.mark.django_db
def test_an_order_is_never_brought_in_twice(tmp_path, as_owner):
    bring_in(write(tmp_path, "sales.csv", HEAD, *LINES), as_owner)
    before = content()
    more = "1007,B,Basket,1,2024-03-01,1.00,77"
    row = bring_in(write(tmp_path, "more.csv", HEAD, *LINES, more), as_owner)
    assert rows_of(row) == (9, 1, 0, 0, 8, 0)
    assert orders().count() == 5
    undo(row.change_set_id, actor=as_owner)
    # Marks wait for the worker, who draws the conclusions anew.
    waiting = {"customers_stalemark": ""}
    assert content() | waiting == before | waiting


@pytest.mark.django_db
def test_a_later_credit_note_takes_back_an_order_of_the_base(tmp_path, as_owner):
    bring_in(write(tmp_path, "sales.csv", HEAD, LINES[0]), as_owner)
    row = bring_in(write(tmp_path, "back.csv", HEAD, "C1008,A,Apple box,-3,2024-03-01,2.50,77"), as_owner)
    assert rows_of(row) == (1, 1, 0, 0, 0, 0)
    order = orders().get()
    assert (order.amount, order.credited, order.home_net, order.version) == (2500, 750, 1750, 2)
    assert notes().get().order_id == order.pk


@pytest.mark.django_db
def test_a_customer_known_by_number_gets_a_name_from_a_later_file(tmp_path, as_owner):
    bring_in(write(tmp_path, "sales.csv", HEAD, LINES[0]), as_owner)
    row = bring_in(write(tmp_path, "firms.csv", "customer id,company,city", "77,Orchard Ltd,Leeds"), as_owner)
    assert rows_of(row) == (1, 0, 1, 0, 0, 0)
    assert Customer.objects.unscoped("the test looks at all").get().name == "Orchard Ltd"


@pytest.mark.django_db
def test_a_line_without_a_day_fails_and_the_others_come_in(tmp_path, as_owner):
    row = bring_in(write(tmp_path, "sales.csv", HEAD, *LINES, "1009,B,Basket,1,,1.00,77"), as_owner)
    assert rows_of(row) == (9, 8, 0, 0, 0, 1)
    assert row.preview["reasons"] == {"order.day_missing": 1}


@pytest.mark.django_db
def test_a_credit_note_takes_back_only_what_was_sold_in_its_own_currency(tmp_path, as_owner):
    head = f"{HEAD},Currency"
    sold = ("1001,A,Apple box,10,2024-01-05,2.50,77,EUR", "1002,A,Apple box,10,2024-01-06,10.00,77,PLN")
    bring_in(write(tmp_path, "sales.csv", head, *sold), as_owner)
    later = ("1003,A,Apple box,10,2024-02-01,10.00,77,PLN", "C1,A,Apple box,-4,2024-03-01,2.50,77,EUR",
             "C2,A,Apple box,-4,2024-03-01,3.00,77,GBP")  # fmt: skip
    bring_in(write(tmp_path, "later.csv", head, *later), as_owner)
    assert list(orders().values_list("number", "currency", "credited")) == [
        ("1001", "EUR", 1000),
        ("1002", "PLN", 0),
        ("1003", "PLN", 0),
    ]
    assert list(notes().values_list("number", "order__number", "currency")) == [
        ("C1", "1001", "EUR"),
        ("C2", None, "GBP"),
    ]


def test_a_cancellation_takes_the_newest_line_with_enough_left():
    # (customer, product, currency, is it a credit note, name, quantity) in the order in which they happened
    events = [
        (1, 1, "EUR", False, 10, 5),
        (1, 1, "EUR", False, 11, 8),
        (1, 1, "EUR", False, 12, 2),
        (1, 1, "EUR", True, 90, 6),
        (1, 1, "EUR", True, 91, 3),
        (1, 1, "EUR", True, 92, 2),
        (1, 1, "EUR", True, 93, 6),
        (1, 2, "EUR", True, 94, 1),
    ]
    assert list(matches(events)) == [(90, 11), (91, 10), (92, 12)]


# In transactions of its own, as the worker does it: the database then checks and forgets piece by piece.
@pytest.mark.sqlite
@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_a_million_lines_give_the_figures_of_plain_sql_and_can_be_taken_back(data_dir, as_owner):
    row = in_and_out_again(lines_of_retail(data_dir), as_owner)
    assert rows_of(row) == (1_044_847, 1_044_847, 0, 0, 0, 0)
    assert (row.results["customers_named"], row.results["customers_with_sales"]) == (5942, 5878)
    assert (row.results["sale_orders"], row.results["lines_of_nobody"]) == (36_969, 235_287)


# PostgreSQL takes a minute and a half for the million, and says the same of a tenth of it.
@pytest.mark.postgresql
@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_a_quarter_of_the_lines_gives_the_figures_of_plain_sql_and_can_be_taken_back(data_dir, as_owner, tmp_path):
    quarter = tmp_path / "quarter.parquet"
    duckdb.connect().execute(
        f"""COPY (SELECT * FROM read_parquet('{lines_of_retail(data_dir)}') WHERE invoice_date < '2010-03-01')
        TO '{quarter}' (FORMAT parquet)"""
    )
    row = in_and_out_again(quarter, as_owner)
    assert row.rows_read == row.rows_new == 106_171


def lines_of_retail(data_dir):
    return data_dir / "online_retail_ii" / "online_retail_ii.parquet"


def in_and_out_again(file, actor):
    """Bring in the file, hold what is stored against plain SQL, take it back, and return the import."""
    before = content()
    row = bring_in(file, actor)
    plain = duckdb.connect().execute(
        """SELECT count(DISTINCT customer_id), count(DISTINCT customer_id) FILTER (quantity > 0 AND price > 0),
            count(DISTINCT invoice) FILTER (quantity > 0 AND price > 0 AND customer_id IS NOT NULL),
            count(*) FILTER (customer_id IS NULL), count(*) FILTER (quantity < 0 AND price > 0)
        FROM read_parquet(?)""",
        [str(file)],
    )
    sold = lines().filter(quantity__gt=0, unit_price__gt=0, order__customer__isnull=False)
    nobodys = lines().filter(order__customer__isnull=True).count() + notes().filter(customer__isnull=True).count()
    assert (
        Customer.objects.unscoped("the test looks at all").count(),
        sold.values("order__customer").distinct().count(),
        sold.values("order").distinct().count(),
        nobodys,
        notes().count(),
    ) == plain.fetchone()
    assert lines().count() + notes().count() == row.rows_read
    report = undo(row.change_set_id, actor=actor)
    run(report.job)
    assert content() == before
    return row
