"""Whose new customers are: the owner that the file names, else the person chosen for the import, else nobody."""

import pytest

from klientela.core.errors import Refused
from klientela.customers.models import Customer
from klientela.exchange.actions import imports
from klientela.exchange.models import Import
from tests.exchange.importing import bring_in, look, rows_of, run, write

pytestmark = pytest.mark.django_db

HEAD = "customer id,company,city,owner"
LINES = ("1,Alpha Works GmbH,Berlin,Stranger", "2,Beta Trade GmbH,Bonn,", "3,Gamma Ltd,Leeds,Somebody Else")


def owners():
    found = Customer.objects.unscoped("the test looks at all").order_by("pk")
    return list(found.values_list("name", "owner__username"))


def test_the_chosen_person_gets_whom_the_file_gives_to_nobody_known(tmp_path, as_owner, colleague):
    bring_in(write(tmp_path, "firms.csv", HEAD, *LINES), as_owner, assign_to=colleague.pk)
    assert owners() == [
        ("Alpha Works GmbH", "stranger"),
        ("Beta Trade GmbH", "colleague"),
        ("Gamma Ltd", "colleague"),
    ]


def test_without_a_choice_they_lie_in_the_pool(tmp_path, as_owner):
    bring_in(write(tmp_path, "firms.csv", HEAD, *LINES[1:]), as_owner)
    assert owners() == [("Beta Trade GmbH", None), ("Gamma Ltd", None)]


def test_the_choice_may_be_corrected_before_it_is_brought_in(tmp_path, as_owner, colleague):
    row = look(write(tmp_path, "firms.csv", HEAD, LINES[1]), as_owner, assign_to=colleague.pk)
    row = imports.change_mapping(row, actor=as_owner, options={"assign_to": None})
    run(row.job)
    run(imports.bring_in(row, actor=as_owner))
    assert owners() == [("Beta Trade GmbH", None)]


def test_customers_of_the_base_keep_their_owner(tmp_path, as_owner, colleague, stranger):
    bring_in(write(tmp_path, "a.csv", HEAD, LINES[1]), as_owner, assign_to=stranger.pk)
    row = bring_in(write(tmp_path, "b.csv", HEAD, "2,Beta Trade GmbH,Bonn,"), as_owner, assign_to=colleague.pk)
    assert (rows_of(row), owners()) == ((1, 0, 0, 0, 1, 0), [("Beta Trade GmbH", "stranger")])


def test_customers_of_sales_go_to_the_chosen_person_too(tmp_path, as_owner, colleague):
    lines = ("number,date,customer,amount", "1,2024-01-05,Alpha Works GmbH,10.00")
    bring_in(write(tmp_path, "orders.csv", *lines), as_owner, assign_to=colleague.pk)
    assert owners() == [("Alpha Works GmbH", "colleague")]


def test_nobody_gives_customers_to_whom_they_do_not_see(tmp_path, as_manager, stranger):
    with pytest.raises(Refused):
        imports.receive(
            write(tmp_path, "a.csv", HEAD, *LINES), name="a.csv", actor=as_manager, options={"assign_to": stranger.pk}
        )
    assert not Import.objects.unscoped("the test looks at all").exists()


def test_an_owner_whom_the_importer_does_not_see_is_not_known_to_the_file(tmp_path, as_manager, colleague):
    bring_in(write(tmp_path, "a.csv", HEAD, LINES[0]), as_manager, assign_to=colleague.pk)
    assert owners() == [("Alpha Works GmbH", "colleague")]
