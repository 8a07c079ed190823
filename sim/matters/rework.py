"""Rework: where clearances are reciprocal, the result of one can reopen another that had been given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.core.compiling import compiled
from sim.core.purposes import REWORK
from sim.core.randomness import uniform
from sim.core.rows import Rows
from sim.matters.state import Clearance, ClearanceStage, Dependence, Matter

if TYPE_CHECKING:
    from sim.work.parameters import Work


@compiled
def reopened(seed: int, matter: Matter, clearances: Rows[Clearance], clearance: Clearance, work: Work) -> int:
    """The clearance that the result of *clearance* reopens, -1 for none: one of those given, by a keyed draw.

    The draw belongs to the matter, the clearance and how often it has been given, so that every arm shares it.
    """
    if matter.dependence != Dependence.RECIPROCAL:
        return -1
    which = clearance.attempt + clearance.reworked * 256
    if uniform(seed, REWORK, matter.key, clearance.ordinal, which) >= work.rework:
        return -1
    start = int(uniform(seed, REWORK, matter.key, clearance.ordinal, -1 - which) * matter.clearances)
    for step in range(matter.clearances):
        k = matter.first + (start + step) % matter.clearances
        other = clearances[k]
        if (
            other.ordinal != clearance.ordinal
            and other.stage == ClearanceStage.DONE
            and other.reworked < work.rework_most
        ):
            return k
    return -1


@compiled
def reopen(clearance: Clearance) -> None:
    """Send a given clearance back: it waits for its turn, what it asked for is at hand."""
    clearance.stage = ClearanceStage.WAITING
    clearance.reworked += 1
    clearance.passed = 0
