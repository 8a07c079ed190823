"""How much work a piece of work is, and how long a cadre takes over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.cadres.state import Cadre
from sim.core.compiling import compiled
from sim.core.laws import EffortLaw
from sim.core.purposes import CLEARANCE_EFFORT, ROUTINE_EFFORT
from sim.core.randomness import exponential, lognormal, normal
from sim.departments.state import Department
from sim.matters.state import Clearance, Matter
from sim.staffing.parameters import Staffing

if TYPE_CHECKING:
    from sim.work.parameters import Work


@compiled
def clearance_effort(seed: int, matter: Matter, clearance: Clearance, work: Work) -> float:
    """Working days that one clearance takes at usual speed: by its matter's law, drawn for matter, ordinal and attempt.

    Going through a file again, because another's result reopened it or its client brought what was missing, takes a
    share of that; reopened, with a draw of its own.
    """
    which = clearance.attempt + clearance.reworked * 256
    effort = matter.effort
    if matter.effort_law == EffortLaw.EXPONENTIAL:
        effort *= exponential(seed, CLEARANCE_EFFORT, matter.key, clearance.ordinal, which)
    elif matter.effort_law == EffortLaw.LOGNORMAL:
        draw = normal(seed, CLEARANCE_EFFORT, matter.key, clearance.ordinal, which)
        effort = lognormal(matter.effort, matter.effort_sigma, draw)
    return effort * work.rework_effort if clearance.reworked > 0 or clearance.returned > 0 else effort


@compiled
def routine_effort(seed: int, department: Department, day: int, index: int) -> float:
    """Working days that one routine matter takes: by its department's law, drawn for department, day and arrival."""
    if department.effort_law == EffortLaw.FIXED:
        return department.effort_median
    if department.effort_law == EffortLaw.EXPONENTIAL:
        return department.effort_median * exponential(seed, ROUTINE_EFFORT, department.key, day, index)
    draw = normal(seed, ROUTINE_EFFORT, department.key, day, index)
    return lognormal(department.effort_median, department.effort_sigma, draw)


@compiled
def juggling(waiting: int, people: int, open_limit: float, work: Work) -> float:
    """How much longer work takes because a person keeps several matters open at once.

    *Rule*: all that lies at the desk is open, shared among its people, up to the limit; every open matter
    beyond the first costs a share of the speed.
    """
    each = 1.0 + waiting / max(people, 1)
    open_matters = min(each, open_limit)
    return 1.0 + work.juggling_loss * (open_matters - 1.0)


@compiled
def fatigue_drag(cadre: Cadre, staffing: Staffing) -> float:
    """How much longer a tired cadre takes."""
    return 1.0 / max(1.0 - staffing.fatigue_loss * cadre.fatigue, 0.05)
