"""Takes the pictures in `docs/pictures/`: each page, desktop and phone, light and dark, in English and Russian.

Run `make pictures` after a change of the look and look at what came out before committing it. The base is the sample,
with the same seed each time, so that two sets of pictures can be laid side by side.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.browser import CHROMIUM, SWITCHES

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
KLIENTELA = Path(sys.executable).with_name("klientela")
PORT = 8765
PAGES = {"today": "/", "customers": "/customers/", "customer": "", "analysis": "/analysis/", "exchange": "/exchange/"}
# Name of the look: width, height, colour scheme, language of the person.
LOOKS: dict[str, Any] = {
    "desktop": (1440, 900, "light", "en"),
    "desktop-dark-russian": (1440, 900, "dark", "ru"),
    "phone-russian": (390, 844, "light", "ru"),
    "phone-dark": (390, 844, "dark", "en"),
}
QUALITY = 72


def main() -> None:
    """Fill a base, serve it, and take every picture anew."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, served(Path(home)) as door, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        person = signed_in(browser, door)
        base = f"http://127.0.0.1:{PORT}"
        for look, (width, height, scheme, language) in LOOKS.items():
            speak(browser, person, base, language)
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, storage_state=person
            )
            take(context.new_page(), base, look)
            context.close()
        browser.close()


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Serve a sample base in `home`; yields the address that signs its owner in."""
    command = [str(KLIENTELA), "--home", str(home)]
    # Only this product's own command is started, with words that stand here.
    subprocess.run([*command, "sample", "--customers", "2000", "--seed", "7"], check=True)  # noqa: S603
    server = subprocess.Popen([*command, "serve", "--port", str(PORT)], stdout=subprocess.PIPE, text=True)  # noqa: S603
    assert server.stdout is not None
    try:
        yield next(match[0] for line in server.stdout if (match := re.search(r"http\S+/sign-in/link/\S+", line)))
    finally:
        server.terminate()
        server.wait()


def signed_in(browser: Browser, door: str) -> Any:
    """Return the cookies of somebody who came in through `door`."""
    context = browser.new_context()
    context.new_page().goto(door)
    return context.storage_state()


def speak(browser: Browser, person: Any, base: str, language: str) -> None:
    """Choose the language of the pages, as a person does under "My settings"."""
    context = browser.new_context(storage_state=person)
    page = context.new_page()
    page.goto(f"{base}/me/")
    page.locator("select[name=language]").select_option(language)
    page.locator(
        "form:has(select[name=language]) button[type=submit], form:has(select[name=language]) button"
    ).first.click()
    page.wait_for_load_state()
    context.close()


def take(page: Any, base: str, look: str) -> None:
    """Take one picture of each page in one look."""
    page.goto(base)
    href = page.locator("main a[href^='/customers/']").first.get_attribute("href")
    for name, path in PAGES.items():
        page.goto(base + (path or href))
        page.wait_for_timeout(500)
        page.screenshot(path=PICTURES / f"{name}-{look}.jpg", type="jpeg", quality=QUALITY)


if __name__ == "__main__":
    main()
