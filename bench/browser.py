"""A browser of few words: one kept connection, cookies, forms; it times what it asks for."""

import gzip
import http.client
import re
import time
import urllib.parse
from dataclasses import dataclass, field
from html import unescape

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: seconds until the last byte, status, text, and where it leads."""

    seconds: float
    status: int
    text: str
    location: str = ""

    @property
    def ok(self) -> bool:
        """Whether the server did what was asked."""
        return self.status < 400


@dataclass
class Browser:
    """Somebody at a browser, signed in once `come_in` was called."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection | None = None

    def come_in(self, address: str) -> None:
        """Sign in by a one-time address."""
        parts = urllib.parse.urlsplit(address)
        answer = self.get(parts.path)
        if "session" not in self.cookies:
            raise PermissionError(f"the one-time address did not sign anybody in: status {answer.status}")

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path)

    def post(self, path: str, values: dict[str, str]) -> Answer:
        """Send a form, with the proof of origin that the cookie holds."""
        body = urllib.parse.urlencode({**values, "csrfmiddlewaretoken": self.cookies.get("csrf", "")})
        return self._ask("POST", path, body)

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        headers = {
            "Accept-Encoding": "gzip",
            "Accept-Language": "en",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Referer": f"http://127.0.0.1:{self.port}/",
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        try:
            response, raw = self._exchange(method, path, body, headers)
        except (ConnectionError, http.client.RemoteDisconnected, http.client.CannotSendRequest):
            # The server may close a kept connection at any time; a browser would ask again, too.
            self.connection = None
            response, raw = self._exchange(method, path, body, headers)
        seconds = time.perf_counter() - began
        self._keep(response)
        text = gzip.decompress(raw) if response.getheader("Content-Encoding") == "gzip" else raw
        return Answer(seconds, response.status, text.decode(errors="replace"), response.getheader("Location") or "")

    def _exchange(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        return response, response.read()

    def _keep(self, response: http.client.HTTPResponse) -> None:
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value


def links(page: str, pattern: str) -> list[str]:
    """Return the different addresses on a page that match `pattern`, in their order."""
    found = (unescape(address) for address in re.findall(r'href="([^"]+)"', page))
    return list(dict.fromkeys(address for address in found if re.fullmatch(pattern, address)))


def next_page(page: str) -> str:
    """Return the address of the next page of a list, empty on the last one."""
    found = re.search(r'rel="next"[^>]*href="([^"]+)"', page)
    return unescape(found.group(1)) if found else ""
