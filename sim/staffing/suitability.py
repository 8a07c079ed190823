"""Suitability: how well a cadre suits a seat, as far as the organisation department can see."""

from __future__ import annotations

import numpy as np

from sim.cadres.skill import skill_in
from sim.cadres.state import Cadre
from sim.core.compiling import compiled
from sim.core.purposes import SIGNAL
from sim.core.randomness import lognormal, normal
from sim.core.rows import Rows
from sim.staffing.parameters import Call


@compiled
def signal_of(seed: int, cadre: Cadre, number: int, which: int, noise: float) -> float:
    """Proficiency as it is seen at call *number*: the true one times log-normal noise of median 1."""
    return cadre.skill * lognormal(1.0, noise, normal(seed, SIGNAL, cadre.key, number, which))


@compiled
def see(
    seed: int, cadres: Rows[Cadre], rows: np.ndarray, number: int, which: int, noise: float, seen: np.ndarray
) -> None:
    """Write the same into *seen* for each of some *rows* of the cadres."""
    for place in range(len(rows)):
        seen[place] = signal_of(seed, cadres[rows[place]], number, which, noise)


@compiled
def qualified(cadre: Cadre, competence: int) -> bool:
    """Whether a cadre can take a seat of this competence: in its own field or its second."""
    return competence == cadre.competence or (cadre.second >= 0 and competence == cadre.second)


@compiled
def suitability(signal: float, cadre: Cadre, competence: int, call: Call) -> float:
    """Fit of a qualified cadre for a seat.

    *Rule*: the proficiency that is seen, in a second field as much less as the cadre is slower there and as a second
    field counts; plus rapport with clients and experience in other fields (B6), each at its weight.
    """
    value = signal
    if competence != cadre.competence:
        value *= call.second_fit * skill_in(cadre, competence) / max(cadre.skill, 1e-9)
    value += call.rapport_weight * cadre.rapport
    if cadre.experience:
        value += call.experience_weight
    return value


@compiled
def suitability_of_all(
    cadres: Rows[Cadre], rows: np.ndarray, seen: np.ndarray, competences: np.ndarray, call: Call, values: np.ndarray
) -> None:
    """Write into *values* the fit of each pair of a cadre, as it is *seen*, and a competence."""
    for place in range(len(rows)):
        values[place] = suitability(seen[place], cadres[rows[place]], competences[place], call)
