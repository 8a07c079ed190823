"""Routine work: a department's own matters arrive and are laid on its desk."""

from __future__ import annotations

from typing import Any

from sim.core.calendar import WORKING_WEEK, is_working_day, working_time
from sim.core.compiling import internal
from sim.core.event_kinds import EventKind
from sim.core.events import Event, push
from sim.core.purposes import ROUTINE_GAP
from sim.core.randomness import exponential
from sim.core.rows import Rows
from sim.departments.open_routine import count_open
from sim.departments.state import Department
from sim.desks.effort import routine_effort
from sim.desks.state import JobKind
from sim.desks.take_up import new_job, place
from sim.state.city import CityRow
from sim.state.regime import Regime
from sim.state.state import State


@internal
def expect_routine(now: float, city: CityRow, d: int, department: Department, heap: Rows[Event]) -> None:
    """Schedule the next routine arrival of a department: a Poisson stream in working time.

    Drawn for department, day and place within the day; what would fall after a day's end is drawn anew for the
    next working day, which changes nothing in a stream without memory and keeps every day's draws its own.
    """
    if department.rate <= 0.0:
        return
    worked = working_time(now, WORKING_WEEK)
    day = department.arrival_day
    index = department.arrival_index + 1
    place_in_day = worked - working_time(float(day), WORKING_WEEK)
    while True:
        if is_working_day(day, WORKING_WEEK):
            place_in_day += exponential(city.seed, ROUTINE_GAP, department.key, day, index) / department.rate
            if place_in_day < 1.0:
                break
        day += 1
        index = 0
        place_in_day = 0.0
    department.arrival_day = day
    department.arrival_index = index
    department.arrival_effort = routine_effort(city.seed, department, day, index)
    push(heap, city, float(day) + place_in_day, EventKind.ARRIVAL, d)


@internal
def take_routine(now: float, state: State[Any], d: int, regime: Regime) -> None:
    """A routine matter arrives at department *d*; the next arrival is scheduled."""
    city = state.city[0]
    department = state.departments[d]
    department.arrived += 1
    department.arrived_effort += department.arrival_effort
    count_open(now, department, 1)
    row = new_job(now, state, JobKind.ROUTINE, d, department.competence, department.desk, department.arrival_effort, -1)
    place(now, state, row, regime)
    expect_routine(now, city, d, department, state.heap)
