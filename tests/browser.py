"""Chromium for journeys: one browser a worker, a fresh profile a test, and the accessibility check.

Where Chromium is missing the journeys are left out and counted aloud; under CI they fail instead.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LEFT_OUT = "Chromium is missing"
MUST_RUN = os.environ.get("CI") == "true"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Return a running Chromium, or leave the test out where there is none."""
    if not CHROMIUM:
        (pytest.fail if MUST_RUN else pytest.skip)(LEFT_OUT)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """Return a page of a fresh profile; script errors, breaches of the policy and broken answers fail the test."""
    context = chromium.new_context(locale="en-GB", timezone_id="Europe/Warsaw", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(10_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if _is_breach(message) else None)
    page.on("response", lambda answer: faults.append(f"{answer.status} {answer.url}") if _is_broken(answer) else None)
    yield page
    context.close()
    assert faults == []


def _is_breach(message: Any) -> bool:
    return message.type == "error" and "Content Security Policy" in message.text


def _is_broken(answer: Any) -> bool:
    return answer.status >= 500 or (answer.status == 404 and "/static/" in answer.url)


@pytest.fixture
def journey(page: Any, live_server: Any) -> Callable[..., Any]:
    """Return a function that begins a journey: `page = journey(owner, "/customers/")`, signed in and on that page."""
    from django.conf import settings
    from django.test import Client

    def begin(user: Any, path: str = "/") -> Any:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page.goto(live_server.url + path)
        return page

    return begin


@pytest.fixture(scope="session")
def axe() -> Callable[[Any], list[str]]:
    """Return a check that a page has no accessibility violations (axe); it returns the names of those, none."""
    from axe_playwright_python.sync_playwright import Axe

    def check(page: Any) -> list[str]:
        # Without preloading: axe would put style sheets inline, which the content policy reports as a breach of ours.
        results = Axe().run(page, options={"preload": False})
        assert results.violations_count == 0, results.generate_report()
        return [each["id"] for each in results.response["violations"]]

    return check


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whoever asks for a page, so that `-m 'not browser'` knows all of them."""
    for item in items:
        if {"page", "chromium"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the journeys that were left out for want of Chromium."""
    skipped = terminalreporter.stats.get("skipped", [])
    left_out = [report.nodeid for report in skipped if LEFT_OUT in str(report.longrepr)]
    if left_out:
        terminalreporter.write_line(f"LEFT OUT: {len(left_out)} journeys, because {LEFT_OUT}:", yellow=True, bold=True)
        for name in left_out:
            terminalreporter.write_line(f"  {name}")
