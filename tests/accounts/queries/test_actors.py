"""Whose records somebody sees, by role and team."""

from typing import Any

import pytest

from klientela.accounts.queries.actors import actor_for
from klientela.core.actor import Right
from klientela.core.errors import Refused
from klientela.customers.models import Customer
from tests.accounts.records import make_customer


def _seen(user: Any) -> set[str]:
    return set(Customer.objects.visible_to(actor_for(user)).values_list("name", flat=True))


@pytest.fixture
def base(cast: dict[str, Any]) -> dict[str, Any]:
    for name in ("manager", "colleague", "stranger"):
        make_customer(f"of {name}", owner=cast[name])
    make_customer("of nobody")
    return cast


def test_each_sees_what_their_role_allows_and_all_see_the_pool(base: dict[str, Any]) -> None:
    assert _seen(base["owner"]) == {"of manager", "of colleague", "of stranger", "of nobody"}
    assert _seen(base["manager"]) == {"of manager", "of colleague", "of nobody"}
    assert _seen(base["reader"]) == {"of manager", "of colleague", "of nobody"}
    assert _seen(base["stranger"]) == {"of stranger", "of nobody"}


def test_a_reader_may_change_nothing_and_a_seller_may_not_export(base: dict[str, Any]) -> None:
    assert not any(actor_for(base["reader"]).may(right) for right in Right)
    assert [right for right in Right if actor_for(base["stranger"]).may(right)] == [Right.EDIT]


def test_a_switched_off_user_is_no_actor(colleague: Any) -> None:
    colleague.is_active = False
    with pytest.raises(Refused) as refusal:
        actor_for(colleague)
    assert refusal.value.code == "user.inactive"
