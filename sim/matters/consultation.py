"""Consultation: before one department rules for all, it asks the others; the slowest decides when, any may refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.core.compiling import compiled
from sim.core.purposes import CONSULTATION, DENIED, REFUSED
from sim.core.randomness import lognormal, normal, uniform
from sim.core.rows import Rows
from sim.matters.state import Clearance, Matter

if TYPE_CHECKING:
    from sim.work.parameters import Work


@compiled
def consultation_days(seed: int, matter: Matter, clearances: Rows[Clearance], work: Work) -> float:
    """Days until the last of the others has answered, who are all asked on one day; none where there is no other."""
    longest = 0.0
    if work.consultation_median <= 0.0:
        return longest
    for c in range(matter.first + 1, matter.first + matter.clearances):
        draw = normal(seed, CONSULTATION, matter.key, clearances[c].competence, matter.consulted)
        longest = max(longest, lognormal(work.consultation_median, work.consultation_sigma, draw))
    return longest


@compiled
def is_refused(seed: int, matter: Matter, clearances: Rows[Clearance], work: Work) -> bool:
    """Whether one of the others refuses; what a department thinks of a matter does not change."""
    for c in range(matter.first + 1, matter.first + matter.clearances):
        if uniform(seed, REFUSED, matter.key, clearances[c].competence, 0) < work.consultation_refused:
            return True
    return False


@compiled
def is_denied(seed: int, matter: Matter, clearance: Clearance, work: Work) -> bool:
    """Whether a department's own interest stands against a clearance; it does at every attempt, or at none."""
    return uniform(seed, DENIED, matter.key, clearance.ordinal, 0) < work.denied_share
