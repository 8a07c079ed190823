"""Lapse: a clearance holds for a limited time; slow sequences can fail for ever while everybody does his duty."""

from __future__ import annotations

from sim.core.compiling import compiled
from sim.matters.state import Clearance, ClearanceStage


@compiled
def has_lapsed(clearance: Clearance, now: float) -> bool:
    """Whether a clearance that was given no longer holds."""
    return clearance.stage == ClearanceStage.DONE and now > clearance.valid_until


@compiled
def renew(clearance: Clearance) -> None:
    """Send a lapsed clearance back to the start: a new attempt, with draws of its own."""
    clearance.stage = ClearanceStage.WAITING
    clearance.attempt += 1
    clearance.passed = 0
    clearance.returned = 0
    clearance.reworked = 0
    clearance.at_home = False
    clearance.asked = False
