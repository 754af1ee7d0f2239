"""Somebody else's customer is not found: at every address with a customer in it, for every verb, for every role."""

from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from klientela.accounts.models import ChangeSet
from tests.factories.customers import make_contact, make_customer

pytestmark = pytest.mark.django_db
WHY = "a test counts everything"
PARTS = {"column": "industry", "tag_id": 1, "task_id": 1}


def addresses() -> list[tuple[str, frozenset[str]]]:
    """Return the name and the parts of every address with a customer in it."""

    def walk(patterns: list[Any], outer: frozenset[str]) -> Any:
        for each in patterns:
            parts = outer | frozenset(each.pattern.converters)
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns, parts)
            elif isinstance(each, URLPattern) and "customer_id" in parts and each.name:
                yield each.name, parts

    return sorted(walk(get_resolver().url_patterns, frozenset()), key=lambda each: each[0])


ADDRESSES = addresses()


def test_there_are_such_addresses():
    assert "customer" in dict(ADDRESSES)
    assert len(ADDRESSES) >= 15


@pytest.mark.parametrize("who", ["manager", "colleague", "reader"])
@pytest.mark.parametrize(("name", "parts"), ADDRESSES, ids=[name for name, _parts in ADDRESSES])
def test_it_is_not_found(client, cast, stranger, who, name, parts):
    theirs = make_customer("Theirs", owner=stranger)
    contact = make_contact("Somebody", at=[theirs])
    known = {"customer_id": theirs.pk, "contact_id": contact.pk, **PARTS}
    address = reverse(name, kwargs={part: known.get(part, "call") for part in parts})
    client.force_login(cast[who])
    for verb in (client.get, client.post, client.put, client.delete):
        assert verb(address).status_code in {404, 405}
    assert 404 in {client.get(address).status_code, client.post(address).status_code}
    assert ChangeSet.objects.unscoped(WHY).count() == 0
