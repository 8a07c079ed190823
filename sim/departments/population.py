"""How departments come about: establishment, routine stream, block and office."""

from __future__ import annotations

import numpy as np

from sim.cadres.state import AT_HOME
from sim.core.laws import law_of_mean
from sim.core.rows import Rows
from sim.departments.state import Department
from sim.scenario import Scenario
from sim.state.state import State


def open_departments(scenario: Scenario) -> Rows:
    """Every department with its establishment and the routine stream that keeps it busy."""
    city, told = scenario.city, list(scenario.city.departments.values())
    rows = Department.make(len(told))
    rows["key"] = rows["desk"] = rows["office"] = np.arange(len(told))
    rows["establishment"] = [one.cadres for one in told]
    rows["effort_law"] = LAWS.index(city.routine_law)
    rows["effort_median"] = [one.effort_mean for one in told]
    if city.routine_law == "lognormal":
        laws = [law_of_mean(one.effort_mean, city.routine_cv2) for one in told]
        rows["effort_median"], rows["effort_sigma"] = np.transpose(laws)
    rows["floor"] = [one.floor for one in told]
    rows["clears"] = [one.clears for one in told]
    rows["arrival_index"] = -1
    clearing = np.flatnonzero(rows["clears"])
    rows["block"][clearing] = np.arange(len(clearing)) * scenario.stream.blocks // max(len(clearing), 1)
    names = list(city.departments)
    for office in city.offices.values():
        for name in office:
            rows[names.index(name)].office = names.index(office[0])
    return rows


def load_departments(scenario: Scenario, state: State) -> None:
    """Set each routine stream so that it keeps the people who are there, at the speed they have, as busy as said."""
    at_home = state.cadres["post"] == AT_HOME
    speeds = np.bincount(
        state.cadres["department"][at_home], state.cadres["skill"][at_home], minlength=len(state.departments)
    )
    for row, speed, numbers in zip(state.departments, speeds, scenario.city.departments.values(), strict=True):
        row.rate = numbers.utilisation * speed / numbers.effort_mean


LAWS = ("lognormal", "exponential", "fixed")
