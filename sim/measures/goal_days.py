"""Measures of reaching a goal: how many of those who were left at the intervention do, and how soon."""

from __future__ import annotations

import math

import numpy as np


def days_until_share(days: np.ndarray, share: float) -> float:
    """Days until *share* of them is there; NaN when never, 0 when nobody was left."""
    if len(days) == 0:
        return 0.0
    nth = np.sort(days)[math.ceil(share * len(days) - 1e-9) - 1]
    return float(nth) if np.isfinite(nth) else math.nan


def restricted_mean(days: np.ndarray, horizon: float) -> float:
    """Mean of min(days, *horizon*); 0 when nobody was left."""
    return float(np.minimum(days, horizon).mean()) if len(days) else 0.0


def restricted_to_all(days: np.ndarray, horizon: float) -> float:
    """Days until the last of them is there, at most *horizon*; 0 when nobody was left."""
    return float(min(days.max(), horizon)) if len(days) else 0.0


def done_share(days: np.ndarray, horizon: float) -> float:
    """Share of them that is there by *horizon*; 1 when nobody was left."""
    return float((days <= horizon).mean()) if len(days) else 1.0
