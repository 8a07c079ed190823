"""How much work a piece of work is, and how long a cadre takes over it."""

from __future__ import annotations

import math

from sim.core.compiling import compiled
from sim.core.purposes import CLEARANCE_EFFORT, ROUTINE_EFFORT
from sim.core.randomness import exponential, lognormal, normal


@compiled
def clearance_effort(seed, matter, clearance, stream):
    """Working days that one clearance takes at usual speed: log-normal, drawn for matter, ordinal and attempt.

    Going through a file again, because another's result reopened it, takes a share of that, with luck of its own.
    """
    which = clearance.attempt + clearance.reworked * 256
    effort = lognormal(
        matter.effort, matter.effort_sigma, normal(seed, CLEARANCE_EFFORT, matter.key, clearance.ordinal, which)
    )
    return effort * stream.rework_effort if clearance.reworked > 0 else effort


@compiled
def routine_effort(seed, department, day, index):
    """Working days that one routine matter takes: by its department's law, drawn for department, day and arrival."""
    if department.effort_law == 2:
        return department.effort_median
    if department.effort_law == 1:
        return department.effort_median * exponential(seed, ROUTINE_EFFORT, department.key, day, index)
    draw = normal(seed, ROUTINE_EFFORT, department.key, day, index)
    return lognormal(department.effort_median, department.effort_sigma, draw)


@compiled
def skill_in(cadre, competence):
    """Speed of *cadre* in *competence*: its own, its second, or own skill where competence has no owner."""
    if competence != cadre.department and competence == cadre.second:
        return cadre.second_skill
    return cadre.skill


@compiled
def juggling(waiting, people, open_limit, work):
    """How much longer work takes because a person keeps several matters open at once.

    *Rule*: all that lies at the desk is open, shared among its people, up to the limit; every open matter
    beyond the first costs a share of the speed.
    """
    each = 1.0 + waiting / max(people, 1)
    open_matters = min(each, open_limit)
    return 1.0 + work.juggling_loss * (open_matters - 1.0)


@compiled
def fatigue_drag(cadre, staffing):
    """How much longer a tired cadre takes."""
    return 1.0 / max(1.0 - staffing.fatigue_loss * cadre.fatigue, 0.05)


@compiled
def law_of_mean(mean, cv2):
    """Median and spread of the log-normal law with this mean and squared coefficient of variation."""
    spread = math.sqrt(math.log(1.0 + cv2))
    return mean / math.sqrt(1.0 + cv2), spread
