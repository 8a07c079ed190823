"""Running a city: its history once a seed, then as many branches as there are arms."""

from __future__ import annotations

from sim.city.initialise import found
from sim.city.intervene import intervene
from sim.city.loop import NEEDS_ROOM, REACHED, advance
from sim.scenario import Scenario
from sim.state.numbers import Numbers
from sim.state.state import State
from sim.teams.name_members import name_members


def live(state: State, numbers: Numbers, until: float) -> State:
    """Live every event before day *until*; on the way it is given room for jobs, and called teams get names."""
    while True:
        wanted = advance(until, state, numbers.rounds, numbers.steps, numbers.regimes)
        if wanted == REACHED:
            return state
        if wanted == NEEDS_ROOM:
            state = state.with_room()
        else:
            name_members(state, numbers)


def history(scenario: Scenario, numbers: Numbers, seed: int) -> State:
    """The city on the morning of the intervention day, before anything of that day has happened."""
    state = found(scenario, numbers, seed)
    return live(state, numbers, float(scenario.calendar.intervention_day))


def branch(past: State, scenario: Scenario, numbers: Numbers, ring_fence: float = 0.0) -> State:
    """One arm to its horizon, from a copy of the common *past*; *ring_fence* is the share the silo sets aside."""
    state = past.copy()
    intervene(state, scenario, numbers, ring_fence)
    return live(state, numbers, float(scenario.calendar.intervention_day + scenario.calendar.horizon_days))
