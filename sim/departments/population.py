"""How departments come about: establishment, routine stream, block and office; and which of them serves which place."""

from __future__ import annotations

import numpy as np

from sim.cadres.state import Cadre, Post
from sim.core.laws import EffortLaw, law_of_mean
from sim.core.rows import Rows
from sim.departments.load import has_two_states, slowed
from sim.departments.parameters import City
from sim.departments.state import Department, Level

CV2 = {EffortLaw.EXPONENTIAL: 1.0, EffortLaw.FIXED: 0.0}  # of efforts, where the law says it


def open_departments(city: City, blocks: int) -> Rows[Department]:
    """Every department with its establishment and the routine stream that keeps it busy; they share out *blocks*."""
    told = list(city.departments.values())
    names, competences, places = list(city.departments), city.competences, city.places
    rows = Department.make(len(told))
    rows["key"] = rows["desk"] = rows["office"] = np.arange(len(told))
    rows["competence"] = [competences.index(one.competence or name) for name, one in city.departments.items()]
    rows["place"] = [places.index(one.place) if one.place else -1 for one in told]
    rows["far"] = [city.far_places.index(one.far) + 1 if one.far else 0 for one in told]
    rows["level"] = [Level[one.level.upper()] for one in told]
    rows["establishment"] = [one.cadres for one in told]
    rows["effort_law"] = city.routine_law
    rows["effort_median"] = [one.effort_mean for one in told]
    if city.routine_law == EffortLaw.LOGNORMAL:
        laws = [law_of_mean(one.effort_mean, city.routine_cv2) for one in told]
        rows["effort_median"], rows["effort_sigma"] = np.transpose(laws)
    rows["floor"] = [one.floor for one in told]
    rows["clears"] = [one.clears for one in told]
    rows["arrival_index"] = -1
    clearing = np.flatnonzero(rows["clears"])
    rows["block"][clearing] = np.arange(len(clearing)) * blocks // max(len(clearing), 1)
    for office in city.offices.values():
        for name in office:
            rows[names.index(name)].office = names.index(office[0])
    return rows


def serving(departments: Rows[Department], competence: int, place: int) -> int:
    """The department that clears *competence* at *place*: its own, else the lowest that is tied to no place."""
    able = [d for d in range(len(departments)) if departments[d].competence == competence]
    here = [d for d in able if departments[d].place == place]
    above = [d for d in able if departments[d].place < 0] or able
    return here[0] if here else max(above, key=lambda d: (int(departments[d].level), -d))


def load_departments(departments: Rows[Department], cadres: Rows[Cadre], city: City, loss: float, most: float) -> None:
    """Set each routine stream so that it keeps the people who are there, at the speed they have, as busy as said.

    Where that is meant after juggling, every matter that a person keeps open beyond the first, up to *most*, costs the
    share *loss* of the speed.
    """
    at_home = cadres["post"] == Post.AT_HOME
    speeds = np.bincount(cadres["department"][at_home], cadres["skill"][at_home], minlength=len(departments))
    cv2 = CV2.get(city.routine_law, city.routine_cv2)
    for row, speed, one in zip(departments, speeds, city.departments.values(), strict=True):
        row.rate = one.utilisation * speed / one.effort_mean
        if city.load_is_busy:
            row.rate /= slowed(one.cadres, one.utilisation, cv2, loss, most)
            row.two_states = has_two_states(one.cadres, one.utilisation, cv2, loss, most)
