"""Running a city: its history once a seed, then as many branches as there are arms."""

from __future__ import annotations

from typing import Any

from sim.city.initialise import initialise
from sim.city.intervene import intervene
from sim.city.loop import Pause, advance
from sim.clients.kinds import kind_of
from sim.scenario import Scenario
from sim.state.numbers import Numbers
from sim.state.state import State
from sim.teams.name_members import name_members


def live(state: State[Any], numbers: Numbers, until: float) -> State[Any]:
    """Live every event before day *until*; on the way the loop's questions are answered, between two days."""
    while True:
        asked = advance(until, state, numbers.regimes)
        if asked == Pause.REACHED:
            return state
        if asked == Pause.NEEDS_ROOM:
            state = state.with_room()
        elif asked == Pause.NEEDS_NAMES:
            name_members(state, numbers)
        else:
            plan(state, numbers)


def plan(state: State[Any], numbers: Numbers) -> None:
    """Let the kind of client make the plan that its clients wait for, in Python."""
    kind = kind_of(state)
    if kind.plan is None:
        raise ValueError(f"sim/clients/{kind.name}: asks for a plan, but its kind says none")
    state.city[0].planning = False
    kind.plan(state, numbers)


def history(scenario: Scenario, numbers: Numbers, seed: int) -> State[Any]:
    """The city on the morning of the intervention day, before anything of that day has happened."""
    state = initialise(scenario, numbers, seed)
    return live(state, numbers, float(scenario.calendar.intervention_day))


def branch(past: State[Any], scenario: Scenario, numbers: Numbers, ring_fence: float = 0.0) -> State[Any]:
    """One arm to its horizon, from a copy of the common *past*; *ring_fence* is the share the silo sets aside."""
    state = past.copy()
    intervene(state, scenario, numbers, ring_fence)
    return live(state, numbers, float(scenario.calendar.intervention_day + scenario.calendar.horizon_days))
