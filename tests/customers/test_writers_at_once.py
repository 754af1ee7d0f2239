"""Many write at once, on connections of their own: nothing is lost, nothing is written twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from klientela.accounts.models import ChangeSet
from klientela.core.errors import Refused, Stale
from klientela.customers.actions import customers, interactions
from klientela.customers.models import Customer, CustomerTag, Interaction, StaleMark

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "a test counts everything"
WRITERS = 16


def at_once(act: Any) -> list[Any]:
    """Call `act(number)` from 16 threads that start together; return what each returned or refused with."""
    start = Barrier(WRITERS)

    def one(number: int) -> Any:
        start.wait()
        try:
            return act(number)
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(one, range(WRITERS)))


def test_sixteen_who_log_calls_with_one_customer_all_are_heard(as_colleague):
    acme = customers.add("Acme", actor=as_colleague)
    at_once(lambda number: interactions.log(acme.pk, kind="call", summary=str(number), actor=as_colleague))
    assert set(Interaction.objects.unscoped(WHY).values_list("summary", flat=True)) == {str(n) for n in range(WRITERS)}
    assert StaleMark.objects.filter(customer_id=acme.pk).count() == WRITERS + 1
    assert ChangeSet.objects.unscoped(WHY).filter(code="interaction.logged").count() == WRITERS


def test_of_sixteen_who_edit_the_same_field_one_is_kept(as_colleague):
    acme = customers.add("Acme", actor=as_colleague)
    ends = at_once(lambda n: customers.edit(acme.pk, {"industry": f"No {n}"}, version=1, actor=as_colleague))
    assert sum(isinstance(end, Stale) for end in ends) == WRITERS - 1
    fresh = Customer.objects.unscoped(WHY).get(pk=acme.pk)
    assert fresh.version == 2
    assert [end.industry for end in ends if isinstance(end, Customer)] == [fresh.industry]


def test_of_sixteen_who_hang_the_same_tag_it_hangs_once(as_colleague):
    acme = customers.add("Acme", actor=as_colleague)
    at_once(lambda _: customers.add_tag(acme.pk, "Tier A", actor=as_colleague))
    assert CustomerTag.objects.count() == 1


def test_a_customer_of_the_pool_goes_to_one_of_two_sellers(as_owner, as_colleague, as_stranger):
    acme = customers.add("Acme", actor=as_owner, in_pool=True)
    both = (as_colleague, as_stranger)
    ends = at_once(lambda number: customers.claim(acme.pk, actor=both[number % 2]))
    winners = {end.owner_id for end in ends if isinstance(end, Customer)}
    assert winners == {Customer.objects.unscoped(WHY).get(pk=acme.pk).owner_id}
    assert ChangeSet.objects.unscoped(WHY).filter(code="customer.claimed").count() == 1
