"""Percentiles, slopes and the table that is printed."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing: its row in QUALITY, what it is, on which base, and the value with its unit."""

    row: str
    what: str
    size: int
    database: str
    value: float
    unit: str
    goal: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The figure for JSON."""
        return asdict(self)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` (0 … 1) of the values lie, by nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, math.ceil(share * len(ordered)) - 1))]


def milliseconds(seconds: Sequence[float]) -> dict[str, float]:
    """Return median, 95th percentile and worst of some times, in milliseconds."""
    return {
        "p50": round(statistics.median(seconds) * 1000, 1),
        "p95": round(percentile(seconds, 0.95) * 1000, 1),
        "worst": round(max(seconds) * 1000, 1),
    }


def slopes(figures: Sequence[Figure]) -> list[str]:
    """Return a line for each thing measured at two sizes: how its value grows, as a power of the size (P8)."""
    by_thing: dict[tuple[str, str], dict[int, float]] = {}
    for figure in figures:
        by_thing.setdefault((figure.what, figure.database), {})[figure.size] = figure.value
    lines = []
    for (what, database), values in by_thing.items():
        small, large = min(values), max(values)
        if small < large and values[small] > 0 < values[large]:
            slope = math.log(values[large] / values[small]) / math.log(large / small)
            lines.append(f"  {what:<44} {database:<11} {slope:+.2f}")
    return lines


def line(figure: Figure) -> str:
    """Return one figure as a line of the table."""
    more = "  ".join(f"{name} {value:,}" for name, value in figure.more.items())
    return (
        f"{figure.row:<3} {figure.what:<44} {figure.size:>9,} {figure.database:<11}"
        f" {figure.value:>10,.1f} {figure.unit:<12} {figure.goal:<12} {more}"
    )
