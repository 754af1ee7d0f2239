"""After an undo and when all has settled, everything is as before, conclusions, scorings and stale marks included."""

import pytest

from klientela.accounts.actions.undo import undo
from klientela.cli.foreground import conclude
from klientela.cli.frame import Frame
from klientela.customers.models import Contact, Customer, StaleMark
from klientela.insight.models import Conclusion, Scoring
from tests.exchange.content_hash import content
from tests.exchange.importing import bring_in, rows_of, write

pytestmark = pytest.mark.django_db(transaction=True)

ORDERS = ("number,date,customer id,customer,amount", *(f"{n},2024-0{n}-05,A{n},Firm {n},{n}0.00" for n in range(1, 7)))
LATER = ("7,2024-11-05,A1,Firm 1,99.00", "8,2024-12-05,A9,Firm 9,12.00")
CHANGED = ("customer id,company,city,phone,tags,contact name", "A2,Firm Two,Bonn,+49 30 1234567,big,Anna Weber")


def settle():
    conclude(Frame())
    assert not StaleMark.objects.exists()


def differing(before):
    after = content()
    return {table for table in before if after[table] != before[table]}


def test_on_an_empty_base(tmp_path, as_owner):
    settle()
    before = content()
    row = bring_in(write(tmp_path, "orders.csv", *ORDERS), as_owner)
    settle()
    assert (rows_of(row)[:2], Scoring.objects.count()) == ((6, 6), 1)
    undo(row.change_set_id, actor=as_owner)
    settle()
    assert differing(before) == set()


def test_on_a_base_with_customers_orders_and_a_scoring(tmp_path, as_owner):
    bring_in(write(tmp_path, "orders.csv", *ORDERS), as_owner)
    settle()
    before = content()
    row = bring_in(write(tmp_path, "later.csv", ORDERS[0], *LATER), as_owner)
    more = bring_in(write(tmp_path, "changed.csv", *CHANGED), as_owner)
    settle()
    assert (rows_of(row), rows_of(more)) == ((2, 2, 0, 0, 0, 0), (1, 1, 0, 0, 0, 0))
    assert Customer.objects.unscoped("the test looks at all").get(name="Firm Two").locality == "Bonn"
    assert Contact.objects.unscoped("the test looks at all").get().name == "Anna Weber"
    # the newest order moved the day of the scoring, and with it everybody's conclusions
    assert Scoring.objects.count() == 2
    assert {"insight_scoring", "insight_conclusion", "sales_order"} <= differing(before)
    undo(more.change_set_id, actor=as_owner)
    settle()
    undo(row.change_set_id, actor=as_owner)
    settle()
    assert differing(before) == set()
    assert Conclusion.objects.unscoped("the test looks at all").filter(scoring=Scoring.objects.get()).count() == 6
