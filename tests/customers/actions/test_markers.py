"""A marker set by hand: who may, that it needs a reason, and that lifting lets the facts speak again."""

import pytest

from klientela.core.errors import Refused
from klientela.customers.actions.markers import lift_marker_override, override_marker
from klientela.customers.models import MarkerOverride, StaleMark
from tests.factories.customers import make_customer

pytestmark = pytest.mark.django_db
WHY = "tests look at everything"


def test_a_manager_sets_a_marker_with_a_reason(as_manager, colleague, manager):
    customer = make_customer(owner=colleague)
    override_marker(customer.pk, "golden-red", reason=" He told me so. ", actor=as_manager)
    [held] = MarkerOverride.objects.unscoped(WHY)
    assert (held.marker, held.reason, held.author_id, held.lifted_at) == (
        "golden-red", "He told me so.", manager.pk, None,
    )  # fmt: skip
    assert list(StaleMark.objects.values_list("customer_id", flat=True)) == [customer.pk]


@pytest.mark.parametrize(
    ("marker", "reason", "code"), [("gold", "  ", "marker.reason_missing"), ("pink", "why", "marker.unknown")]
)
def test_a_marker_without_reason_or_sense_is_refused(as_manager, marker, reason, code):
    with pytest.raises(Refused) as refused:
        override_marker(make_customer().pk, marker, reason=reason, actor=as_manager)
    assert refused.value.code == code
    assert not MarkerOverride.objects.unscoped(WHY).exists()


def test_a_seller_may_not_and_a_manager_of_others_does_not_find_the_customer(as_colleague, as_manager, stranger):
    customer = make_customer(owner=stranger)
    for actor, code in ((as_colleague, "actor.not_allowed"), (as_manager, "record.unknown")):
        with pytest.raises(Refused) as refused:
            override_marker(customer.pk, "gold", reason="why", actor=actor)
        assert refused.value.code == code
    assert not MarkerOverride.objects.unscoped(WHY).exists()


def test_lifting_ends_it_and_lifting_twice_is_safe(as_manager):
    held = override_marker(make_customer().pk, "gold", reason="why", actor=as_manager)
    lifted = lift_marker_override(held.pk, version=1, actor=as_manager)
    again = lift_marker_override(held.pk, version=1, actor=as_manager)
    assert lifted.lifted_at is not None
    assert (again.lifted_at, again.version) == (lifted.lifted_at, 2)
