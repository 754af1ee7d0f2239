"""How much each drill does: the full measure of `make drill`, and the short one that the tests run."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """Counts of one run; every drill ends by itself after them."""

    crowds: tuple[int, ...]
    customers: int
    writes_each: int
    conflicts: int
    web_kills: int
    people: int
    worker_kills: int
    import_rows: int
    jobs: int
    lease_seconds: float
    most_seconds: float


FULL = Sizes(
    crowds=(16, 64),
    customers=200,
    writes_each=50,
    conflicts=2_000,
    web_kills=20,
    people=16,
    worker_kills=20,
    import_rows=100_000,
    jobs=40,
    lease_seconds=3,
    most_seconds=600,
)
SHORT = Sizes(
    crowds=(16,),
    customers=20,
    writes_each=4,
    conflicts=60,
    web_kills=1,
    people=4,
    worker_kills=2,
    import_rows=2_000,
    jobs=6,
    lease_seconds=1,
    most_seconds=60,
)
