"""Customers: added, edited, archived, owned and tagged."""

from typing import Any

import pytest

from klientela.accounts.models import ChangeRow, ChangeSet
from klientela.core.errors import Refused, Stale
from klientela.core.models import OutboxEvent
from klientela.customers.actions import customers
from klientela.customers.models import Contact, ContactPoint, Customer, CustomerTag, Identifier, StaleMark

pytestmark = pytest.mark.django_db
WHY = "a test counts everything"


def every(model: Any) -> Any:
    """Return all rows of a model, seen or not."""
    return model.objects.unscoped(WHY)


def nothing_happened() -> bool:
    """Tell that no change, mark or event was written."""
    return not (ChangeSet.objects.unscoped(WHY).exists() or StaleMark.objects.exists() or every(OutboxEvent).exists())


def test_adding_a_company_writes_all_that_is_known_of_it_in_one_change(as_colleague):
    added = customers.add(
        "  Acme  Ltd ",
        actor=as_colleague,
        reach={"phone": "601 234 567", "email": "Anna@Acme.example"},
        tax_number="727-281-14-09",
        address={"country": "pl", "locality": "Łódź"},
        industry="Furniture",
    )
    acme = Customer.objects.visible_to(as_colleague).get(pk=added.pk)
    assert (acme.name, acme.name_key, acme.country, acme.locality) == ("Acme Ltd", "acme ltd", "PL", "Łódź")
    assert acme.owner_id == as_colleague.user_id
    points = every(ContactPoint).filter(customer=acme).values_list("kind", "normalised").order_by("kind")
    assert list(points) == [("email", "anna@acme.example"), ("phone", "+48601234567")]
    assert every(Identifier).get(customer=acme).normalised == "7272811409"
    assert ChangeSet.objects.unscoped(WHY).count() == 1
    assert ChangeRow.objects.count() == 5
    assert list(StaleMark.objects.values_list("customer_id", flat=True)) == [acme.pk]
    assert every(OutboxEvent).count() == 1


def test_a_person_is_one_contact_and_shares_the_name(as_colleague):
    anna = customers.add("Anna Maria Kowal", kind="person", actor=as_colleague)
    assert anna.person.name == "Anna Maria Kowal"
    assert (anna.person.first_name, anna.person.last_name) == ("Anna", "Kowal")
    customers.edit(anna.pk, {"name": "Anna Nowak"}, version=1, actor=as_colleague)
    assert every(Contact).get(pk=anna.person_id).name == "Anna Nowak"


@pytest.mark.parametrize("name", ["🐘" * 255, "x" * 255, "x" * 120 + " " + "y" * 120])
def test_a_long_name_of_a_person_is_kept_whole_and_what_follows_from_it_is_cut(as_colleague, name):
    added = customers.add(name, kind="person", actor=as_colleague)
    kept = every(Customer).get(pk=added.pk)
    assert kept.name == name
    assert len(kept.name_key) <= 512
    assert max(len(kept.person.first_name), len(kept.person.last_name)) <= 100


def test_the_key_of_a_tag_is_cut(as_colleague):
    acme = customers.add("Acme", actor=as_colleague)
    tag = customers.add_tag(acme.pk, "🐘" * 60 + "\0", actor=as_colleague)
    assert (tag.name, len(tag.key) <= 120) == ("🐘" * 60, True)
    assert customers.add_tag(acme.pk, "🐘" * 60, actor=as_colleague).pk == tag.pk


