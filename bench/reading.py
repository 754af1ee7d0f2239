"""P2: how long pages take for a seller, with other words in every question so that no cache answers twice."""

from collections.abc import Callable, Iterator
from random import Random
from urllib.parse import quote

from bench.browser import Answer, Browser, links, next_page
from bench.figures import Figure, milliseconds

WARM = 5
TIMES = 60
DEEP = 150
# Pieces of the names, phones and places that the sample makes up.
PARTS = tuple(
    "lon rzoz awor ipo wierz ursztyn ranit amien rebr horn irken uchen rlen ernstein iesel upfer ilber ranich"
    " lder irch ramble edar azel eather estrel inne lover wift mber opper lint yantar granit malakhit"
    " sereb sever baik sokol zhurav rassvet polyus kompas vektor rodnik parus".split()
)
CITIES = tuple(
    "Warszawa Kraków Wrocław Poznań Gdańsk Lublin Berlin Hamburg München Leipzig London Leeds Москва".split()
)
INDUSTRIES = tuple("Furniture Food Logistics Construction Wholesale Printing Machinery Packaging Retail".split())
LIST = "/customers/"
SEARCH = "/customers/?q={}"
PLACE = "/customers/?customer.locality={}&customer.industry={}"


class Asker:
    """Asks one kind of question again and again, each time in other words."""

    def __init__(self, browser: Browser, rng: Random) -> None:
        self.browser = browser
        self.rng = rng
        found = links(browser.get(LIST).text, r"/customers/\d+/(\?.*)?")
        self.customers = list(dict.fromkeys(address.partition("?")[0] for address in found))
        self.deep = self._walk()

    def _walk(self) -> list[str]:
        """Go down the list page by page; return the addresses of the later half."""
        address = LIST
        addresses: list[str] = []
        while address and len(addresses) < DEEP:
            addresses.append(address)
            following = next_page(self.browser.get(address).text)
            address = f"{LIST}{following}" if following.startswith("?") else following
        return addresses[len(addresses) // 2 :]

    def questions(self) -> Iterator[tuple[str, str, Callable[[], str]]]:
        """Yield what is measured, its goal, and what makes the next address."""
        pick = self.rng.choice
        yield "list page", "≤ 50 ms", lambda: LIST
        yield "deep page", "≤ 50 ms", lambda: pick(self.deep)
        yield "part of a name", "≤ 50 ms", lambda: SEARCH.format(quote(pick(PARTS)))
        yield "phone digits", "≤ 20 ms", lambda: SEARCH.format(self.rng.randrange(1000, 99_999))
        yield "city + industry", "≤ 50 ms", lambda: PLACE.format(quote(pick(CITIES)), pick(INDUSTRIES))
        yield "customer page", "≤ 100 ms", lambda: pick(self.customers)
        yield "Today", "≤ 100 ms", lambda: "/"


def measure_reading(browser: Browser, size: int, database: str) -> Iterator[Figure]:
    """Yield the 95th percentile of each kind of page, in milliseconds."""
    asker = Asker(browser, Random(size))
    for what, goal, address in asker.questions():
        for _ in range(WARM):
            browser.get(address())
        answers = [browser.get(address()) for _ in range(TIMES)]
        times = milliseconds([answer.seconds for answer in answers])
        more = {"p50": times["p50"], "worst": times["worst"], "errors": _errors(answers)}
        yield Figure("P2", what, size, database, times["p95"], "ms p95", goal, more)


def _errors(answers: list[Answer]) -> int:
    return sum(not answer.ok for answer in answers)
