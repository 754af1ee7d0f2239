"""What a file may not do to the contacts of customers that its importer does not see."""

import pytest

from klientela.customers.models import Affiliation, Contact, ContactPoint, Customer
from tests.exchange.importing import bring_in, rows_of, write
from tests.factories.customers import make_contact, make_customer, make_number, make_point

pytestmark = pytest.mark.django_db

HEAD = "ext_id,company_ext_id,first_name,last_name,title,email"
WHY = "the test looks at all"


def numbered(value, **holder):
    return make_number(value, "external", **holder)


@pytest.fixture
def anna(manager, stranger):
    """Anna, number p1, at the stranger's firm f1; the manager has the firm m1."""
    theirs, mine = make_customer("Their firm", owner=stranger), make_customer("My firm", owner=manager)
    numbered("f1", customer=theirs)
    numbered("m1", customer=mine)
    anna = make_contact("Anna Weber", at=[theirs])
    numbered("p1", contact=anna)
    make_point("+48601234567", contact=anna)
    return anna


def assert_left_alone(anna):
    anna.refresh_from_db()
    assert (anna.name, anna.first_name, anna.version) == ("Anna Weber", "", 1)
    assert list(Affiliation.objects.unscoped(WHY).values_list("customer__name", flat=True)) == ["Their firm"]
    assert list(ContactPoint.objects.unscoped(WHY).values_list("normalised", flat=True)) == ["+48601234567"]
    assert Contact.objects.unscoped(WHY).count() == 1
    assert Customer.objects.unscoped(WHY).count() == 2


@pytest.mark.parametrize(
    ("company", "reason"), [("m1", "contact.elsewhere"), ("f1", "customer.elsewhere"), ("", "contact.elsewhere")]
)
def test_a_foreign_contact_is_neither_renamed_nor_shown_by_its_number(tmp_path, as_manager, anna, company, reason):
    line = f"p1,{company},Eve,Thief,Buyer,eve@evil.example"
    row = bring_in(write(tmp_path, "people.csv", HEAD, line), as_manager)
    assert (rows_of(row), row.preview["reasons"]) == ((1, 0, 0, 0, 0, 1), {reason: 1})
    assert_left_alone(anna)
    assert not Contact.objects.visible_to(as_manager).exists()


def test_a_failed_customer_keeps_the_row_from_its_contact_too(tmp_path, as_manager, anna):
    line = "p9,f1,Anna,Weber,Buyer,eve@evil.example"
    row = bring_in(write(tmp_path, "people.csv", HEAD, line), as_manager)
    assert (rows_of(row), row.preview["reasons"]) == ((1, 0, 0, 0, 0, 1), {"customer.elsewhere": 1})
    assert_left_alone(anna)


def test_who_sees_the_contact_changes_it(tmp_path, as_owner, anna):
    row = bring_in(write(tmp_path, "people.csv", HEAD, "p1,m1,Anna,Keller,Buyer,anna@weber.example"), as_owner)
    anna.refresh_from_db()
    assert (rows_of(row), anna.last_name) == ((1, 0, 1, 0, 0, 0), "Keller")
    assert Affiliation.objects.unscoped(WHY).filter(contact=anna).count() == 2
