"""`klientela user`: adding people, listing them, letting them in."""

import pytest


def test_a_missing_home_is_made_without_questions(made_home):
    assert (made_home / "secret.key").is_file()


@pytest.mark.sqlite
def test_without_a_server_the_base_is_a_file_in_the_home(made_home):
    assert (made_home / "klientela.sqlite3").is_file()


def test_somebody_is_added_once_and_then_listed_and_let_in(call, call_json):
    status, added = call_json("user", "add", "anna", "--role", "manager")
    assert (status, added["username"], added["role"]) == (0, "anna", "manager")
    status, again = call_json("user", "add", "anna")
    assert (status, again["error"]["code"]) == (1, "user.exists")
    listed = call_json("user", "list")[1]
    assert [person["role"] for person in listed["items"] if person["username"] == "anna"] == ["manager"]
    link = call("user", "link", "anna", "--base", "https://crm.example")
    assert link.stdout.startswith("https://crm.example/sign-in/link/")


def test_nobody_unknown_is_let_in(call):
    done = call("user", "link", "nobody")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "There is no active user called nobody.\n"
