"""Coming in by password and by one-time address, going out, choosing a language before."""

from typing import Any

import pytest
from django.test import Client

from klientela.accounts.actions import sign_ins
from klientela.accounts.models import SignInFailure
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(colleague: Any) -> Any:
    colleague.set_password(PASSWORD)
    colleague.save()
    return colleague


def signed_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize("name", ["colleague", "Colleague@firm.example"])
def test_name_or_mail_and_password_let_in(client: Client, known: Any, name: str) -> None:
    response = client.post("/sign-in/", {"username": name, "password": PASSWORD, "next": "/me/"})
    assert (response.status_code, response.headers["Location"], signed_in(client)) == (302, "/me/", str(known.pk))


def test_a_wrong_password_keeps_the_name_and_says_so(client: Client, known: Any) -> None:
    response = client.post("/sign-in/", {"username": "colleague", "password": "wrong"})
    text = response.content.decode()
    assert (response.status_code, signed_in(client), SignInFailure.objects.count()) == (422, None, 1)
    assert "The name or the password is wrong." in text
    assert 'value="colleague"' in text


def test_after_ten_wrong_tries_the_right_password_has_to_wait(client: Client, known: Any) -> None:
    for _ in range(10):
        client.post("/sign-in/", {"username": "colleague", "password": "wrong"})
    response = client.post("/sign-in/", {"username": "colleague", "password": PASSWORD})
    assert (response.status_code, signed_in(client)) == (422, None)
    assert "Too many wrong tries." in response.content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_house(client: Client, known: Any, elsewhere: str) -> None:
    response = client.post("/sign-in/", {"username": "colleague", "password": PASSWORD, "next": elsewhere})
    assert response.headers["Location"] == "/"


def test_the_one_time_address_works_once(client: Client, known: Any) -> None:
    address = sign_ins.one_time_address("http://testserver", known)
    assert client.get(address).headers["Location"] == "/"
    assert signed_in(client) == str(known.pk)
    again = Client()
    response = again.get(address)
    assert (response.status_code, signed_in(again)) == (422, None)
    assert "used already or is too old" in response.content.decode()


def test_asking_for_the_head_does_not_use_the_address_up(client: Client, known: Any) -> None:
    address = sign_ins.one_time_address("http://testserver", known)
    assert client.head(address).status_code == 200
    assert signed_in(client) is None
    assert client.get(address).status_code == 302


def test_signing_out_needs_a_post(client: Client, known: Any) -> None:
    client.force_login(known)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").headers["Location"] == "/sign-in/"
    assert signed_in(client) is None


def test_a_stranger_chooses_a_language(client: Client) -> None:
    response = client.post("/language/", {"language": "pl", "next": "/sign-in/"})
    assert response.headers["Location"] == "/sign-in/"
    assert '<html lang="pl">' in client.get("/sign-in/").content.decode()


def test_a_language_that_does_not_exist_is_not_remembered(client: Client) -> None:
    client.post("/language/", {"language": "xx"})
    assert "django_language" not in client.cookies


@pytest.mark.parametrize(("behind_tls", "counted"), [(True, "198.51.100.7"), (False, "127.0.0.1")])
def test_a_guesser_is_counted_by_the_address_the_proxy_saw_and_not_by_what_they_claim(
    client: Client, known: Any, settings: Any, behind_tls: bool, counted: str
) -> None:
    settings.BEHIND_TLS = behind_tls
    claimed = {"X-Forwarded-For": "10.0.0.1, 198.51.100.7"}
    client.post("/sign-in/", {"username": "colleague", "password": "wrong"}, headers=claimed)
    assert SignInFailure.objects.get().address == counted
