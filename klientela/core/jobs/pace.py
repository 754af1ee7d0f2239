"""How often, how long, how many times: every waiting time of the worker, in one place.

Tests hand in a quicker pace; nothing else about the worker is different there.
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    """The rhythm of a worker; polls and `tick` in seconds."""

    # A holder that is silent for this long is taken for dead. Long enough for a laptop that stutters.
    lease: timedelta = timedelta(seconds=15)
    # How long to sleep when the bell is silent: what is due by the clock waits so long at most.
    poll: float = 1.0
    # Where the bell may not be heard, because the base is shared with other machines.
    distant_poll: float = 0.2
    tick: float = 1.0
    backoff: timedelta = timedelta(seconds=2)
    backoff_limit: timedelta = timedelta(minutes=10)

    @property
    def beat(self) -> float:
        """Seconds between two heartbeats: three may be lost before the lease is."""
        return self.lease.total_seconds() / 4

    def wait_after(self, attempts: int) -> timedelta:
        """Return how long to wait before the next try: four times as long after each failure."""
        factor: int = 4 ** max(attempts - 1, 0)
        return min(self.backoff * factor, self.backoff_limit)


PACE = Pace()
