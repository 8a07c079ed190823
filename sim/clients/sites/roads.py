"""The road map: how far it is between two places on a grid of streets, over the river by the best bridge."""

from __future__ import annotations

from typing import Any

import numpy as np


def km_between(told: Any, area: float, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Road kilometres from each of *one* to each of *other* (rows of x and y); the shortest way, so never a detour.

    *Rule*: streets run east and north everywhere; whoever has to cross the river does so on the bridge that makes the
    whole way shortest. Since all ways are shortest, going by a third place is never shorter.
    """
    straight: np.ndarray = np.abs(one[:, None, :] - other[None, :, :]).sum(axis=2)
    if told.river <= 0.0:
        return straight
    bank = told.river * area
    bridges = (np.arange(told.bridges) + 0.5) / told.bridges * area
    across = (one[:, 1] < bank)[:, None] != (other[:, 1] < bank)[None, :]
    east = np.abs(one[:, None, 0, None] - bridges) + np.abs(other[None, :, 0, None] - bridges)
    north = np.abs(one[:, None, 1] - bank) + np.abs(other[None, :, 1] - bank)
    return np.where(across, east.min(axis=2) + north, straight)
