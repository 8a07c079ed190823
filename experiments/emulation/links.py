"""Links: scales on which an outcome is emulated, so that what cannot be negative never is, however near 0 it lies."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

IDENTITY, ROOT, LOG = "identity", "root", "log"
OFFSET = 0.05  # of the largest mean: what is added before a logarithm is taken


def links_for(means: np.ndarray) -> dict[str, float]:
    """The links that suit these means, each with its offset: outcomes that go below 0 have the plain scale alone."""
    largest = float(means.max())
    return {IDENTITY: 0.0} if means.min() < 0.0 or largest <= 0.0 else {IDENTITY: 0.0, ROOT: 0.0, LOG: OFFSET * largest}


def to_link(link: str, offset: float, values: Any) -> Any:
    """Outcomes on the scale of a link."""
    if link == ROOT:
        return np.sqrt(values)
    return np.log(np.asarray(values) + offset) if link == LOG else np.asarray(values, float)


def from_link(link: str, offset: float, value: float) -> float:
    """One value of a link's scale as an outcome; never below 0 where the link says that it cannot be."""
    if link == ROOT:
        return max(value, 0.0) ** 2
    return max(math.exp(value) - offset, 0.0) if link == LOG else value


def slope(link: str, offset: float, means: np.ndarray) -> np.ndarray:
    """How much the scale of a link changes for a small change of each mean: standard errors go over by it."""
    if link == ROOT:
        return np.asarray(0.5 / np.sqrt(np.maximum(means, 1e-3 * means.max())))
    return np.asarray(1.0 / (means + offset)) if link == LOG else np.ones_like(means)
