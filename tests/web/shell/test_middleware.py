"""What happens around every view: strangers, languages, refusals, headers."""

from typing import Any

import pytest
from django.test import Client

pytestmark = [pytest.mark.urls("tests.web.shell.probes"), pytest.mark.django_db]

SCRIPT = {"HX-Request": "true", "HX-Current-URL": "http://testserver/me/"}


@pytest.fixture
def seller(colleague: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(colleague, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_stranger_is_sent_to_the_sign_in_page_and_back_afterwards(client: Client) -> None:
    response = client.get("/probe/who?a=1")
    assert (response.status_code, response.headers["Location"]) == (302, "/sign-in/?next=%2Fprobe%2Fwho%3Fa%3D1")


def test_a_strangers_post_is_not_repeated_after_signing_in(client: Client) -> None:
    assert client.post("/probe/who").headers["Location"] == "/sign-in/"


def test_a_script_of_a_stranger_leaves_the_page_instead_of_filling_it_with_the_sign_in_form(client: Client) -> None:
    response = client.get("/probe/who", headers=SCRIPT)
    assert (response.status_code, response.headers["HX-Redirect"], response.content) == (401, "/sign-in/", b"")


def test_a_stranger_does_not_learn_which_addresses_exist(client: Client) -> None:
    assert client.get("/no/such/place").status_code == 302


def test_the_actor_stands_in_the_request(seller: Client) -> None:
    assert seller.get("/probe/who").content == b"Colleague en"


@pytest.mark.parametrize("language", ["en", "ru", "pl"])
def test_a_person_is_answered_in_their_language(seller: Client, colleague: Any, language: str) -> None:
    colleague.language = language
    colleague.save()
    response = seller.get("/probe/who", headers={"Accept-Language": "en"})
    assert response.content.decode() == f"Colleague {language}"
    assert response.headers["Content-Language"] == language


def test_a_person_without_a_language_is_answered_in_the_browsers(seller: Client, colleague: Any) -> None:
    colleague.language = ""
    colleague.save()
    assert seller.get("/probe/who", headers={"Accept-Language": "pl,en;q=0.5"}).content == b"Colleague pl"


def test_a_stranger_is_answered_in_the_browsers_language(client: Client) -> None:
    response = client.get("/sign-in/", headers={"Accept-Language": "ru-RU,ru"})
    assert '<html lang="ru">' in response.content.decode()
    assert "Accept-Language" in response.headers["Vary"]


def test_a_refusal_is_a_sentence_in_the_place_for_messages(seller: Client) -> None:
    response = seller.get("/probe/refuse", headers=SCRIPT)
    text = response.content.decode()
    assert (response.status_code, response.headers["HX-Retarget"]) == (422, "#messages")
    assert "A customer needs a name; 1,200 rows have none." in text
    assert "<html" not in text


def test_a_refusal_without_a_script_is_a_page(seller: Client) -> None:
    response = seller.get("/probe/refuse")
    assert response.status_code == 422
    assert "A customer needs a name; 1,200 rows have none." in response.content.decode()
    assert "<html" in response.content.decode()


def test_a_refused_form_without_a_script_leads_back_to_its_page(seller: Client) -> None:
    page = "http://testserver/customers/5/"
    assert f'href="{page}"' in seller.post("/probe/refuse", headers={"Referer": page}).content.decode()
    assert f'href="{page}"' not in seller.get("/probe/refuse", headers={"Referer": page}).content.decode()


def test_a_refused_form_never_leads_to_another_house(seller: Client) -> None:
    response = seller.post("/probe/refuse", headers={"Referer": "https://evil.example/customers/5/"})
    assert response.status_code == 422
    assert "evil.example" not in response.content.decode()


def test_a_clash_offers_the_fresh_version(seller: Client) -> None:
    response = seller.get("/probe/clash", headers=SCRIPT)
    assert response.status_code == 409
    assert 'href="http://testserver/me/"' in response.content.decode()


def test_another_systems_failure_is_not_called_ours(seller: Client) -> None:
    response = seller.get("/probe/outside")
    assert response.status_code == 503
    assert "Another system did not answer" in response.content.decode()


@pytest.mark.filterwarnings("ignore::Warning")
def test_a_bug_shows_neither_trace_nor_secret(seller: Client) -> None:
    response = seller.get("/probe/bug")
    text = response.content.decode()
    assert response.status_code == 500
    assert "it is our fault" in text
    assert "secret of the house" not in text
    assert "Traceback" not in text


def test_a_missing_page_is_a_page_with_a_way_back(seller: Client) -> None:
    response = seller.get("/no/such/place")
    assert response.status_code == 404
    assert "There is nothing at this address" in response.content.decode()


def test_an_old_form_is_told_to_be_old(colleague: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(colleague, backend="django.contrib.auth.backends.ModelBackend")
    response = strict.post("/me/", {"name": "Changed"})
    colleague.refresh_from_db()
    assert (response.status_code, colleague.name) == (403, "Colleague")
    assert "This form is too old" in response.content.decode()


@pytest.mark.parametrize("address", ["/probe/who", "/probe/refuse", "/sign-in/", "/no/such/place"])
def test_every_answer_varies_by_htmx_and_carries_the_content_policy(seller: Client, address: str) -> None:
    headers = seller.get(address).headers
    assert "HX-Request" in headers["Vary"]
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_a_note_is_added_to_a_fragment_with_its_undo(seller: Client) -> None:
    text = seller.get("/probe/done", headers=SCRIPT).content.decode()
    assert text.startswith('<p>row</p><div hx-swap-oob="beforeend:#toasts">')
    assert "It is &lt;done&gt;." in text
    assert 'action="/undo/7"' in text


def test_a_note_waits_for_the_next_page_and_is_shown_once(seller: Client) -> None:
    seller.get("/probe/say")
    pages = [seller.get("/me/").content.decode().count("It is kept.") for _ in range(2)]
    assert pages == [1, 0]
