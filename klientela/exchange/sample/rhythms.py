"""When somebody bought: the days of their orders, as "so many days ago", oldest first, yesterday being 1.

A rhythm is what makes a base life-like: regular customers with an interval of their own, seasonal ones, those who
quietly stop, those who came once, and those who never bought.
"""

from random import Random

YEARS = 4
SPAN = YEARS * 365
INTERVALS = (21, 28, 35, 42, 60, 60, 75, 90, 90, 120)

# Rhythm and its share of the base.
SHARES = (
    ("prospect", 0.31),
    ("once", 0.17),
    ("occasional", 0.10),
    ("new", 0.05),
    ("regular", 0.24),
    ("seasonal", 0.07),
    ("dying", 0.06),
)


def draw(rng: Random) -> str:
    """Return the rhythm of one customer by the shares."""
    point = rng.random()
    for name, share in SHARES:
        point -= share
        if point < 0:
            return name
    return SHARES[-1][0]


def days(rhythm: str, rng: Random) -> list[int]:
    """Return how many days ago each order was, oldest first; empty for a prospect."""
    return sorted(RHYTHMS[rhythm](rng), reverse=True)


def _prospect(rng: Random) -> set[int]:  # noqa: ARG001 (all rhythms are called alike)
    return set()


def _once(rng: Random) -> set[int]:
    return {int(rng.uniform(16, SPAN))}


def _occasional(rng: Random) -> set[int]:
    return {int(rng.uniform(5, SPAN)) for _ in range(2 + int(rng.random() * 2))}


def _new(rng: Random) -> set[int]:
    first = int(rng.uniform(2, 50))
    return {first, max(1, first - 12)} if rng.random() < 0.35 else {first}


def _regular(rng: Random) -> set[int]:
    interval = INTERVALS[int(rng.random() * len(INTERVALS))]
    return _series(interval, begin=rng.uniform(4.5 * interval, SPAN), end=1, rng=rng)


def _seasonal(rng: Random) -> set[int]:
    gap = 365 / (1 + int(rng.random() * 3))
    peak = rng.uniform(1, gap)
    seasons = int((SPAN - peak) / gap) + 1
    return {max(1, int(peak + season * gap + rng.gauss(0, 6))) for season in range(seasons)}


def _dying(rng: Random) -> set[int]:
    interval = INTERVALS[int(rng.random() * 7)]
    # Half stopped lately, between two and four of their intervals ago: those are the ones to call.
    silent = interval * (rng.uniform(2.2, 4) if rng.random() < 0.5 else rng.uniform(4, 14))
    silent = min(silent, SPAN / 2)
    return _series(interval, begin=rng.uniform(silent + 5 * interval, SPAN), end=silent, rng=rng)


def _series(interval: float, *, begin: float, end: float, rng: Random) -> set[int]:
    found, ago = set(), begin
    while ago >= end:
        found.add(int(ago))
        ago -= max(2.0, interval * rng.gauss(1, 0.12))
    return found


RHYTHMS = {
    "prospect": _prospect,
    "once": _once,
    "occasional": _occasional,
    "new": _new,
    "regular": _regular,
    "seasonal": _seasonal,
    "dying": _dying,
}
