"""Fit: how well a cadre suits a seat, as far as the organisation department can see."""

from __future__ import annotations

from sim.cadres.skill import skill_in
from sim.core.compiling import compiled
from sim.core.purposes import SIGNAL
from sim.core.randomness import lognormal, normal


@compiled
def signal_of(seed, cadre, number, which, noise):
    """Proficiency as it is seen at call *number*: the true one times log-normal noise of median 1."""
    return cadre.skill * lognormal(1.0, noise, normal(seed, SIGNAL, cadre.key, number, which))


@compiled
def see(seed, cadres, rows, number, which, noise, seen):
    """Write the same into *seen* for each of some *rows* of the cadres."""
    for place in range(len(rows)):
        seen[place] = signal_of(seed, cadres[rows[place]], number, which, noise)


@compiled
def qualified(cadre, competence):
    """Whether a cadre can take a seat of this competence: in its own field or its second."""
    return competence == cadre.competence or (cadre.second >= 0 and competence == cadre.second)


@compiled
def fit(signal, cadre, competence, call):
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
def fit_all(cadres, rows, seen, competences, call, values):
    """Write into *values* the fit of each pair of a cadre, as it is *seen*, and a competence."""
    for place in range(len(rows)):
        values[place] = fit(seen[place], cadres[rows[place]], competences[place], call)
