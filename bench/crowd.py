"""P3: sixteen people at once, mixed reads, a tenth of them writing."""

import threading
import time
from random import Random

from bench.browser import Answer, Browser
from bench.figures import Figure, milliseconds
from bench.reading import Asker

PEOPLE = 16
SECONDS = 15.0
WRITES = 0.1
CALL = {"kind": "call", "outcome": "reached", "text": "Measured."}


def measure_crowd(browsers: list[Browser], log: str, size: int, database: str) -> list[Figure]:
    """Return requests a second and the 95th percentile; `log` is where a call is logged, {customer} its place."""
    asker = Asker(browsers[0], Random(size))
    until = time.monotonic() + SECONDS
    answers: list[list[Answer]] = [[] for _ in browsers]
    people = [
        threading.Thread(target=_work, args=(browser, asker, log, until, answers[number], Random(number)))
        for number, browser in enumerate(browsers)
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    every = [answer for each in answers for answer in each]
    times = milliseconds([answer.seconds for answer in every])
    errors = sum(not answer.ok for answer in every)
    rate = round(len(every) / SECONDS, 1)
    return [
        Figure("P3", "16 people, a tenth writing", size, database, rate, "requests/s", "≥ 100/s", {"errors": errors}),
        Figure("P3", "16 people, waiting", size, database, times["p95"], "ms p95", "≤ 300 ms", {"p50": times["p50"]}),
    ]


def _work(browser: Browser, asker: Asker, log: str, until: float, answers: list[Answer], rng: Random) -> None:
    questions = [address for _what, _goal, address in asker.questions()]
    while time.monotonic() < until:
        if rng.random() < WRITES:
            customer = rng.choice(asker.customers)
            answers.append(browser.post(log.format(customer=customer), CALL))
        else:
            answers.append(browser.get(rng.choice(questions)()))
