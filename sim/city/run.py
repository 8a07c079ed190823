"""Running a city: its history once a seed, then as many branches as there are arms."""

from __future__ import annotations

from sim.city.found import found
from sim.city.intervene import intervene
from sim.city.loop import NEEDS_ROOM, advance
from sim.city.numbers import Numbers, numbers_of
from sim.city.state import State
from sim.scenario import Scenario


def live(state: State, numbers: Numbers, until: float) -> None:
    """Live every event before day *until*; more room for jobs is made whenever it is wanted."""
    while True:
        outcome = advance(
            until,
            state.city[0],
            state.departments,
            state.desks,
            state.queues,
            state.cadres,
            state.jobs,
            state.routes,
            state.matters,
            state.clearances,
            state.households,
            state.ties,
            state.heap,
            state.series,
            numbers.rounds,
            numbers.steps,
            numbers.regimes,
        )
        if outcome != NEEDS_ROOM:
            return
        state.make_room()


def history(scenario: Scenario, numbers: Numbers, seed: int) -> State:
    """The city on the morning of the intervention day, before anything of that day has happened."""
    state = found(scenario, numbers, seed)
    live(state, numbers, float(scenario.calendar.intervention_day))
    return state


def branch(past: State, scenario: Scenario, numbers: Numbers, ring_fence: float = 0.0) -> State:
    """One arm to its horizon, from a copy of the common *past*; *ring_fence* is the share the silo sets aside."""
    state = past.copy()
    intervene(state, scenario, numbers, ring_fence)
    live(state, numbers, float(scenario.calendar.intervention_day + scenario.calendar.horizon_days))
    return state

