"""One's own settings and password."""

from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db

CHOSEN = {"name": "Marta", "language": "pl", "theme": "dark", "density": "compact"}


@pytest.fixture
def seller(client: Client, colleague: Any) -> Client:
    client.force_login(colleague)
    return client


def test_settings_are_kept_and_used_by_the_next_page(seller: Client, colleague: Any) -> None:
    assert seller.post("/me/", CHOSEN).headers["Location"] == "/me/"
    colleague.refresh_from_db()
    assert {name: getattr(colleague, name) for name in CHOSEN} == CHOSEN
    assert '<html lang="pl" data-theme="dark" data-density="compact">' in seller.get("/me/").content.decode()


def test_an_empty_name_is_refused_and_nothing_changes(seller: Client, colleague: Any) -> None:
    response = seller.post("/me/", {**CHOSEN, "name": " "})
    colleague.refresh_from_db()
    assert (response.status_code, colleague.name, colleague.theme) == (422, "Colleague", "system")


def test_the_first_password_needs_no_other_and_the_session_stays(seller: Client, colleague: Any) -> None:
    response = seller.post("/me/password", {"new": PASSWORD})
    colleague.refresh_from_db()
    assert response.status_code == 302
    assert colleague.check_password(PASSWORD)
    assert seller.get("/me/").status_code == 200


@pytest.mark.parametrize("fields", [{"new": "another long one"}, {"present": "wrong", "new": "another long one"}])
def test_a_new_password_needs_the_present_one(client: Client, colleague: Any, fields: dict[str, str]) -> None:
    colleague.set_password(PASSWORD)
    colleague.save()
    client.force_login(colleague)
    assert client.post("/me/password", fields).status_code == 422
    colleague.refresh_from_db()
    assert colleague.check_password(PASSWORD)


def test_a_weak_password_is_refused_with_its_reason(seller: Client, colleague: Any) -> None:
    response = seller.post("/me/password", {"new": "short"})
    colleague.refresh_from_db()
    assert (response.status_code, colleague.has_usable_password()) == (422, False)
    assert "too short" in response.content.decode()
