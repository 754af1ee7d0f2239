"""`klientela user`: adding people, listing them, letting them in."""

from tests.surroundings import ENGINE


def test_a_missing_home_is_made_without_questions(call, tmp_path):
    home = tmp_path / "new" / "base"
    assert call("user", "list", home=home).returncode == 0
    assert (home / "secret.key").is_file()
    # Without a server the base is a file in the home.
    assert (home / "klientela.sqlite3").is_file() == (ENGINE == "sqlite")


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