@pytest.mark.parametrize(
    ("name", "reach", "code"),
    [
        (" ", {}, "customer.name_missing"),
        ("Acme", {"phone": "no number"}, "phone.wrong"),
        ("Acme", {"email": "anna"}, "email.wrong"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(as_colleague, name, reach, code):
    with pytest.raises(Refused) as refused:
        customers.add(name, actor=as_colleague, reach=reach)
    assert refused.value.code == code
    assert every(Customer).count() == 0
    assert nothing_happened()


def test_a_reader_adds_nobody(as_reader):
    with pytest.raises(Refused, match="Your role does not allow this"):
        customers.add("Acme", actor=as_reader)
    assert every(Customer).count() == 0
    assert nothing_happened()


def test_a_seller_gives_customers_to_nobody_but_themselves(as_colleague, stranger):
    with pytest.raises(Refused):
        customers.add("Acme", actor=as_colleague, owner_id=stranger.pk)
    assert every(Customer).count() == 0


def test_edits_of_different_fields_merge_and_of_the_same_field_refuse_the_second(as_colleague, as_manager):
    acme = customers.add("Acme", actor=as_colleague)
    customers.edit(acme.pk, {"industry": "Metals"}, version=1, actor=as_colleague)
    merged = customers.edit(acme.pk, {"employees": 85}, version=1, actor=as_manager)
    assert (merged.industry, merged.employees, merged.version) == ("Metals", 85, 3)
    with pytest.raises(Stale) as stale:
        customers.edit(acme.pk, {"industry": "Printing"}, version=1, actor=as_manager)
    assert stale.value.fields == ("industry",)
    assert stale.value.fresh.industry == "Metals"
    assert every(Customer).get(pk=acme.pk).version == 3


def test_editing_to_the_same_values_leaves_no_trace(as_colleague):
    acme = customers.add("Acme", actor=as_colleague)
    before = ChangeSet.objects.unscoped(WHY).count()
    customers.edit(acme.pk, {"name": "Acme"}, version=1, actor=as_colleague)
    assert ChangeSet.objects.unscoped(WHY).count() == before


def test_columns_that_follow_from_elsewhere_cannot_be_edited(as_colleague):
    acme = customers.add("Acme", actor=as_colleague)
    with pytest.raises(Refused, match="owner_id is not a field that can be edited"):
        customers.edit(acme.pk, {"owner_id": None}, version=1, actor=as_colleague)
    assert every(Customer).get(pk=acme.pk).owner_id == as_colleague.user_id


def test_somebody_elses_customer_is_unknown(as_colleague, as_stranger):
    acme = customers.add("Acme", actor=as_colleague)
    for act in (
        lambda: customers.edit(acme.pk, {"name": "Mine"}, version=1, actor=as_stranger),
        lambda: customers.archive(acme.pk, version=1, actor=as_stranger),
        lambda: customers.claim(acme.pk, actor=as_stranger),
        lambda: customers.add_tag(acme.pk, "mine", actor=as_stranger),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "record.unknown"
    assert every(Customer).get(pk=acme.pk).version == 1


def test_a_customer_does_not_stand_above_itself(as_colleague):
    top = customers.add("Top", actor=as_colleague)
    below = customers.add("Below", actor=as_colleague, parent_id=top.pk)
    with pytest.raises(Refused, match="cannot stand above itself"):
        customers.edit(top.pk, {"parent_id": below.pk}, version=1, actor=as_colleague)
    assert every(Customer).get(pk=top.pk).parent_id is None


def test_archiving_twice_is_once_and_restoring_brings_it_back(as_colleague):
    acme = customers.add("Acme", actor=as_colleague)
    first = customers.archive(acme.pk, version=1, actor=as_colleague)
    again = customers.archive(acme.pk, version=2, actor=as_colleague)
    assert again.archived_at == first.archived_at
    assert customers.restore(acme.pk, version=2, actor=as_colleague).archived_at is None


def test_a_customer_of_the_pool_is_claimed_once(as_owner, as_colleague, as_stranger):
    acme = customers.add("Acme", actor=as_owner, in_pool=True)
    assert customers.claim(acme.pk, actor=as_colleague).owner_id == as_colleague.user_id
    assert customers.claim(acme.pk, actor=as_colleague).version == 2
    with pytest.raises(Refused):
        customers.claim(acme.pk, actor=as_stranger)


def test_many_are_assigned_in_one_change_and_what_is_not_seen_stays(as_manager, colleague, as_stranger):
    mine = [customers.add(f"Firm {each}", actor=as_manager).pk for each in range(3)]
    other = customers.add("Elsewhere", actor=as_stranger).pk
    sets = ChangeSet.objects.unscoped(WHY).count()
    change = customers.assign_many([*mine, other], owner_id=colleague.pk, actor=as_manager)
    assert change.params == {"count": 3}
    assert ChangeSet.objects.unscoped(WHY).count() == sets + 1
    assert set(every(Customer).filter(pk__in=mine).values_list("owner_id", "version")) == {(colleague.pk, 2)}
    assert every(Customer).get(pk=other).owner_id == as_stranger.user_id
    assert customers.assign_many(mine, owner_id=colleague.pk, actor=as_manager) is None


def test_a_tag_is_hung_once_on_many(as_colleague):
    ids = [customers.add(f"Firm {each}", actor=as_colleague).pk for each in range(2)]
    assert customers.tag_many(ids, "Tier A", actor=as_colleague).params["count"] == 2
    assert customers.tag_many(ids, "tier a", actor=as_colleague) is None
    assert CustomerTag.objects.count() == 2
    customers.remove_tag(ids[0], CustomerTag.objects.first().tag_id, actor=as_colleague)
    assert CustomerTag.objects.count() == 1


def test_archiving_many_keeps_the_day_of_those_archived_before(as_colleague):
    ids = [customers.add(f"Firm {each}", actor=as_colleague).pk for each in range(3)]
    day = customers.archive(ids[0], version=1, actor=as_colleague).archived_at
    assert customers.archive_many(ids, actor=as_colleague).params == {"count": 2}
    assert every(Customer).get(pk=ids[0]).archived_at == day
    assert every(Customer).filter(archived_at__isnull=True).count() == 0
