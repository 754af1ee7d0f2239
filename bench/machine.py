"""How much of this machine's time others had while something was measured: on a shared host it explains odd figures."""

from pathlib import Path

STAT = Path("/proc/stat")
# user, nice, system, idle, iowait, irq, softirq, steal (proc(5)); what follows is counted in user and nice already.
COUNTED = 8


class Stopwatch:
    """Counts from its making on what the host gave to other guests, in percent of the processors' time."""

    def __init__(self) -> None:
        self._began = _ticks()

    def stolen_percent(self) -> float:
        """Return the share so far; 0 where the system does not tell."""
        passed = [now - then for now, then in zip(_ticks(), self._began, strict=True)]
        return 100 * passed[-1] / max(sum(passed), 1)


def _ticks() -> list[int]:
    if not STAT.exists():
        return [0] * COUNTED
    return [int(ticks) for ticks in STAT.read_text().split("\n", 1)[0].split()[1 : COUNTED + 1]]
