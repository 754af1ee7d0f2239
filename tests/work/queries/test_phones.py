"""Which number is proposed to call: never one of somebody who asked not to be called, or who is in the archive."""

import pytest

from klientela.core.clock import now
from klientela.work.queries.phones import phones_of
from tests.factories.customers import make_contact, make_customer, make_person, make_point

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("silence", [{"do_not_contact": True}, {"archived_at": now()}])
def test_the_next_contact_is_proposed_instead_of_one_who_is_not_to_be_called(as_owner, silence):
    firm = make_customer("Acme")
    silent, anna = make_contact("Jan Cichy", at=[firm]), make_contact("Anna Kowal", at=[firm])
    make_point("+48600000001", contact=silent, is_primary=True)
    point = make_point("+48600000002", contact=anna)
    for column, value in silence.items():
        setattr(silent, column, value)
    silent.save()
    assert phones_of({firm.pk: None}, as_owner)[firm.pk].point_id == point.pk


@pytest.mark.parametrize("silence", [{"do_not_contact": True}, {"archived_at": now()}])
def test_a_person_who_is_not_to_be_called_has_no_number_at_all(as_owner, silence):
    anna, open_one = make_person("Anna Kowal"), make_person("Ewa Nowak")
    make_point("+48600000001", customer=anna)
    make_point("+48600000002", contact=anna.person)
    point = make_point("+48600000003", contact=open_one.person)
    for column, value in silence.items():
        setattr(anna.person, column, value)
    anna.person.save()
    found = phones_of({anna.pk: anna.person_id, open_one.pk: open_one.person_id}, as_owner)
    assert {customer: phone.point_id for customer, phone in found.items()} == {open_one.pk: point.pk}
