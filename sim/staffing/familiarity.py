"""Familiarity: people who have just been put together are slower than they will be."""

from __future__ import annotations

import math

from sim.core.compiling import compiled


@compiled
def team_speed(days_together, staffing):
    """Share of full speed after *days_together*: 1 - (1 - s0) exp(-t / tau) (coordination 1)."""
    gap = 1.0 - staffing.familiarity_start
    return 1.0 - gap * math.exp(-max(days_together, 0.0) / staffing.familiarity_days)
