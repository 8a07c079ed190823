"""People and calls for tests of staffing: departments of given sizes, a call as configured with changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.cadres.population import appoint_all
from sim.cadres.state import Cadre
from sim.core.parameter import as_row
from sim.core.rows import Rows
from sim.departments.state import Department
from sim.staffing.applicants import Candidates
from sim.staffing.lenders import at_home
from sim.staffing.parameters import Call
from sim.task_forces.state import Seat
from tests.stories import scenario

FREE: dict[str, Any] = {"young_share": 0.0, "titled_share": 0.0, "experienced_share": 0.0, "home_limit": 1.0}
"""No target of composition and no limit at home."""


def people(sizes: Sequence[int], seed: int = 1, **changes: float) -> Rows:
    """The cadres of departments of these *sizes*, drawn as the city draws them."""
    city = scenario().city.model_copy(update=changes)
    departments = Department.make(len(sizes))
    departments["establishment"] = sizes
    departments["key"] = departments["competence"] = range(len(sizes))
    cadres = Cadre.make(sum(sizes))
    appoint_all(seed, cadres, departments, Seat.make(0), len(sizes), -1, as_row(city)[0])
    return cadres


def call_of(**changes: Any) -> Call:
    """The call of the base configuration with *changes*."""
    return Call.model_validate(scenario().staffing.call.model_dump() | changes)


def everybody(cadres: Rows) -> Candidates:
    """All at home as candidates, seen as they are."""
    who = at_home(cadres)
    return Candidates(who, np.zeros(len(who), np.int64), np.array(cadres["skill"][who]))
