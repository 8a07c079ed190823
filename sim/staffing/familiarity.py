"""Familiarity: people who have just been put together are slower than they will be."""

from __future__ import annotations

import math

from sim.core.compiling import compiled
from sim.staffing.parameters import Staffing


@compiled
def since_after_change(now: float, since: float, members: int, staffing: Staffing) -> float:
    """The first day of a team as familiar as one of whose *members* has just been replaced.

    *Rule*: a new member knows nobody: one share of the familiarity gained is lost (coordination 1).
    """
    start = 1.0 - staffing.familiarity_start
    if start <= 0.0 or members <= 0:
        return since
    gap = start * math.exp(-max(now - since, 0.0) / staffing.familiarity_days)
    gap += (start - gap) / members
    return now + staffing.familiarity_days * math.log(gap / start)


@compiled
def unlearned(days: float, staffing: Staffing) -> float:
    """Share of speed in project work that departments lose while teams do it for them (coordination 3)."""
    if staffing.forget_days <= 0.0:
        return 0.0
    return (1.0 - staffing.familiarity_start) * (1.0 - math.exp(-days / staffing.forget_days))


@compiled
def home_speed(days: float, forgotten: float, staffing: Staffing) -> float:
    """Share of full speed in project work, so many days after it came back to departments that had unlearned it."""
    return 1.0 - forgotten * math.exp(-days / staffing.familiarity_days)


@compiled
def team_speed(days_together: float, staffing: Staffing) -> float:
    """Share of full speed after *days_together*: 1 - (1 - s0) exp(-t / tau) (coordination 1)."""
    gap = 1.0 - staffing.familiarity_start
    return 1.0 - gap * math.exp(-max(days_together, 0.0) / staffing.familiarity_days)


@compiled
def rusty(days: float, staffing: Staffing) -> float:
    """Share of speed that is missing so many days after a member came home (model 6: return with or without loss)."""
    return staffing.return_loss * math.exp(-days / staffing.familiarity_days)
