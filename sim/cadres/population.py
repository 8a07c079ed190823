"""How cadres come about: skill, a second field and rapport are keyed draws."""

from __future__ import annotations

from sim.cadres.state import Cadre, Post
from sim.core.calendar import WORKING_WEEK
from sim.core.compiling import compiled, internal
from sim.core.purposes import AGE, RAPPORT, SECOND_COMPETENCE, SKILL, TITLE
from sim.core.randomness import lognormal, normal, uniform
from sim.core.rows import Rows
from sim.departments.parameters import City
from sim.departments.state import Department, Level
from sim.task_forces.state import Seat

PLACES = 100_000  # ordinals of one department's cadres; those from outside count on from the middle


@internal
def key_of(department: int, ordinal: int, outside: bool) -> int:
    """Key of a cadre's draws: department and ordinal, so that hiring in one changes nobody in another."""
    return department * PLACES + ordinal + (PLACES // 2 if outside else 0)


@internal
def second_field(seed: int, key: int, competence: int, competences: int, told: City) -> int:
    """A second competence, -1 for none (B6: over a third have worked in another field)."""
    if uniform(seed, SECOND_COMPETENCE, key, 0, 0) >= told.second_share:
        return -1
    other = int(uniform(seed, SECOND_COMPETENCE, key, 1, 0) * competences)
    return -1 if other == competence else other


@internal
def level_of(outside: bool, calls: bool) -> Level:
    """Who comes from outside is of the county, whose people call on clients of a township, the others of the city."""
    if outside:
        return Level.COUNTY
    return Level.TOWNSHIP if calls else Level.CITY


@internal
def appoint(
    seed: int,
    cadre: Cadre,
    department: Department,
    ordinal: int,
    outside: bool,
    competences: int,
    calls: bool,
    told: City,
) -> None:
    """Fill the row of one cadre of a *department* as *told*; *calls* says whether its people call on clients."""
    key = key_of(department.key, ordinal, outside)
    competence = department.competence
    cadre.key = key
    cadre.department = department.key
    cadre.competence = competence
    cadre.level = level_of(outside, calls)
    cadre.age = told.age_low + (told.age_high - told.age_low) * uniform(seed, AGE, key, 0, 0)
    cadre.title = uniform(seed, TITLE, key, 0, 0) < told.title_share
    cadre.skill = lognormal(1.0, told.skill_sigma, normal(seed, SKILL, key, 0, 0))
    cadre.second = second_field(seed, key, competence, competences, told)
    cadre.experience = cadre.second >= 0
    cadre.second_skill = cadre.skill * told.second_skill
    spread = told.rapport_high - told.rapport_low
    cadre.rapport = told.rapport_low + spread * uniform(seed, RAPPORT, key, 0, 0)
    if calls:
        cadre.rapport = min(1.0, cadre.rapport + told.township_rapport)
    cadre.holds = 1 << competence
    if cadre.second >= 0:
        cadre.holds |= 1 << cadre.second
    cadre.post = Post.OUTSIDE if outside else Post.AT_HOME
    cadre.home_desk = -1 if outside else department.key
    cadre.home_next = -1
    cadre.team_desk = -1
    cadre.team_next = -1
    cadre.job = -1
    cadre.returned = -1.0
    cadre.stands_in_for = -1
    cadre.days_per_week = WORKING_WEEK


@compiled
def appoint_all(
    seed: int,
    cadres: Rows[Cadre],
    departments: Rows[Department],
    seats: Rows[Seat],
    competences: int,
    visitors: int,
    told: City,
) -> None:
    """Fill every cadre's row: each department's own people first, then those who could come from outside.

    *visitors* is the department whose people call on clients.
    """
    c = 0
    for d in range(len(departments)):
        for ordinal in range(departments[d].establishment):
            appoint(seed, cadres[c], departments[d], ordinal, False, competences, d == visitors, told)
            c += 1
    for s in range(len(seats)):
        d = seats[s].department
        for ordinal in range(seats[s].outside):
            appoint(seed, cadres[c], departments[d], ordinal, True, competences, d == visitors, told)
            c += 1
