"""Bands: how far a fresh point's own mean may lie from the emulator, learnt from points that were left out."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

SHARE = 0.9  # of fresh points that a band is to hold
REACH = 0.5  # how far a missed point speaks for its neighbourhood, in widths of a slider's range
EVERYWHERE = 8.0  # how many points' worth the error of all of them counts at each


@dataclass(frozen=True, eq=False)
class Band:
    """Squared *errors* of points when left out, on the scale of the link, and the *factor* that makes 90 % of them."""

    points: np.ndarray
    errors: np.ndarray
    factor: float

    def half(self, unit: np.ndarray) -> np.ndarray:
        """Half the width of the band at rows of the unit scale."""
        near = nearness(unit, self.points)
        return self.factor * np.sqrt(_local(near, self.errors))


def band_of(unit: np.ndarray, missed: np.ndarray) -> Band:
    """The band that the errors *missed* of points left out call for; each is judged by those of the others."""
    squared = missed**2
    near = nearness(unit, unit)
    np.fill_diagonal(near, 0.0)
    spread = np.sqrt(_local(near, squared))
    ratio = np.sort(np.abs(missed) / np.where(spread > 0.0, spread, 1.0))
    place = min(math.ceil((len(ratio) + 1) * SHARE), len(ratio)) - 1
    return Band(unit, squared, float(ratio[place]))


def nearness(unit: np.ndarray, points: np.ndarray) -> np.ndarray:
    """How much each point speaks for each row."""
    apart = ((unit[:, None, :] - points[None, :, :]) ** 2).sum(axis=2)
    return np.asarray(np.exp(-0.5 * apart / REACH**2))


def _local(near: np.ndarray, squared: np.ndarray) -> np.ndarray:
    """Mean squared error around each row, drawn towards that of all points."""
    return np.asarray((near @ squared + EVERYWHERE * squared.mean()) / (near.sum(axis=1) + EVERYWHERE))
