"""How unequal a set of values is."""

from __future__ import annotations

import math

import numpy as np


def gini(values: np.ndarray) -> float:
    """Gini coefficient of non-negative *values*, 0 (all equal) to 1; 0 when all are zero, NaN when there are none."""
    ordered = np.sort(np.asarray(values, float))
    whole = ordered.sum()
    if len(ordered) == 0:
        return math.nan
    if whole <= 0.0:
        return 0.0
    ranks = np.arange(1, len(ordered) + 1)
    return float(2.0 * (ranks * ordered).sum() / (len(ordered) * whole) - (len(ordered) + 1) / len(ordered))


def worst_tenth(values: np.ndarray) -> float:
    """Mean of the lowest tenth of *values*, at least one; NaN when there are none."""
    ordered = np.sort(np.asarray(values, float))
    if len(ordered) == 0:
        return math.nan
    return float(ordered[: max(1, len(ordered) // 10)].mean())
