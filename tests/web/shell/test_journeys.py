"""The frame in a browser: keys, search box, drafts, files from anywhere, notes, and all of it without a script."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

# The frame says so when its behaviours are attached.
READY = ":root[data-ready]"

pytestmark = [pytest.mark.urls("tests.web.shell.stage"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(live_server: Any) -> str:
    return str(live_server.url)


@pytest.fixture
def open_page(page: Any, house: str, manager: Any) -> Callable[[str], Any]:
    """Return a function that opens a page of the manager."""
    client = Client()
    client.force_login(manager)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": house}])

    def begin(path: str) -> Any:
        page.goto(f"{house}{path}")
        page.wait_for_selector(READY)
        return page

    return begin


@pytest.fixture
def inside(open_page: Callable[[str], Any]) -> Any:
    """Return a page with a form for a note."""
    return open_page("/stage/note")


@pytest.fixture
def guide(open_page: Callable[[str], Any]) -> Any:
    """Return the page with every component on it, which takes its time."""
    return open_page("/style-guide/")


@pytest.mark.parametrize(("scheme", "width", "height"), [("light", 1440, 900), ("dark", 320, 640)])
def test_every_component_is_accessible(
    guide: Any, axe: Callable[[Any], list[str]], scheme: str, width: int, height: int
) -> None:
    guide.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    guide.set_viewport_size({"width": width, "height": height})
    axe(guide)
    assert guide.evaluate("document.documentElement.scrollWidth") <= width


def test_the_sign_in_page_is_accessible(page: Any, house: str, axe: Callable[[Any], list[str]]) -> None:
    page.goto(f"{house}/sign-in/")
    assert page.locator("input[name=username]").is_visible()
    assert axe(page) == []


def test_the_search_box_is_one_key_away_and_its_results_are_walked_by_arrows(inside: Any, house: str) -> None:
    inside.keyboard.press("Control+k")
    inside.keyboard.type("dre")
    inside.wait_for_selector("#found [role=option]")
    inside.keyboard.press("ArrowDown")
    assert inside.locator("#found [aria-selected=true]").inner_text() == "Drewno Plus dre"
    assert inside.locator("#search").get_attribute("aria-activedescendant") == "found-1"
    inside.keyboard.press("Enter")
    inside.wait_for_url(f"{house}/me/?hit=2")


def test_escape_closes_the_search_box(inside: Any) -> None:
    inside.keyboard.press("/")
    inside.keyboard.type("dre")
    inside.wait_for_selector("#found [role=option]")
    inside.keyboard.press("Escape")
    assert inside.locator("#found").is_hidden()


def test_a_list_is_walked_by_keys(guide: Any) -> None:
    rows = guide.locator(".actions [data-row]")
    guide.keyboard.press("j")
    guide.keyboard.press("j")
    assert rows.nth(2).get_attribute("aria-current") == "true"
    guide.keyboard.press("k")
    assert rows.nth(1).get_attribute("aria-current") == "true"
    guide.keyboard.press("Enter")
    assert guide.evaluate("location.hash") == "#2"


def test_keys_are_letters_while_somebody_types(inside: Any) -> None:
    inside.locator("#search").focus()
    inside.keyboard.type("j?")
    assert inside.locator("#search").input_value() == "j?"
    assert inside.locator("#keys").is_hidden()


def test_the_question_mark_shows_the_keys_and_escape_hides_them(inside: Any) -> None:
    inside.keyboard.press("?")
    assert inside.locator("#keys").is_visible()
    inside.keyboard.press("Escape")
    assert inside.locator("#keys").is_hidden()


def test_a_dialog_opens_by_its_button(guide: Any) -> None:
    guide.click("[data-opens=example]")
    assert guide.locator("#example").is_visible()
    assert guide.evaluate("document.activeElement.closest('dialog')?.id") == "example"


def test_what_was_typed_survives_leaving_the_page_until_it_is_sent(inside: Any) -> None:
    inside.fill("[name=text]", "called Anna")
    inside.reload()
    inside.wait_for_selector(READY)
    assert inside.locator("[name=text]").input_value() == "called Anna"
    inside.click("main button[type=submit]")
    inside.wait_for_selector("#messages :text('Kept: called Anna')")
    inside.reload()
    inside.wait_for_selector(READY)
    assert inside.locator("[name=text]").input_value() == ""


def test_a_file_dropped_anywhere_is_sent(inside: Any, house: str) -> None:
    inside.evaluate(DROP)
    inside.wait_for_url(f"{house}/me/?*")
    assert inside.url == f"{house}/me/?name=firms.csv&size=7"


DROP = """() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["a;b\\n1;2"], "firms.csv"));
    for (const type of ["dragenter", "dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
    }
}"""


def test_a_refusal_is_shown_in_the_place_for_messages(inside: Any) -> None:
    inside.fill("[name=text]", "no")
    inside.click("main button[type=submit]")
    inside.wait_for_selector("#messages :text('Too short to be of use.')")
    assert inside.locator("[name=text]").input_value() == "no"


def test_a_refusal_in_a_dialog_is_shown_in_the_dialog(guide: Any) -> None:
    guide.click("[data-opens=example]")
    guide.fill("#example [name=username]", "anna")
    guide.fill("#example [name=password]", "any")
    guide.click("#example >> text=Save")
    guide.wait_for_selector("#example .messages :text('Too short to be of use.')")
    assert guide.locator("#messages").inner_text() == ""


def test_a_note_can_be_closed(guide: Any) -> None:
    guide.click(".toast [data-close]")
    assert guide.locator(".toast").count() == 0


def test_losing_the_connection_is_said(inside: Any) -> None:
    assert inside.locator(".offline").is_hidden()
    inside.context.set_offline(True)
    inside.wait_for_selector(".offline", state="visible")


def test_the_theme_changes_at_once(inside: Any, house: str) -> None:
    inside.goto(f"{house}/me/")
    inside.wait_for_selector(READY)
    inside.check("[name=theme][value=dark]")
    assert inside.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_without_a_script_settings_are_kept_and_the_search_box_leads_to_the_list(
    chromium: Any, house: str, colleague: Any
) -> None:
    client = Client()
    client.force_login(colleague)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": house}])
    page = context.new_page()
    page.goto(f"{house}/me/")
    page.fill("[name=name]", "Marta")
    page.click("main form >> text=Save")
    assert "Your settings are saved." in page.content()
    page.fill("#search", "drewnex")
    page.press("#search", "Enter")
    assert page.url == f"{house}/customers/?q=drewnex"
    context.close()
    colleague.refresh_from_db()
    assert colleague.name == "Marta"
