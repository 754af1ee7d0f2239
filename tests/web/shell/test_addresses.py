"""Every address of the site needs a signed-in user, unless its name stands in the short list of open ones."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from klientela.web.middleware import OPEN

FILLED = {"int": "1", "str": "x", "slug": "x", "path": "x", "uuid": "6f1c1c5e-0000-4000-8000-000000000000"}


def addresses(resolver: URLResolver, before: str = "/") -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        here = before + "".join(_filled(part) for part in str(entry.pattern).split("<"))
        if isinstance(entry, URLPattern):
            yield entry.name or "", here
        else:
            yield from addresses(entry, here)


def _filled(part: str) -> str:
    if ">" not in part:
        return part
    converter, rest = part.split(">", 1)
    return FILLED[converter.partition(":")[0] if ":" in converter else "str"] + rest


@pytest.fixture
def everything() -> list[tuple[str, str]]:
    return sorted(addresses(get_resolver("klientela.config.urls")))


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_answers_a_stranger(client: Client, everything: list[tuple[str, str]], method: str) -> None:
    closed = [address for name, address in everything if name not in OPEN]
    answers = {address: getattr(client, method)(address) for address in closed}
    assert len(closed) >= 3
    assert {address for address, answer in answers.items() if not _is_sent_away(answer)} == set()


def _is_sent_away(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/")


def test_the_open_addresses_are_these_three_and_exist(everything: list[tuple[str, str]]) -> None:
    assert {"sign-in", "sign-in-link", "language"} == OPEN
    assert {name for name, _ in everything} >= OPEN


def test_every_address_has_a_name(everything: list[tuple[str, str]]) -> None:
    assert [address for name, address in everything if not name] == []
