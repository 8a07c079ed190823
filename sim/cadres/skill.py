"""How fast a cadre is, and the order of all cadres by speed."""

from __future__ import annotations

import numpy as np

from sim.cadres.state import Cadre
from sim.core.compiling import compiled
from sim.core.rows import Rows


@compiled
def skill_in(cadre: Cadre, competence: int) -> float:
    """Speed of *cadre* in *competence*: its own, its second, or own skill where competence has no owner."""
    if competence != cadre.competence and competence == cadre.second:
        return cadre.second_skill
    return cadre.skill


@compiled
def at_best(cadre: Cadre) -> float:
    """The speed of a cadre at what it does best."""
    return max(cadre.skill, cadre.second_skill)


def rank(cadres: Rows[Cadre]) -> None:
    """Put all cadres in order of the speed at what they do best, equals in the order of their rows."""
    cadres["ranked"] = np.argsort(-np.maximum(cadres["skill"], cadres["second_skill"]), kind="stable")
