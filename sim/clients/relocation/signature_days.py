"""Measures of signing: how many, how soon, and how it was before."""

from __future__ import annotations

import math

import numpy as np

from sim.core.rows import Rows


def days_to_sign(households: Rows, left: np.ndarray, intervention: float) -> np.ndarray:
    """Days from the intervention to the signature of each household in *left* (bool mask); inf when never."""
    days = households["signed_at"][left] - intervention
    return np.where(households["signed"][left] & ~households["conditional"][left], days, np.inf)


def days_until_share(days: np.ndarray, share: float) -> float:
    """Days until *share* of those households has signed; NaN when never, 0 when nobody was left."""
    if len(days) == 0:
        return 0.0
    nth = np.sort(days)[math.ceil(share * len(days) - 1e-9) - 1]
    return float(nth) if np.isfinite(nth) else math.nan


def restricted_mean(days: np.ndarray, horizon: float) -> float:
    """Mean of min(days, *horizon*); 0 when nobody was left."""
    return float(np.minimum(days, horizon).mean()) if len(days) else 0.0


def restricted_to_all(days: np.ndarray, horizon: float) -> float:
    """Days until the last of them has signed, at most *horizon*; 0 when nobody was left."""
    return float(min(days.max(), horizon)) if len(days) else 0.0


def done_share(days: np.ndarray, horizon: float) -> float:
    """Share of them that has signed by *horizon*; 1 when nobody was left."""
    return float((days <= horizon).mean()) if len(days) else 1.0


def restricted_before(past: Rows, intervention: float, horizon: float) -> float:
    """The same mean over a window of the same length that ends at the intervention; NaN without such a window."""
    opens = intervention - horizon
    if opens < 0.0:
        return math.nan
    left = ~past["signed"] | (past["signed_at"] >= opens)
    days = np.where(past["signed"][left], past["signed_at"][left] - opens, np.inf)
    return restricted_mean(days, horizon)
