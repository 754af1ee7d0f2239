"""Small sums over what was measured."""

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` of 100 values do not exceed (nearest rank)."""
    if not values:
        return 0.0
    return sorted(values)[max(math.ceil(len(values) * share / 100) - 1, 0)]
