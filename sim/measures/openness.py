"""For how long matters stood open: the outcome that counts every matter of the city, project and routine alike."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.core.rows import Rows
from sim.departments.state import Department
from sim.matters.state import Matter, MatterStage
from sim.state.state import State


def openness(past: State[Any], end: State[Any]) -> dict[str, float]:
    """Mean days open of all matters, of the project's and of the routine; and of all since the teams were to return.

    A matter counts from the later of its filing and the intervention until it is really solved, or to the horizon;
    a false closing stays open. By the area under the number open, so that every matter has its weight (Little's law).
    """
    city = end.city[0]
    start, until = float(city.intervention), float(city.until)
    project, matters = project_days(end.matters, start, until)
    routine, jobs = routine_days(past.departments, end.departments, start, until)
    values = {
        "all_matters_days": share(project + routine, matters + jobs),
        "project_days": share(project, matters),
        "routine_days": share(routine, jobs),
        "project_matters": float(matters),
        "after_matters_days": math.nan,
    }
    if city.mark >= 0.0 and city.mark < until:
        project, matters = project_days(end.matters, float(city.mark), until)
        routine = float((until_now(end.departments, until) - end.departments["open_days_then"]).sum())
        jobs = int((end.departments["arrived"] - end.departments["arrived_then"]).sum())
        jobs += int(end.departments["open_then"].sum())
        values["after_matters_days"] = share(project + routine, matters + jobs)
    return values


def share(days: float, number: int) -> float:
    """Days a matter; missing where there was none."""
    return days / number if number else math.nan


def project_days(matters: Rows[Matter], start: float, until: float) -> tuple[float, int]:
    """Days that the project's matters stood open between two days, and how many did."""
    filed, solved = matters["filed"], np.where(matters["solved"], matters["closed"], np.inf)
    counts = (matters["stage"] != MatterStage.DORMANT) & (filed < until) & (solved > start)
    days = np.minimum(solved, until) - np.maximum(filed, start)
    return float(days[counts].sum()), int(counts.sum())


def routine_days(past: Rows[Department], end: Rows[Department], start: float, until: float) -> tuple[float, int]:
    """The same of the departments' routine matters."""
    days = until_now(end, until) - until_now(past, start)
    return float(days.sum()), int((end["arrived"] - past["arrived"] + past["open_routine"]).sum())


def until_now(departments: Rows[Department], now: float) -> np.ndarray:
    """Matters times days, summed up to *now*."""
    return departments["open_days"] + departments["open_routine"] * (now - departments["open_touched"])


def days_to_solve(matters: Rows[Matter], start: float, until: float) -> np.ndarray:
    """Days from the later of filing and *start* until each project matter was solved; inf when never."""
    solved = np.where(matters["solved"], matters["closed"], np.inf)
    counts = (matters["stage"] != MatterStage.DORMANT) & (matters["filed"] < until) & (solved > start)
    days: np.ndarray = (solved - np.maximum(matters["filed"], start))[counts]
    return days
