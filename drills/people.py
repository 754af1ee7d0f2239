"""A person at a browser: signs in by a one-time address, keeps cookies, posts forms, over plain HTTP."""

import http.client
import re
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

VERSION = re.compile(r'name="version"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="version"')
SECONDS = 15


class Person:
    """Somebody signed in at one port of this machine; every request has a connection of its own."""

    def __init__(self, port: int, link: str) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}
        status, _ = self.get(urlsplit(link).path)
        if status != 302:
            raise RuntimeError(f"nobody could come in: {status}")

    def get(self, path: str) -> tuple[int, str]:
        """Return status and text of a page. Raises `OSError` or `HTTPException` when nobody answers."""
        return self._ask("GET", path, None)

    def post(self, path: str, **form: str) -> tuple[int, str]:
        """Return status and text of the answer to a form; 302 says that it was kept."""
        return self._ask("POST", path, urlencode(form))

    def version_on(self, path: str) -> str:
        """Return the version in the form of a page, empty when there is none."""
        _, text = self.get(path)
        found = VERSION.search(text)
        return (found[1] or found[2]) if found else ""

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=SECONDS)
        try:
            connection.request(method, path, body, self._headers(body is not None))
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        for header in response.headers.get_all("Set-Cookie") or []:
            self._cookies.update({key: morsel.value for key, morsel in SimpleCookie(header).items()})
        return response.status, text

    def _headers(self, has_form: bool) -> dict[str, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if has_form:
            token = self._cookies.get("csrf", "")
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token}
        return headers
