"""Somebody else's customer is not found: at every address with a customer in it, for every verb, for every role."""

import re
from importlib import import_module
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from klientela.accounts.models import ChangeSet
from klientela.customers.actions import customers
from klientela.customers.models import Customer
from klientela.work.models import Task
from tests.factories.customers import make_contact, make_customer

pytestmark = pytest.mark.django_db
WHY = "a test counts everything"
# What a refusal says, on its page.
SAYS = re.compile(r"<main.*?</main>", re.S)
PARTS = {"column": "industry", "tag_id": 1, "task_id": 1}


def addresses() -> list[tuple[str, frozenset[str]]]:
    """Return the name ("" for none) and the parts of every address that has parts."""

    def walk(patterns: list[Any], outer: frozenset[str]) -> Any:
        for each in patterns:
            parts = outer | frozenset(each.pattern.converters) | frozenset(each.pattern.regex.groupindex)
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns, parts)
            elif isinstance(each, URLPattern) and parts:
                yield each.name or "", parts

    return sorted(walk(get_resolver().url_patterns, frozenset()), key=lambda each: each[0])


ADDRESSES = [(name, parts) for name, parts in addresses() if "customer_id" in parts]
# Addresses that name something else than a customer, and the test that tries each as somebody who may not.
ELSEWHERE = {
    "sign-in-link": "web.shell.test_sign_in.test_the_one_time_address_works_once",
    "today-task-done": "here",
    "today-undo": "here",
    "change-undo": "here",
    **dict.fromkeys(
        ["import", "import-correct", "import-begin", "import-stop", "import-undo", "import-failed"],
        "web.exchange.test_exchange.test_somebody_elses_import_is_not_there",
    ),
}


def test_there_are_such_addresses():
    assert "customer" in dict(ADDRESSES)
    assert len(ADDRESSES) >= 15


def test_every_address_with_a_part_is_tried_here_or_in_a_test_that_is_named():
    others = {name for name, parts in addresses() if "customer_id" not in parts}
    assert others == set(ELSEWHERE)
    named = {place for place in ELSEWHERE.values() if place != "here"}
    modules = {place: import_module(f"tests.{place.rpartition('.')[0]}") for place in named}
    assert [place for place, module in modules.items() if not hasattr(module, place.rpartition(".")[2])] == []


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


@pytest.mark.parametrize("who", ["manager", "colleague", "reader"])
def test_what_belongs_to_somebody_elses_customer_is_answered_as_if_it_were_not_there(
    client, cast, stranger, as_stranger, who
):
    theirs = make_customer("Theirs", owner=stranger)
    customers.edit(theirs.pk, {"industry": "Wood"}, version=theirs.version, actor=as_stranger)
    change = ChangeSet.objects.unscoped(WHY).get()
    task = Task(customer=theirs, title="Call", assignee=stranger)
    task.save()
    client.force_login(cast[who])
    verbs = (("today-task-done", task.pk), ("today-undo", change.pk), ("change-undo", change.pk))
    answers = [client.post(reverse(name, args=[key])) for name, key in verbs]
    missing = [client.post(reverse(name, args=[10**9])) for name, _key in verbs]
    assert [each.status_code for each in answers] == [each.status_code for each in missing] == [422, 422, 422]
    assert [SAYS.findall(each.content.decode()) for each in answers] == [
        SAYS.findall(each.content.decode()) for each in missing
    ]
    assert [SAYS.search(each.content.decode()) is not None for each in answers] == [True, True, True]
    assert ChangeSet.objects.unscoped(WHY).get().undone_by is None
    assert Task.objects.unscoped(WHY).get().done_at is None
    assert Customer.objects.unscoped(WHY).get().industry == "Wood"
